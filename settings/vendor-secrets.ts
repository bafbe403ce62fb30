import { z } from "zod";
import { refusal } from "./field";
import { Secret } from "./secret";
import type { Stage } from "./stage";

/** The secrets of ahava-healthcare that its vendors give out: names as the checklist has them. */
export const vendorSecretNames = [
  "PAYSTACK_SECRET_KEY",
  "PAYSTACK_PUBLIC_KEY",
  "PAYSTACK_WEBHOOK_SECRET",
  "SMTP_USER",
  "SMTP_PASS",
] as const;

function vendorSecret(allowed: string, accepts: (value: string) => boolean, fix: string) {
  return z.custom<Secret>((value) => value instanceof Secret && accepts(value.reveal()), {
    error: ({ input }) => refusal(allowed, input === undefined ? undefined : fix),
    // zod would otherwise keep the agreements between other values from being looked at.
    abort: false,
  });
}

/**
 * A Paystack key. Live keys move money, so they stand in production and nowhere else (C-01, AH-VAR-08, AH-VAR-09).
 */
function paystackKey(stage: Stage, kind: "sk" | "pk", row: string) {
  const prefix = `${kind}_${stage === "production" ? "live" : "test"}_`;
  return vendorSecret(
    `a secret that begins with ${prefix} (${stage === "production" ? "production takes" : "outside production no"} live payments: ${row}, C-01)`,
    (value) => value.startsWith(prefix) && value.length > prefix.length,
    `take the ${stage === "production" ? "live" : "test"} key from the Paystack dashboard, Settings, API Keys & Webhooks`,
  );
}

/** Any text that is not blank. */
function given(row: string) {
  return vendorSecret(`a secret that is not blank (${row})`, (value) => value.trim() !== "", "set the real value");
}

/** The vendor secrets: set with `pulumi config set --secret ahava-healthcare.<NAME>`, never in the file. */
export function vendorSecrets(stage: Stage) {
  return z.strictObject({
    PAYSTACK_SECRET_KEY: paystackKey(stage, "sk", "AH-VAR-08"),
    PAYSTACK_PUBLIC_KEY: paystackKey(stage, "pk", "AH-VAR-09"),
    /** Never filled in from the secret key: whether the two are one is the vendor's and the application's to say (C-21). */
    PAYSTACK_WEBHOOK_SECRET: given("AH-VAR-10"),
    SMTP_USER: given("AH-VAR-18"),
    SMTP_PASS: given("AH-VAR-19"),
  });
}
