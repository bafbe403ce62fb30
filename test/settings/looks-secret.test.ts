import { looksSecret } from "../../settings/secrets/looks-secret";

describe("looksSecret", () => {
  it.each(["JWT_SECRET", "PAYSTACK_SECRET_KEY", "SMTP_PASS", "DB_PASSWORD", "ENCRYPTION_KEY", "ENCRYPTION_IV_SALT"])(
    "%s does",
    (name) => {
      expect(looksSecret(name)).toBe(true);
    },
  );

  it.each(["DATABASE_URL", "REDIS_URL", "WHATSAPP_ACCESS_TOKEN", "STRIPE_API_KEY", "mongodb_uri"])(
    "%s does",
    (name) => {
      expect(looksSecret(name)).toBe(true);
    },
  );

  it.each([
    "PORT",
    "JWT_PUBLIC_KEY",
    "JWT_ACCESS_LIFETIME",
    "CORS_ORIGIN",
    "SMTP_HOST",
    "BYPASS",
    "KEYBOARD",
    "KEY_ID",
  ])("%s does not", (name) => {
    expect(looksSecret(name)).toBe(false);
  });
});
