import type { MedPlatformSettings } from "./section";
import { unnamed } from "./unnamed";
import { databaseSuffix, type Variable } from "../../../settings/system/variable";

/** The port of the API (MP-NGX-14). */
export const apiPort = 8081;

/** The program in the image, and the folder it starts in (MP-SVC-04, MP-SVC-06). */
export const program = "/opt/med-platform/platform";
export const programFolder = "/opt/med-platform";

/** The path of RDS's certificate authorities in the image; no system trusts them by default (MP-DB-06). */
export const databaseAuthorities = `${programFolder}/rds-global-bundle.pem`;

/** The environment variables of med-platform that are no credentials; secrets.ts has the others. */
export const variables: readonly Variable<MedPlatformSettings>[] = [
  {
    name: "STAGE",
    row: "MP-ENV-02",
    proposed: unnamed,
    origin: { kind: "settings", value: (_, { stage }) => stage },
    placeholder: "<development, staging or production>",
    explanation: "The stage",
  },
  {
    name: "PORT",
    row: "MP-NGX-14",
    proposed: "the checklist names the port and no variable for it (C-01)",
    origin: { kind: "literal", value: String(apiPort) },
    placeholder: "<8081>",
    explanation: "The port the API listens on, 8081",
  },
  {
    name: "API_BASE_URL",
    row: "MP-ENV-07",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ domain }) => `https://${domain}/api` },
    placeholder: "<https://your-domain/api>",
    explanation: "The address of the API itself, of the same origin as the admin site",
  },
  {
    name: "TZ",
    row: "MP-ENV-02",
    proposed: "the variable from which Go reads its time zone",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The time zone of displayed times",
  },
  {
    name: "LOG_LEVEL",
    row: "MP-CODE-04",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ logLevel }) => logLevel },
    placeholder: "<info>",
    explanation: "Log level of the application; at least info in production",
  },
  {
    name: "TRUST_PROXY_HOPS",
    row: "MP-NGX-17",
    proposed: "behind proxies, the application needs their number to find a client's address (C-32)",
    origin: { kind: "literal", value: "2" },
    placeholder: "<2>",
    explanation: "Number of proxies in front of the API: CloudFront and the load balancer",
  },
  {
    name: "CORS_ALLOWED_ORIGINS",
    row: "MP-AUTH-06",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ corsOrigins }) => corsOrigins.join(",") },
    placeholder: "<https://your-domain>",
    explanation: "The origins that may call the API, separated by commas",
  },
  {
    name: "JWT_ACCESS_EXPIRES_IN",
    row: "MP-AUTH-03",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ tokens }) => tokens.accessLifetime },
    placeholder: "<15m>",
    explanation: "Lifetime of an access token, 10m to 20m (C-03)",
  },
  {
    name: "JWT_REFRESH_EXPIRES_IN",
    row: "MP-AUTH-03",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ tokens }) => tokens.refreshLifetime },
    placeholder: "<7d>",
    explanation: "Lifetime of a refresh token, at most 7d (C-03)",
  },
  {
    name: "BCRYPT_COST",
    row: "MP-AUTH-10",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ bcryptCost }) => String(bcryptCost) },
    placeholder: "<12>",
    explanation: "The bcrypt cost for password hashes, 12 or more",
  },
  {
    name: "DB_MAX_OPEN_CONNECTIONS",
    row: "MP-DB-05",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ postgres }) => String(postgres.maxOpenConnections) },
    placeholder: "<connections of one task>",
    explanation: "Maximum open connections of one task to Postgres",
  },
  {
    name: "DB_MAX_IDLE_CONNECTIONS",
    row: "MP-DB-05",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ postgres }) => String(postgres.maxIdleConnections) },
    placeholder: "<5>",
    explanation: "Maximum idle connections of one task to Postgres",
  },
  {
    name: "DB_CONNECTION_LIFETIME",
    row: "MP-DB-05",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ postgres }) => postgres.connectionLifetime },
    placeholder: "<30m>",
    explanation: "Maximum lifetime of a connection to Postgres",
  },
  {
    name: "PGSSLROOTCERT",
    row: "MP-DB-06",
    proposed: "the variable from which libpq, pgx and lib/pq read their trusted CAs",
    origin: { kind: "literal", value: databaseAuthorities },
    placeholder: "<path in the image>",
    explanation: "Path of the RDS CA bundle in the image, required by sslmode=verify-full",
  },
  {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    row: "MP-MON-04",
    proposed: "the variable from which OpenTelemetry reads the endpoint of traces",
    origin: { kind: "literal", value: "http://localhost:4318" },
    placeholder: "<http://localhost:4318>",
    explanation: "The collector sidecar, which sends traces to X-Ray",
  },
  {
    name: "OTEL_SERVICE_NAME",
    row: "MP-MON-04",
    proposed: "the variable from which OpenTelemetry reads the service name",
    origin: { kind: "literal", value: "med-platform" },
    placeholder: "<med-platform>",
    explanation: "The service name of the API in traces",
  },
  {
    name: "FEATURE_FLAGS",
    row: "MP-ENV-08",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ featureFlags }) => JSON.stringify(featureFlags) },
    placeholder: '{"<flag>":true}',
    explanation: "Feature flags, as JSON",
  },
  {
    name: "TWILIO_PHONE_NUMBER",
    row: "MP-VAR-03",
    origin: { kind: "settings", value: ({ twilio }) => twilio.phoneNumber },
    placeholder: "<+ and digits>",
    explanation: "Sender number of text messages, in E.164 format",
  },
  {
    name: "TWILIO_WHATSAPP_NUMBER",
    row: "MP-VAR-04",
    origin: { kind: "settings", value: ({ twilio }) => twilio.whatsappNumber },
    placeholder: "<whatsapp:+ and digits>",
    explanation: "Sender number of WhatsApp messages",
  },
  {
    name: "SENDGRID_FROM_EMAIL",
    row: "MP-VAR-06",
    origin: { kind: "settings", value: ({ sendgrid }) => sendgrid.fromEmail },
    placeholder: "<sender address>",
    explanation: "The sender of every message, verified by SendGrid",
  },
  {
    name: "SENDGRID_FROM_NAME",
    row: "MP-VAR-07",
    origin: { kind: "settings", value: ({ sendgrid }) => sendgrid.fromName },
    placeholder: "<name of the company>",
    explanation: "The sender's name",
  },
];

/** The database of a stage (MP-P1-01). */
export function databaseName(stage: keyof typeof databaseSuffix): string {
  return `med_platform_${databaseSuffix[stage]}`;
}
