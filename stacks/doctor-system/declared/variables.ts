import type { DoctorSystemSettings } from "./section";
import { keepAliveMilliseconds } from "../../../settings/sections/idle-timeout";
import { databaseSuffix, nodeEnvironment, type Variable } from "../../../settings/system/variable";

/** The port of the API (DS-VAR-03). */
export const apiPort = 8080;

/** Seconds after which the load balancer closes a silent connection. */
export const idleTimeoutSeconds = 120;

/** The environment variables of doctor-system that are no credentials; secrets.ts has the others. */
export const variables: readonly Variable<DoctorSystemSettings>[] = [
  {
    name: "STAGE",
    row: "DS-VAR-02",
    proposed: "NODE_ENV is production in staging too, so the stage has its own variable (C-01)",
    origin: { kind: "settings", value: (_, { stage }) => stage },
    placeholder: "<development, staging or production>",
    explanation: "The stage",
  },
  {
    name: "NODE_ENV",
    row: "DS-VAR-02",
    origin: { kind: "settings", value: (_, { stage }) => nodeEnvironment(stage) },
    placeholder: "<production>",
    explanation: "production in staging and production",
  },
  {
    name: "PORT",
    row: "DS-VAR-03",
    origin: { kind: "literal", value: String(apiPort) },
    placeholder: "<8080>",
    explanation: "The port the API listens on, 8080",
  },
  {
    name: "KEEP_ALIVE_TIMEOUT_MS",
    row: "DS-VAR-03",
    proposed: "Node's default of 5 s is shorter than the load balancer's idle timeout, which causes 502 responses",
    origin: { kind: "literal", value: String(keepAliveMilliseconds(idleTimeoutSeconds)) },
    placeholder: "<125000>",
    explanation:
      "Keep-alive timeout of the server in milliseconds, longer than the load balancer's idle timeout: server.keepAliveTimeout, and a longer server.headersTimeout",
  },
  {
    name: "APP_NAME",
    row: "DS-VAR-04",
    origin: { kind: "literal", value: "doctor-system" },
    placeholder: "<doctor-system>",
    explanation: "The name of the application, doctor-system",
  },
  {
    name: "API_BASE_URL",
    row: "DS-VAR-05",
    origin: { kind: "settings", value: ({ domain }) => `https://api.${domain}` },
    placeholder: "<https://api.your-domain>",
    explanation: "The address of the API itself",
  },
  {
    name: "TZ",
    row: "DS-VAR-01",
    proposed: "the variable from which Node reads its time zone; reminders carry times of day",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The time zone of displayed times",
  },
  {
    name: "LOG_LEVEL",
    row: "DS-VAR-20",
    origin: { kind: "settings", value: ({ logLevel }) => logLevel },
    placeholder: "<info>",
    explanation: "Log level of the application; at least info in production",
  },
  {
    name: "TRUST_PROXY_HOPS",
    row: "DS-VAR-19",
    proposed: "behind a load balancer, the application needs the number of proxies to find a client's address (C-32)",
    origin: { kind: "literal", value: "1" },
    placeholder: "<1>",
    explanation: "Number of proxies in front of the API: the load balancer",
  },
  {
    name: "CORS_ALLOWED_ORIGINS",
    row: "DS-VAR-17",
    origin: { kind: "settings", value: ({ corsOrigins }) => corsOrigins.join(",") },
    placeholder: "<https://app.your-domain,https://admin.your-domain>",
    explanation: "The origins of the front ends, separated by commas",
  },
  {
    name: "RATE_LIMIT_WINDOW_MS",
    row: "DS-VAR-18",
    origin: { kind: "settings", value: ({ rateLimit }) => String(rateLimit.windowMilliseconds) },
    placeholder: "<900000>",
    explanation: "Window of the rate limit per client address, in milliseconds",
  },
  {
    name: "RATE_LIMIT_MAX",
    row: "DS-VAR-19",
    origin: { kind: "settings", value: ({ rateLimit }) => String(rateLimit.maximum) },
    placeholder: "<300>",
    explanation: "Maximum requests per client address within the window",
  },
  {
    name: "JWT_ACCESS_EXPIRES_IN",
    row: "DS-VAR-10",
    origin: { kind: "settings", value: ({ tokens }) => tokens.accessLifetime },
    placeholder: "<15m>",
    explanation: "Lifetime of an access token, 10m to 20m",
  },
  {
    name: "JWT_REFRESH_EXPIRES_IN",
    row: "DS-VAR-11",
    origin: { kind: "settings", value: ({ tokens }) => tokens.refreshLifetime },
    placeholder: "<7d>",
    explanation: "Lifetime of a refresh token, at most 7d",
  },
  {
    name: "MONGODB_DB_NAME",
    row: "DS-VAR-07",
    origin: { kind: "settings", value: (_, { stage }) => `doctor_system_${databaseSuffix[stage]}` },
    placeholder: "<doctor_system_prod>",
    explanation: "The database of the stage: doctor_system_dev, doctor_system_staging, doctor_system_prod",
  },
  {
    name: "WHATSAPP_API_BASE_URL",
    row: "DS-VAR-12",
    origin: { kind: "kept", value: ({ whatsapp }) => `https://graph.facebook.com/${whatsapp.graphApiVersion}` },
    placeholder: "<https://graph.facebook.com/v21.0>",
    explanation: "URL of Meta's Graph API, with its version (C-26)",
    description: "URL of Meta's Graph API, with its version (DS-VAR-12)",
  },
  {
    name: "WHATSAPP_PHONE_NUMBERS",
    row: "DS-WA-02",
    proposed: "the checklist requires the mapping to be kept secret and names no variable for it (C-29)",
    origin: {
      kind: "kept",
      value: ({ whatsapp }) =>
        JSON.stringify(Object.fromEntries(whatsapp.phoneNumbers.map(({ id, clinic }) => [id, clinic]))),
    },
    placeholder: '{"<phone_number_id>":"<clinic>"}',
    explanation: "Mapping of phone numbers to clinics, as JSON",
    description: "Mapping of phone numbers to clinics (DS-WA-02)",
  },
];
