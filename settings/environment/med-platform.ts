import { databaseSuffix, type Variable } from "./variable";

/** The port of the API (MP-NGX-14). */
export const apiPort = 8081;

/** The program in the image, and the folder it starts in (MP-SVC-04, MP-SVC-06). */
export const program = "/opt/med-platform/platform";
export const programFolder = "/opt/med-platform";

/** Where the image keeps the certificates of the authorities of RDS, which no system trusts by itself (MP-DB-06). */
export const databaseAuthorities = `${programFolder}/rds-global-bundle.pem`;

/** The checklist asks for the setting and names no variable (C-02). */
const unnamed = "the checklist asks for it and names no variable (C-02)";

/** The variables of the API of med-platform: one place for all that is made from them. */
export const medPlatformVariables: readonly Variable<"med-platform">[] = [
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
    proposed: "what Go itself reads for its time zone",
    origin: { kind: "settings", value: (_, { timeZone }) => timeZone },
    placeholder: "<Africa/Johannesburg>",
    explanation: "The time zone of the times that are shown",
  },
  {
    name: "LOG_LEVEL",
    row: "MP-CODE-04",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ logLevel }) => logLevel },
    placeholder: "<info>",
    explanation: "How much the application says; not below info in production",
  },
  {
    name: "TRUST_PROXY_HOPS",
    row: "MP-NGX-17",
    proposed: "behind proxies a client's address is known only to who counts them (C-32)",
    origin: { kind: "literal", value: "2" },
    placeholder: "<2>",
    explanation: "How many proxies stand before the API: CloudFront and the load balancer",
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
    explanation: "How long an access token is good, 10m to 20m (C-03)",
  },
  {
    name: "JWT_REFRESH_EXPIRES_IN",
    row: "MP-AUTH-03",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ tokens }) => tokens.refreshLifetime },
    placeholder: "<7d>",
    explanation: "How long a refresh token is good, 7d at most (C-03)",
  },
  {
    name: "BCRYPT_COST",
    row: "MP-AUTH-10",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ bcryptCost }) => String(bcryptCost) },
    placeholder: "<12>",
    explanation: "The work of hashing a password, 12 or more",
  },
  {
    name: "DB_MAX_OPEN_CONNECTIONS",
    row: "MP-DB-05",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ postgres }) => String(postgres.maxOpenConnections) },
    placeholder: "<connections of one task>",
    explanation: "Connections to Postgres one task opens at most",
  },
  {
    name: "DB_MAX_IDLE_CONNECTIONS",
    row: "MP-DB-05",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ postgres }) => String(postgres.maxIdleConnections) },
    placeholder: "<5>",
    explanation: "Connections to Postgres one task keeps open while it has nothing to ask",
  },
  {
    name: "DB_CONNECTION_LIFETIME",
    row: "MP-DB-05",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ postgres }) => postgres.connectionLifetime },
    placeholder: "<30m>",
    explanation: "How long a connection to Postgres is used before it is made anew",
  },
  {
    name: "PGSSLROOTCERT",
    row: "MP-DB-06",
    proposed: "the variable by which libpq, pgx and lib/pq find the authorities they trust",
    origin: { kind: "literal", value: databaseAuthorities },
    placeholder: "<where the image keeps them>",
    explanation: "The certificate authorities of RDS, which the image must hold there: sslmode=verify-full needs them",
  },
  {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    row: "MP-MON-04",
    proposed: "what OpenTelemetry itself reads for where traces go",
    origin: { kind: "literal", value: "http://localhost:4318" },
    placeholder: "<http://localhost:4318>",
    explanation: "The collector beside the API, which takes traces to X-Ray",
  },
  {
    name: "OTEL_SERVICE_NAME",
    row: "MP-MON-04",
    proposed: "what OpenTelemetry itself reads for the name of the service",
    origin: { kind: "literal", value: "med-platform" },
    placeholder: "<med-platform>",
    explanation: "How traces call the API",
  },
  {
    name: "FEATURE_FLAGS",
    row: "MP-ENV-08",
    proposed: unnamed,
    origin: { kind: "settings", value: ({ featureFlags }) => JSON.stringify(featureFlags) },
    placeholder: '{"<flag>":true}',
    explanation: "What is switched on, as JSON",
  },
  {
    name: "TWILIO_PHONE_NUMBER",
    row: "MP-VAR-03",
    origin: { kind: "settings", value: ({ twilio }) => twilio.phoneNumber },
    placeholder: "<+ and digits>",
    explanation: "The number text messages come from, in E.164",
  },
  {
    name: "TWILIO_WHATSAPP_NUMBER",
    row: "MP-VAR-04",
    origin: { kind: "settings", value: ({ twilio }) => twilio.whatsappNumber },
    placeholder: "<whatsapp:+ and digits>",
    explanation: "The number WhatsApp messages come from",
  },
  {
    name: "SENDGRID_FROM_EMAIL",
    row: "MP-VAR-06",
    origin: { kind: "settings", value: ({ sendgrid }) => sendgrid.fromEmail },
    placeholder: "<sender's address>",
    explanation: "The sender of every message, verified by SendGrid",
  },
  {
    name: "SENDGRID_FROM_NAME",
    row: "MP-VAR-07",
    origin: { kind: "settings", value: ({ sendgrid }) => sendgrid.fromName },
    placeholder: "<name of the company>",
    explanation: "The sender's name",
  },
  {
    name: "DATABASE_URL",
    row: "MP-ENV-06",
    proposed: unnamed,
    origin: { kind: "connection" },
    placeholder: "postgresql://<user>:<password>@<host>:5432/med_platform_prod?sslmode=verify-full",
    explanation: "Where and as whom the application reaches Postgres",
  },
  {
    name: "DATABASE_REPLICA_URL",
    row: "MP-DB-07",
    proposed: unnamed,
    origin: { kind: "connection" },
    requiredIn: [],
    placeholder: "postgresql://<user>:<password>@<host>:5432/med_platform_prod?sslmode=verify-full",
    explanation: "Where the application reads from when there are read replicas",
  },
  {
    name: "JWT_PRIVATE_KEY",
    row: "MP-KEY-05",
    proposed: "the checklist names the secret, prod/jwt/private-key, and no variable for it (C-05)",
    origin: { kind: "generated" },
    placeholder: "<RSA key of 3072 bits, PEM>",
    explanation: "Signs tokens",
  },
  {
    name: "JWT_PUBLIC_KEY",
    row: "MP-KEY-06",
    proposed: "the checklist names the secret, prod/jwt/public-key, and no variable for it (C-05)",
    origin: { kind: "generated" },
    placeholder: "<its public half, PEM>",
    explanation: "Proves tokens",
  },
  {
    name: "JWT_JWKS",
    row: "MP-KEY-06",
    proposed: "a token must be proved by the key it names, while keys are exchanged (MP-AUTH-02, C-12)",
    origin: { kind: "generated" },
    requiredIn: [],
    placeholder: '{"keys":[{"kid":"<id>"}]}',
    explanation: "All keys that prove tokens, by id, as a JWKS document",
  },
  {
    name: "TWILIO_ACCOUNT_SID",
    row: "MP-VAR-01",
    origin: { kind: "vendor" },
    placeholder: "<AC and 32 hexadecimal digits>",
    explanation: "The account at Twilio",
  },
  {
    name: "TWILIO_AUTH_TOKEN",
    row: "MP-VAR-02",
    origin: { kind: "vendor" },
    placeholder: "<32 hexadecimal digits>",
    explanation: "Its password",
  },
  {
    name: "SENDGRID_API_KEY",
    row: "MP-VAR-05",
    origin: { kind: "vendor" },
    placeholder: "<SG.…>",
    explanation: "Lets the application send mail",
  },
  {
    name: "SENTRY_DSN",
    row: "MP-MON-03",
    proposed: unnamed,
    origin: { kind: "vendor" },
    requiredIn: ["production"],
    placeholder: "<https URL>",
    explanation: "Where the application reports its errors",
  },
];

/** The database of a stage (MP-P1-01). */
export function databaseName(stage: keyof typeof databaseSuffix): string {
  return `med_platform_${databaseSuffix[stage]}`;
}
