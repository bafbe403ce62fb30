import {
  applicationDatabaseUser,
  applicationRedisUser,
  otherPostgresUsers,
} from "../../../settings/secrets/database-rows";
import { notBlank } from "../../../settings/secrets/patterns";
import type { SecretPattern, SecretRow } from "../../../settings/secrets/row";
import { aes256Strength, saltStrength, signingStrength } from "../../../settings/secrets/strength";
import type { Vendor } from "../../../settings/secrets/vendor";
import type { Stage } from "../../../settings/stage/stage";

const paystack: Vendor = {
  name: "Paystack",
  page: "docs/runbooks/rotation/rotate-paystack.md",
  emergency:
    "roll the keys in the dashboard, Settings, API Keys & Webhooks, which invalidates the old ones immediately",
};

const mailService: Vendor = {
  name: "the mail service",
  page: "docs/runbooks/rotation/rotate-smtp.md",
  emergency: "delete the old credential at the mail service once the stage uses the new one",
};

/** The prefix of a Paystack key. Live keys move money, so only production has them (C-01). */
function prefixOf(stage: Stage, key: "sk" | "pk"): string {
  return `${key}_${stage === "production" ? "live" : "test"}_`;
}

/** A Paystack key (AH-VAR-08, AH-VAR-09). */
function paystackKey(stage: Stage, key: "sk" | "pk", row: string): SecretPattern {
  const prefix = prefixOf(stage, key);
  const [live, which] = stage === "production" ? ["production uses", "live"] : ["other stages do not use", "test"];
  return {
    allowed: `a secret that starts with ${prefix} (${live} live payments: ${row}, C-01)`,
    accepts: (value) => value.startsWith(prefix) && value.length > prefix.length,
    fix: `take the ${which} key from the Paystack dashboard, Settings, API Keys & Webhooks`,
  };
}

/** The secrets of ahava-healthcare. */
export const secrets = [
  {
    name: "JWT_SECRET",
    kind: "signing",
    strength: signingStrength,
    signs: "refresh",
    emergency: "all access and refresh tokens become invalid; every user must log in again",
    otherGenerations: "for verification only",
    variable: {
      row: "AH-VAR-03",
      placeholder: "<64 random characters>",
      explanation: "Signs access and refresh tokens",
      description: "Signs access and refresh tokens (AH-VAR-03)",
    },
  },
  {
    name: "ENCRYPTION_KEY",
    kind: "encryption",
    strength: aes256Strength,
    emergency:
      "no user is logged out; tasks of the old revision cannot read new data until they are replaced, and the old key stays until the data is re-encrypted",
    otherGenerations: "for decryption only",
    variable: {
      row: "AH-VAR-05",
      placeholder: "<32 random bytes in base64>",
      explanation: "Encrypts patient data in the database; the data is lost if the key is lost",
      description: "Encrypts patient data in the database: 32 bytes, base64 (AH-VAR-05)",
    },
  },
  {
    name: "ENCRYPTION_IV_SALT",
    kind: "encryption",
    strength: saltStrength,
    movesWith: "ENCRYPTION_KEY",
    emergency: "the same as ENCRYPTION_KEY, with which it rotates",
    otherGenerations: "for decryption only",
    variable: {
      row: "AH-VAR-06",
      placeholder: "<16 random bytes in hexadecimal digits>",
      explanation: "The salt of this encryption (C-38)",
      description: "Salt of the encryption: 16 bytes, hexadecimal (AH-VAR-06)",
    },
  },
  applicationDatabaseUser("DATABASE_URL", "Postgres", {
    row: "AH-VAR-02",
    placeholder: "postgresql://<user>:<password>@<host>:5432/ahava_healthcare?sslmode=require",
    explanation: "Connection string of the applications for Postgres (C-13)",
    description: "Connection string of the applications for Postgres (AH-VAR-02)",
  }),
  ...otherPostgresUsers,
  applicationRedisUser("REDIS_URL", {
    row: "AH-VAR-07",
    placeholder: "rediss://<user>:<password>@<host>:6379",
    explanation: "Connection string of the applications for Redis, over TLS (C-14)",
    description: "Connection string of the applications for Redis (AH-VAR-07, C-14)",
  }),
  {
    name: "PAYSTACK_SECRET_KEY",
    kind: "vendor",
    vendor: paystack,
    variable: {
      row: "AH-VAR-08",
      placeholder: "<sk_live_… in production, sk_test_… elsewhere>",
      explanation: "Secret key of the Paystack API",
    },
    pattern: (stage) => paystackKey(stage, "sk", "AH-VAR-08"),
    standIn: (stage) => `${prefixOf(stage, "sk")}rehearsal_stand_in_of_${stage}_opens_nothing`,
  },
  {
    name: "PAYSTACK_PUBLIC_KEY",
    kind: "vendor",
    vendor: paystack,
    identifies: true,
    variable: {
      row: "AH-VAR-09",
      placeholder: "<pk_live_… in production, pk_test_… elsewhere>",
      explanation: "Public key of the Paystack API",
    },
    pattern: (stage) => paystackKey(stage, "pk", "AH-VAR-09"),
    standIn: (stage) => `${prefixOf(stage, "pk")}rehearsal_stand_in_of_${stage}_opens_nothing`,
  },
  {
    // Never copied from the secret key: the vendor and the application team must confirm whether they are one key (C-21).
    name: "PAYSTACK_WEBHOOK_SECRET",
    kind: "vendor",
    vendor: paystack,
    variable: {
      row: "AH-VAR-10",
      placeholder: "<webhook secret>",
      explanation: "Verifies that a webhook call comes from Paystack (C-21)",
    },
    pattern: () => notBlank("AH-VAR-10"),
    standIn: (stage) => `rehearsal_stand_in_webhook_secret_of_${stage}`,
  },
  {
    name: "SMTP_USER",
    kind: "vendor",
    vendor: mailService,
    identifies: true,
    variable: { row: "AH-VAR-18", placeholder: "<account>", explanation: "User name at the mail server" },
    pattern: () => notBlank("AH-VAR-18"),
    standIn: (stage) => `rehearsal_stand_in_smtp_user_of_${stage}`,
  },
  {
    name: "SMTP_PASS",
    kind: "vendor",
    vendor: mailService,
    variable: { row: "AH-VAR-19", placeholder: "<password>", explanation: "Its password" },
    pattern: () => notBlank("AH-VAR-19"),
    standIn: (stage) => `rehearsal_stand_in_smtp_password_of_${stage}`,
  },
] as const satisfies readonly SecretRow[];
