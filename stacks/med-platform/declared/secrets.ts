import { applicationDatabaseUser, otherPostgresUsers } from "../../../settings/secrets/database-rows";
import type { SecretRow } from "../../../settings/secrets/row";
import type { Vendor } from "../../../settings/secrets/vendor";
import type { Stage } from "../../../settings/stage/stage";
import { unnamed } from "./unnamed";

const twilio: Vendor = {
  name: "Twilio",
  page: "docs/runbooks/rotation/rotate-twilio.md",
  emergency: "create the secondary auth token and promote it, which invalidates the old one immediately",
};

const sendgrid: Vendor = {
  name: "SendGrid",
  page: "docs/runbooks/rotation/rotate-sendgrid.md",
  emergency: "delete the old API key in Settings, API Keys once the stage uses the new one",
};

const errorTracker: Vendor = { name: "the error tracker" };

/** Whether a value repeats one character: the placeholder of a sample file. */
function isFiller(value: string): boolean {
  return new Set(value.toLowerCase()).size === 1;
}

const twilioAccount = "copy it from the Twilio console, Account Info";

/** The numbers that make the stand-ins of the stages unique. */
const numberOf: Readonly<Record<Stage, number>> = { development: 1, staging: 2, production: 3 };

const address = "postgresql://<user>:<password>@<host>:5432/med_platform_prod?sslmode=verify-full";

/** The secrets of med-platform. */
export const secrets = [
  {
    name: "JWT_PRIVATE_KEY",
    kind: "rsa",
    signs: "refresh",
    emergency: "all access and refresh tokens become invalid; every user must log in again",
    variable: {
      row: "MP-KEY-05",
      proposed: "the checklist names the secret, prod/jwt/private-key, and no variable for it (C-05)",
      placeholder: "<RSA key of 3072 bits, PEM>",
      explanation: "Signs tokens",
    },
    derived: {
      JWT_PUBLIC_KEY: {
        row: "MP-KEY-06",
        proposed: "the checklist names the secret, prod/jwt/public-key, and no variable for it (C-05)",
        placeholder: "<public key of the pair, PEM>",
        explanation: "Verifies tokens",
      },
      JWT_JWKS: {
        row: "MP-KEY-06",
        proposed: "a token must be verified with the key that it names, also during a rotation (MP-AUTH-02, C-12)",
        requiredIn: [],
        placeholder: '{"keys":[{"kid":"<id>"}]}',
        explanation: "All keys that verify tokens, by key ID, as a JWKS document",
      },
    },
  },
  applicationDatabaseUser(
    "DATABASE_URL",
    "Postgres",
    {
      row: "MP-ENV-06",
      proposed: unnamed,
      placeholder: address,
      explanation: "Connection string of the application for Postgres",
      description: "Connection string of the API for Postgres (MP-ENV-06)",
    },
    {
      DATABASE_REPLICA_URL: {
        row: "MP-DB-07",
        proposed: unnamed,
        requiredIn: [],
        placeholder: address,
        explanation: "Connection string for the read replicas, if there are any",
        description: "Connection string of the API for the Postgres read replicas (MP-DB-07)",
      },
    },
  ),
  ...otherPostgresUsers,
  {
    name: "TWILIO_ACCOUNT_SID",
    kind: "vendor",
    vendor: twilio,
    identifies: true,
    variable: {
      row: "MP-VAR-01",
      placeholder: "<AC and 32 hexadecimal digits>",
      explanation: "Account SID at Twilio",
    },
    pattern: () => ({
      allowed: "a secret that is AC and 32 hexadecimal digits (MP-VAR-01)",
      accepts: (value) => /^AC[0-9a-f]{32}$/i.test(value) && !isFiller(value.slice(2)),
      fix: twilioAccount,
    }),
    standIn: (stage) => `AC${String(numberOf[stage]).padStart(32, "0")}`,
  },
  {
    name: "TWILIO_AUTH_TOKEN",
    kind: "vendor",
    vendor: twilio,
    variable: { row: "MP-VAR-02", placeholder: "<32 hexadecimal digits>", explanation: "Its password" },
    pattern: () => ({
      allowed: "a secret of 32 hexadecimal digits (MP-VAR-02)",
      accepts: (value) => /^[0-9a-f]{32}$/i.test(value) && !isFiller(value),
      fix: twilioAccount,
    }),
    standIn: (stage) => String(numberOf[stage] + 3).padStart(32, "0"),
  },
  {
    name: "SENDGRID_API_KEY",
    kind: "vendor",
    vendor: sendgrid,
    variable: { row: "MP-VAR-05", placeholder: "<SG.…>", explanation: "API key for sending mail" },
    pattern: () => ({
      allowed: "a secret that starts with SG. (MP-VAR-05)",
      accepts: (value) => /^SG\.\S{20,}$/.test(value) && !isFiller(value.slice(3)),
      fix: "create one in SendGrid, Settings, API Keys, with the right to send mail only",
    }),
    standIn: (stage) => `SG.rehearsal_stand_in_of_${stage}_opens_nothing`,
  },
  {
    // The address errors are reported to; the checklist names no variable for it (MP-MON-03, C-02).
    name: "SENTRY_DSN",
    kind: "vendor",
    vendor: errorTracker,
    identifies: true,
    variable: {
      row: "MP-MON-03",
      proposed: unnamed,
      requiredIn: ["production"],
      placeholder: "<https URL>",
      explanation: "URL to which the application reports errors",
    },
    pattern: () => ({
      allowed: "a secret that is an https URL (MP-MON-03)",
      accepts: (value) => URL.canParse(value) && new URL(value).protocol === "https:",
      fix: "copy it from the error tracker, the project's client keys",
    }),
    standIn: (stage) => `https://${stage}.errors.rehearsal.test/0`,
  },
] as const satisfies readonly SecretRow[];
