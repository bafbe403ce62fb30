import type { AhavaHealthcareSettings } from "./section";
import { keepAliveMilliseconds } from "../../../settings/sections/idle-timeout";
import { nodeEnvironment, type Variable } from "../../../settings/system/variable";

/** The port of the API (AH-VAR-11). */
export const apiPort = 4000;

/** The folder of the applications' log files (AH-VAR-14, C-17). */
export const logDirectory = "/var/log/ahava-healthcare";

/** Seconds after which the load balancer closes a silent connection; WebSockets need more than any usual heartbeat (AH-NET-08). */
export const idleTimeoutSeconds = 300;

/** The environment variables of ahava-healthcare that are no credentials; secrets.ts has the others. */
export const variables: readonly Variable<AhavaHealthcareSettings>[] = [
  {
    name: "STAGE",
    row: "AH-VAR-12",
    proposed: "NODE_ENV is production in staging too, so the stage has its own variable (C-01)",
    origin: { kind: "settings", value: (_, { stage }) => stage },
    placeholder: "<development, staging or production>",
    explanation: "The stage; live payments are for production only",
  },
  {
    name: "NODE_ENV",
    row: "AH-VAR-12",
    origin: { kind: "settings", value: (_, { stage }) => nodeEnvironment(stage) },
    placeholder: "<production>",
    explanation: "production in staging and production",
  },
  {
    name: "PORT",
    row: "AH-VAR-11",
    origin: { kind: "literal", value: String(apiPort) },
    placeholder: "<4000>",
    explanation: "The port the API listens on, 4000",
  },
  {
    name: "KEEP_ALIVE_TIMEOUT_MS",
    row: "AH-NET-08",
    proposed: "Node's default of 5 s is shorter than the load balancer's idle timeout, which causes 502 responses",
    origin: { kind: "literal", value: String(keepAliveMilliseconds(idleTimeoutSeconds)) },
    placeholder: "<305000>",
    explanation:
      "Keep-alive timeout of the server in milliseconds, longer than the load balancer's idle timeout: server.keepAliveTimeout, and a longer server.headersTimeout",
  },
  {
    name: "TIMEZONE",
    row: "AH-VAR-13",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The time zone of schedules and of displayed times",
  },
  {
    name: "TZ",
    row: "AH-VAR-13",
    proposed: "the variable from which Node reads its time zone",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The time zone of the process",
  },
  {
    name: "LOG_DIR",
    row: "AH-VAR-14",
    origin: { kind: "literal", value: logDirectory },
    placeholder: "</var/log/ahava-healthcare>",
    explanation: "Folder of log files besides standard output, on the task's ephemeral storage",
  },
  {
    name: "CORS_ORIGIN",
    row: "AH-VAR-15",
    origin: { kind: "settings", value: ({ corsOrigins }) => corsOrigins.join(",") },
    placeholder: "<https://admin.your-domain,https://doctor.your-domain>",
    explanation: "The origins of the portals, separated by commas",
  },
  {
    name: "ACCESS_TOKEN_EXPIRES_IN",
    row: "AH-VAR-04",
    proposed: "the checklist gives a refresh token a lifetime and the access token none (C-03)",
    origin: { kind: "settings", value: ({ tokens }) => tokens.accessLifetime },
    placeholder: "<15m>",
    explanation: "Lifetime of an access token, 10m to 20m",
  },
  {
    name: "REFRESH_TOKEN_EXPIRES_IN",
    row: "AH-VAR-04",
    origin: { kind: "settings", value: ({ tokens }) => tokens.refreshLifetime },
    placeholder: "<7d>",
    explanation: "Lifetime of a refresh token, at most 7d",
  },
  {
    name: "SMTP_HOST",
    row: "AH-VAR-16",
    origin: { kind: "settings", value: ({ smtp }) => smtp.host },
    placeholder: "<SMTP host>",
    explanation: "The mail server",
  },
  {
    name: "SMTP_PORT",
    row: "AH-VAR-17",
    origin: { kind: "settings", value: ({ smtp }) => String(smtp.port) },
    placeholder: "<587>",
    explanation: "Its port, 587 with STARTTLS",
  },
  {
    name: "SMTP_FROM",
    row: "AH-VAR-20",
    origin: { kind: "settings", value: ({ smtp }) => smtp.from },
    placeholder: "<sender address>",
    explanation: "The sender of every message",
  },
  {
    name: "TRUST_PROXY_HOPS",
    row: "AH-NET-08",
    proposed: "behind a load balancer, the application needs the number of proxies to find a client's address (C-32)",
    origin: { kind: "literal", value: "1" },
    placeholder: "<1>",
    explanation: "Number of proxies in front of the API: the load balancer",
  },
  {
    name: "METRICS_NAMESPACE",
    row: "AH-MON-06",
    proposed: "the checklist requires queue monitoring and does not say how the metrics are published",
    origin: { kind: "settings", value: (_, { stage }) => `${stage}/ahava-healthcare` },
    placeholder: "<stage>/ahava-healthcare",
    explanation: "The CloudWatch namespace of the queue metrics",
  },
  {
    name: "UPLOADS_BUCKET",
    row: "AH-BAK-05",
    proposed: "the checklist requires an archive of uploads and does not say where they are stored (C-23)",
    origin: { kind: "deployment" },
    placeholder: "<bucket>",
    explanation: "The S3 bucket for uploads",
  },
];
