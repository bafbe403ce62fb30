import type { System } from "../stage/stage";

/** A vendor whose credentials are renewed by hand, at the vendor. */
export interface Vendor {
  /** How it is called. */
  readonly name: string;
  /** The runbook that says how: `docs/runbooks/rotation/rotate-paystack.md`. */
  readonly page: string;
  /** What has to be done there in an emergency, at once, as a sentence without a full stop. */
  readonly emergency: string;
}

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
const whatsapp: Vendor = {
  name: "Meta (WhatsApp)",
  page: "docs/runbooks/rotation/rotate-whatsapp.md",
  emergency: "revoke the system user's tokens and reset the app secret in Meta's console",
};

/**
 * Which vendor renews a secret. Names that only say which account it is (a public key, an account's or a telephone number's
 * id, the address errors are reported to) open nothing and are not listed.
 */
export const vendors: Readonly<Record<System, Readonly<Record<string, Vendor>>>> = {
  "doctor-system": { WHATSAPP_ACCESS_TOKEN: whatsapp, WHATSAPP_APP_SECRET: whatsapp },
  "ahava-healthcare": {
    PAYSTACK_SECRET_KEY: paystack,
    PAYSTACK_WEBHOOK_SECRET: paystack,
    SMTP_PASS: mailService,
  },
  "med-platform": { TWILIO_AUTH_TOKEN: twilio, SENDGRID_API_KEY: sendgrid },
};

/** What is recorded of a vendor's secret in a stage's settings. */
export interface VendorRecord {
  /** When the value in use was given out, ISO 8601. */
  readonly renewedAt: string;
  /** The team that renews it. */
  readonly owner: string;
  /** Why it must be renewed at once; gone with the renewal. @default it need not */
  readonly emergency?: { readonly reason: string; readonly at: string };
}
