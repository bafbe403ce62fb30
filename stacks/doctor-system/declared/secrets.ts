import { applicationDatabaseUser } from "../../../settings/secrets/database-rows";
import type { SecretPattern, SecretRow } from "../../../settings/secrets/row";
import { signingStrength } from "../../../settings/secrets/strength";
import type { Vendor } from "../../../settings/secrets/vendor";
import type { Stage } from "../../../settings/stage/stage";
import { metaId } from "./whatsapp";

/** A person copies the token into Meta's console within a day (our default). */
const manualCopy = 86_400;

/** Stages without patients run without WhatsApp (DS-VAR-13..15, DS-VAL-04). */
const outsideDevelopment = ["staging", "production"] as const;

const meta: Vendor = {
  name: "Meta",
  page: "docs/runbooks/rotation/rotate-whatsapp.md",
  emergency: "revoke the system user's tokens and reset the app secret in Meta's console",
};

/** An id of Meta's. No credential, and all the same kept with the credentials (DS-WA-05). */
function id(row: string, where: string): SecretPattern {
  return {
    allowed: `a secret of 5 to 20 digits (${row})`,
    accepts: (value) => metaId.test(value),
    fix: `copy it from ${where}`,
  };
}

/** The number of a stage, to make its stand-ins unique. */
const numberOf: Readonly<Record<Stage, number>> = { development: 1, staging: 2, production: 3 };

/** The secrets of doctor-system. Each random one has a separate source: one reveals nothing about the others (DS-VAR-09). */
export const secrets = [
  {
    name: "JWT_ACCESS_SECRET",
    kind: "signing",
    strength: signingStrength,
    signs: "access",
    emergency: "all access tokens become invalid; clients get new ones with their refresh tokens, without a new login",
    otherGenerations: "for verification only",
    variable: {
      row: "DS-VAR-08",
      placeholder: "<64 random characters>",
      explanation: "Signs access tokens",
      description: "Signs access tokens (DS-VAR-08)",
    },
  },
  {
    name: "JWT_REFRESH_SECRET",
    kind: "signing",
    strength: signingStrength,
    signs: "refresh",
    emergency: "all refresh tokens become invalid; every user must log in again when the access token expires",
    otherGenerations: "for verification only",
    variable: {
      row: "DS-VAR-09",
      placeholder: "<64 other random characters>",
      explanation: "Signs refresh tokens; never the secret of the access tokens",
      description: "Signs refresh tokens (DS-VAR-09)",
    },
  },
  {
    name: "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
    kind: "signing",
    strength: signingStrength,
    overlapSeconds: manualCopy,
    emergency: "no user is logged out; Meta's next webhook verification fails until the token is copied",
    elsewhere:
      "copy the new token into Meta's console, WhatsApp, Configuration, Webhook (docs/runbooks/rotation/rotate-whatsapp.md)",
    otherGenerations: "accepted as well",
    variable: {
      row: "DS-VAR-16",
      placeholder: "<32 random letters and digits>",
      explanation: "Verify token that Meta sends when it checks the webhook; a person copies it into Meta's console",
      description:
        "Verify token that Meta sends when it checks the webhook; copied into Meta's console manually (DS-VAR-16)",
    },
  },
  applicationDatabaseUser("MONGODB_URI", "MongoDB", {
    row: "DS-VAR-06",
    placeholder: "mongodb+srv://<user>:<password>@<host>/<database>?retryWrites=true&w=majority",
    explanation: "Connection string of the application for MongoDB",
    description: "Connection string of the API for MongoDB (DS-VAR-06)",
  }),
  {
    name: "WHATSAPP_PHONE_NUMBER_ID",
    kind: "vendor",
    vendor: meta,
    identifies: true,
    variable: {
      row: "DS-VAR-13",
      requiredIn: outsideDevelopment,
      placeholder: "<digits>",
      explanation: "The default sender number for clinics without their own number (C-29)",
    },
    pattern: () => id("DS-VAR-13", "WhatsApp Manager, Phone numbers"),
    standIn: (stage) => `5550000000000${numberOf[stage]}`,
  },
  {
    name: "WHATSAPP_BUSINESS_ACCOUNT_ID",
    kind: "vendor",
    vendor: meta,
    identifies: true,
    variable: {
      row: "DS-VAR-14",
      requiredIn: outsideDevelopment,
      placeholder: "<digits>",
      explanation: "The WhatsApp Business account",
    },
    pattern: () => id("DS-VAR-14", "Meta Business Settings, WhatsApp accounts"),
    standIn: (stage) => `5550000000${numberOf[stage]}`,
  },
  {
    name: "WHATSAPP_ACCESS_TOKEN",
    kind: "vendor",
    vendor: meta,
    variable: {
      row: "DS-VAR-15",
      requiredIn: outsideDevelopment,
      placeholder: "<long-lived token>",
      explanation: "Access token for sending messages",
    },
    // Tokens of system users have some 200 characters; a temporary one from the console would end within a day.
    pattern: () => ({
      allowed: "a secret of 50 characters or more: the long-lived token of a system user (DS-VAR-15)",
      accepts: (value) => /^\S{50,}$/.test(value),
      fix: "make one in Meta Business Settings, System users",
    }),
    standIn: (stage) => `rehearsal_stand_in_access_token_of_${stage}_that_opens_nothing`,
  },
  {
    name: "WHATSAPP_APP_SECRET",
    kind: "vendor",
    vendor: meta,
    variable: {
      row: "DS-WA-04",
      proposed: "Meta signs each webhook call with it, and the checklist has no variable for it (C-29)",
      requiredIn: outsideDevelopment,
      placeholder: "<32 hexadecimal digits>",
      explanation: "Verifies that a webhook call comes from Meta",
    },
    pattern: () => ({
      allowed: "a secret of 32 hexadecimal digits (C-29)",
      accepts: (value) => /^[0-9a-f]{32}$/i.test(value),
      fix: "copy it from the Meta app, App settings, Basic",
    }),
    standIn: (stage) => String(numberOf[stage]).padStart(32, "0"),
  },
] as const satisfies readonly SecretRow[];
