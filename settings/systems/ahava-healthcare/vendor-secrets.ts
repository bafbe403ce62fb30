import { z } from "zod";
import type { Stage } from "../../stage/stage";
import { notBlank, vendorSecret } from "../../fields/vendor-secret";

/**
 * A Paystack key. Live keys move money, so they stand in production and nowhere else (C-01, AH-VAR-08, AH-VAR-09).
 */
function paystackKey(stage: Stage, kind: "sk" | "pk", row: string) {
  const prefix = `${kind}_${stage === "production" ? "live" : "test"}_`;
  return vendorSecret(
    `a secret that begins with ${prefix} (${stage === "production" ? "production uses" : "other stages do not use"} live payments: ${row}, C-01)`,
    (value) => value.startsWith(prefix) && value.length > prefix.length,
    `take the ${stage === "production" ? "live" : "test"} key from the Paystack dashboard, Settings, API Keys & Webhooks`,
  );
}

/** The vendor secrets: set with `pulumi config set --secret ahava-healthcare.<NAME>`, never in the file. */
export function vendorSecrets(stage: Stage) {
  return z.strictObject({
    PAYSTACK_SECRET_KEY: paystackKey(stage, "sk", "AH-VAR-08"),
    PAYSTACK_PUBLIC_KEY: paystackKey(stage, "pk", "AH-VAR-09"),
    /** Never filled in from the secret key: whether the two are one is the vendor's and the application's to say (C-21). */
    PAYSTACK_WEBHOOK_SECRET: notBlank("AH-VAR-10"),
    SMTP_USER: notBlank("AH-VAR-18"),
    SMTP_PASS: notBlank("AH-VAR-19"),
  });
}
