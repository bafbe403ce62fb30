import { randomBytes } from "node:crypto";
import { hasCredential, holdsSecret, isCredential, isSecretName } from "../../../policy/readings/secret-names";

describe("isSecretName", () => {
  it.each([
    ...[
      "DATABASE_URL",
      "REDIS_URL",
      "MONGODB_URI",
      "JWT_SECRET",
      "JWT_ACCESS_SECRET",
      "ENCRYPTION_KEY",
      "ENCRYPTION_IV_SALT",
    ],
    ...["PAYSTACK_SECRET_KEY", "PAYSTACK_WEBHOOK_SECRET", "SMTP_PASS", "DB_PASSWORD", "JWT_PRIVATE_KEY", "password"],
    ...[
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_PHONE_NUMBER_ID",
      "WHATSAPP_BUSINESS_ACCOUNT_ID",
      "TWILIO_ACCOUNT_SID",
      "SENDGRID_API_KEY",
    ],
    ...["smtp-pass", "dbPassword", "splunk-token", "DB_URL", "AWS_ACCESS_KEY_ID"],
  ])("knows %s as a secret", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    ...[
      "NODE_ENV",
      "PORT",
      "CORS_ORIGIN",
      "JWT_EXPIRES_IN",
      "JWT_ACCESS_EXPIRES_IN",
      "JWT_REFRESH_EXPIRES_IN",
      "TIMEZONE",
    ],
    ...[
      "PAYSTACK_PUBLIC_KEY",
      "JWT_PUBLIC_KEY",
      "PASSWORD_MIN_LENGTH",
      "SECRET_ROTATION_DAYS",
      "SMTP_HOST",
      "SMTP_USER",
    ],
    ...[
      "TOKEN_LIFETIME",
      "API_KEY_HEADER",
      "BCRYPT_ROUNDS",
      "UPLOADS_BUCKET",
      "KEYBOARD",
      "MONKEY",
      "TRUST_PROXY_HOPS",
    ],
    ...["PARTITION_KEY", "DB_SECRET_ARN", "SECRET_ID", "rotation-class", "STRIPE_PUBLISHABLE_KEY", "kmsKey"],
  ])("leaves %s alone", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe("holdsSecret", () => {
  it.each([undefined, "correct-horse", "12345", "https://user:correct-horse@example.org"])(
    "takes %s for one",
    (value) => {
      expect(holdsSecret(value)).toBe(true);
    },
  );

  it.each([
    "",
    "true",
    "off",
    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:app",
    "https://example.org/reset-password",
    "{{resolve:secretsmanager:app}}",
  ])("takes %j for where one is, or whether there is one", (value) => {
    expect(holdsSecret(value)).toBe(false);
  });
});

describe("isCredential", () => {
  it.each([
    ["a connection string with a password", "postgresql://app:correct-horse@database.internal:5432/app"],
    ["a Redis URL with a password only", "rediss://:correct-horse@cache.internal:6379"],
    ["a private key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"],
    ["an access key of AWS", ["AKIA", "IOSFODNN7EXAMPLE"].join("")],
    ["a live key of Paystack", ["sk", "live", "0123456789abcdef"].join("_")],
    ["a random base64 text", randomBytes(48).toString("base64")],
  ])("knows %s", (_, value) => {
    expect(isCredential(value)).toBe(true);
  });

  it.each([
    ["a URL", "https://api.ahavahealthcare.co.za/webhooks/paystack"],
    ["a commit", "3f786850e387550fdab836ed7e6dc881de23001b"],
    ["a digest", "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"],
    ["an ARN", "arn:aws:s3:::production-ahava-healthcare-uploads"],
    ["a host name", "production-ahava-healthcare.cluster.eu-west-1.rds.amazonaws.com"],
    ["a list of origins", "https://app.example.org,https://admin.example.org"],
    ["a path", "/usr/local/lib/node_modules/application/dist/migrations"],
    ["a setting", "MAXIMUM_CONNECTIONS_PER_PROCESS=twenty-four"],
    ["nothing", ""],
  ])("leaves %s alone", (_, value) => {
    expect(isCredential(value)).toBe(false);
    expect(hasCredential(value)).toBe(false);
  });
});

describe("hasCredential", () => {
  it.each([
    ["an option of a command", `--token=${randomBytes(48).toString("base64")}`],
    [
      "a line of a script",
      `export A=1\nexport B="${randomBytes(48).toString("hex")}AbZ${randomBytes(48).toString("base64")}"`,
    ],
    ["a connection string in a document", '{"queue":"rediss://:correct-horse@cache.internal:6379"}'],
  ])("finds %s", (_, text) => {
    expect(hasCredential(text)).toBe(true);
  });
});
