import { randomBytes } from "node:crypto";
import { holdsSecret, isCredential, isSecretName } from "../../../policy/selectors/secrets/secret-names";

const byName = (name: string, value: string | undefined) => isSecretName(name) && holdsSecret(value, name);

describe("a variable called after a secret", () => {
  it.each([
    ["TOKEN_URL", "https://idp.example.org/oauth/token"],
    ["PASSWORD_RESET_URL", "https://app.example.org/reset-password?lang=en"],
    ["PASSWORD_RESET_PATH_TEMPLATE", "/reset/:token"],
    ["CSRF_TOKEN", "/api/v1/csrf-token"],
    ["PASSWORD_POLICY", "strict"],
    ["PASSWORD_POLICY", "lower,upper,digit"],
    ["PASSWORD_POLICY", '{"minimum":12,"classes":["lower","digit"]}'],
    ["PASSWORD_PATTERN", "^(?=.*[A-Z])(?=.*[0-9]).{12,}$"],
    ["PASSWORD_MAX_AGE", "7776000"],
    ["PASSWORD_ENCODER", "bcrypt"],
    ["PASSWORD_HASHING", "argon2id"],
    ["SECRET_STORE", "aws-secrets-manager"],
    ["SECRET_BACKEND", "vault.internal:8200"],
    ["SECRET_NAME", "production/app/jwt"],
    ["DB_SECRET", "production/app/database"],
    ["DB_SECRET", "arn:aws:secretsmanager:eu-west-1:000000000000:secret:app"],
    ["JWT_SECRET_ALGORITHM", "HS256"],
    ["TOKEN", "HS256"],
    ["ACCESS_TOKEN", "15m"],
    ["ACCESS_TOKEN", "900"],
    ["BCRYPT_SALT", "12"],
    ["REFRESH_TOKEN", "required"],
    ["USE_SECRET", "true"],
    ["JWT_PRIVATE_KEY", "/run/secrets/jwt.pem"],
    ["JWT_KEY", "keys/jwt-public.pem"],
    ["REDIS_URL", "rediss://cache.internal:6379/0"],
    ["DATABASE_URL", "postgresql://app@database.internal:5432/app"],
    ["DATABASE_URL", "postgresql://app:${DB_PASSWORD}@database.internal:5432/app"],
    ["DB_PASSWORD", "${DB_PASSWORD}"],
    ["DB_PASSWORD", "<password>"],
    ["DB_PASSWORD", "[secret]"],
    ["VAPID_KEY", `B${"A".repeat(86)}`],
    ["SIGNING_KEY", "-----BEGIN PUBLIC KEY-----\nMFkw"],
    ["CREDENTIALS_MAIL_SENDER", "noreply@example.org"],
  ])("%s holds none when it is %j", (name, value) => {
    expect(byName(name, value)).toBe(false);
    expect(isCredential(value)).toBe(false);
  });

  it.each([
    ["DB_PASSWORD", "strict"],
    ["DB_PASSWORD", "correct-horse-battery-staple"],
    ["DB_PASSWORD", "12345678"],
    ["DB_PASSWORD_1", "hunter2"],
    ["DB_PASSWORD_PRODUCTION", "letmein"],
    ["JWT_SECRET", "change-me"],
    ["SECRET_KEY_BASE64", "c2VjcmV0"],
    ["API_KEY", "0a1b2c3d-0000-4000-8000-000000000000"],
    ["ENCRYPTION_KEY", randomBytes(32).toString("hex")],
    ["SESSION_TOKEN", "/9j4AAQSkZJRg"],
    ["WHATSAPP_PHONE_NUMBER_ID", "123456"],
    ["PASSWORD_POLICY", "Hunter2Hunter2"],
    ["PASSWORD_POLICY", "Tr0ub4dor&3"],
    ["PASSWORD_POLICY", randomBytes(32).toString("hex")],
    ["PASSWORD_SETTINGS", '{"admin":"Tr0ub4dor&3"}'],
    ["SECRET_STORE", randomBytes(32).toString("base64")],
  ])("%s holds one when it is %j", (name, value) => {
    expect(byName(name, value)).toBe(true);
  });

  it("tells nothing where the value is not known, unless it is called the secret", () => {
    for (const name of ["JWT_SECRET", "DB_PASSWORD", "DATABASE_URL"]) expect(byName(name, undefined)).toBe(true);
    for (const name of ["PASSWORD_POLICY", "SECRET_STORE", "TOKEN_URL"]) expect(byName(name, undefined)).toBe(false);
  });
});

describe("a credential by its form", () => {
  it.each([
    ["a token in a query", "https://idp.example.org/token?client_secret=a1b2c3d4e5f6g7h8"],
    ["a signed address", "https://uploads.example.org/a?X-Amz-Signature=0a1b2c3d4e5f6a7b"],
    ["a password in an address", "https://app:correct-horse@idp.example.org/token"],
    ["a connection string of libpq", "host=database.internal user=app password=correct-horse dbname=app"],
    ["a connection string of ODBC", "Server=database.internal;Database=app;User Id=app;Password=correct-horse;"],
    ["a connection string that begins with it", "password=correct-horse host=database.internal"],
    ["a connection string of Go", "app:correct-horse@tcp(database.internal:3306)/app"],
    ["a private key", "-----BEGIN EC PRIVATE KEY-----\nMHcC"],
  ])("is %s, whatever the variable is called", (_, value) => {
    expect(isCredential(value)).toBe(true);
    expect(holdsSecret(value, "TOKEN_URL")).toBe(true);
  });

  it.each([
    ["a query of a page", "https://app.example.org/reset?token=required&lang=en"],
    ["a template of an address", "https://app.example.org/reset?secret={secret}"],
    ["an address to be filled in", "amqp://app:{{password}}@queue.internal:5672"],
    ["a connection string to be filled in", "host=database.internal user=app password=$PASSWORD"],
    [
      "a certificate in base64",
      Buffer.from(`-----BEGIN CERTIFICATE-----\n${randomBytes(300).toString("base64")}`).toString("base64"),
    ],
    ["a public key of a curve", `MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE${randomBytes(48).toString("base64")}`],
    ["a public key of SSH", `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${randomBytes(30).toString("base64")}`],
  ])("is not %s", (_, value) => {
    expect(isCredential(value)).toBe(false);
  });
});
