import { keepAliveMilliseconds } from "../sections/idle-timeout";
import { nodeEnvironment, rotatedVariables, type Variable } from "./variable";

/** The port of the API (AH-VAR-11). */
export const apiPort = 4000;

/** Where the applications write log files, besides standard output (AH-VAR-14, C-17). */
export const logDirectory = "/var/log/ahava-healthcare";

/** The variables of the API and the worker of ahava-healthcare: one place for all that is made from them. */
export const ahavaHealthcareVariables: readonly Variable<"ahava-healthcare">[] = [
  {
    name: "STAGE",
    row: "AH-VAR-12",
    proposed: "NODE_ENV is production on staging too, so the stage has a variable of its own (C-01)",
    origin: { kind: "settings", value: (_, { stage }) => stage },
    placeholder: "<development, staging or production>",
    explanation: "The stage; live payments are for production alone",
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
    proposed: "Node's own 5 s are shorter than the load balancer's idle timeout, which ends in answers of 502",
    origin: { kind: "literal", value: String(keepAliveMilliseconds("ahava-healthcare")) },
    placeholder: "<305000>",
    explanation:
      "Milliseconds for which the server keeps a silent connection, longer than the load balancer: server.keepAliveTimeout, and server.headersTimeout above it",
  },
  {
    name: "TIMEZONE",
    row: "AH-VAR-13",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The time zone of schedules and of the times that are shown",
  },
  {
    name: "TZ",
    row: "AH-VAR-13",
    proposed: "what Node itself reads for its time zone",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The same for the process itself",
  },
  {
    name: "LOG_DIR",
    row: "AH-VAR-14",
    origin: { kind: "literal", value: logDirectory },
    placeholder: "</var/log/ahava-healthcare>",
    explanation: "Where log files are written besides standard output, on a disk that is gone with the task",
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
    explanation: "How long an access token is good, 10m to 20m",
  },
  {
    name: "REFRESH_TOKEN_EXPIRES_IN",
    row: "AH-VAR-04",
    origin: { kind: "settings", value: ({ tokens }) => tokens.refreshLifetime },
    placeholder: "<7d>",
    explanation: "How long a refresh token is good, 7d at most",
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
    placeholder: "<sender's address>",
    explanation: "The sender of every message",
  },
  {
    name: "TRUST_PROXY_HOPS",
    row: "AH-NET-08",
    proposed: "behind a load balancer a client's address is known only to who counts the proxies (C-32)",
    origin: { kind: "literal", value: "1" },
    placeholder: "<1>",
    explanation: "How many proxies stand before the API: the load balancer",
  },
  {
    name: "METRICS_NAMESPACE",
    row: "AH-MON-06",
    proposed: "the checklist wants the queues watched and does not say how their state gets out",
    origin: { kind: "settings", value: (_, { stage }) => `${stage}/ahava-healthcare` },
    placeholder: "<stage>/ahava-healthcare",
    explanation: "The CloudWatch namespace in which the state of the queues is published",
  },
  {
    name: "UPLOADS_BUCKET",
    row: "AH-BAK-05",
    proposed: "the checklist archives uploads and does not say where they lie (C-23)",
    origin: { kind: "deployment" },
    placeholder: "<bucket>",
    explanation: "The bucket that keeps uploads",
  },
  {
    name: "DATABASE_URL",
    row: "AH-VAR-02",
    origin: { kind: "connection" },
    placeholder: "postgresql://<user>:<password>@<host>:5432/ahava_healthcare?sslmode=require",
    explanation: "Where and as whom the applications reach Postgres (C-13)",
  },
  {
    name: "REDIS_URL",
    row: "AH-VAR-07",
    origin: { kind: "connection" },
    placeholder: "rediss://<user>:<password>@<host>:6379",
    explanation: "Where and as whom the applications reach Redis, over TLS (C-14)",
  },
  ...rotatedVariables(
    {
      name: "JWT_SECRET",
      row: "AH-VAR-03",
      origin: { kind: "generated" },
      placeholder: "<64 random characters>",
      explanation: "Signs access and refresh tokens",
    },
    "only to verify",
  ),
  ...rotatedVariables(
    {
      name: "ENCRYPTION_KEY",
      row: "AH-VAR-05",
      origin: { kind: "generated" },
      placeholder: "<32 random bytes in base64>",
      explanation: "Encrypts patients' data in the database; what it encrypted is lost with it",
    },
    "only to decrypt",
  ),
  ...rotatedVariables(
    {
      name: "ENCRYPTION_IV_SALT",
      row: "AH-VAR-06",
      origin: { kind: "generated" },
      placeholder: "<16 random bytes in hexadecimal digits>",
      explanation: "The salt of that encryption (C-38)",
    },
    "only to decrypt",
  ),
  {
    name: "PAYSTACK_SECRET_KEY",
    row: "AH-VAR-08",
    origin: { kind: "vendor" },
    placeholder: "<sk_live_… in production, sk_test_… elsewhere>",
    explanation: "Moves money at Paystack",
  },
  {
    name: "PAYSTACK_PUBLIC_KEY",
    row: "AH-VAR-09",
    origin: { kind: "vendor" },
    placeholder: "<pk_live_… in production, pk_test_… elsewhere>",
    explanation: "Names the account at Paystack",
  },
  {
    name: "PAYSTACK_WEBHOOK_SECRET",
    row: "AH-VAR-10",
    origin: { kind: "vendor" },
    placeholder: "<webhook secret>",
    explanation: "Proves that a call of the webhook is from Paystack (C-21)",
  },
  {
    name: "SMTP_USER",
    row: "AH-VAR-18",
    origin: { kind: "vendor" },
    placeholder: "<account>",
    explanation: "The account at the mail server",
  },
  {
    name: "SMTP_PASS",
    row: "AH-VAR-19",
    origin: { kind: "vendor" },
    placeholder: "<password>",
    explanation: "Its password",
  },
];
