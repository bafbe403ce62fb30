import { z } from "zod";
import { isRequired } from "../../environment/environments";
import { optionalUnless } from "../../fields/optional";
import type { Stage } from "../../stage/stage";
import { vendorSecret } from "../../fields/vendor-secret";

/** Whether one character is all a value is made of: the placeholder of a sample file. */
function isFiller(value: string): boolean {
  return new Set(value.toLowerCase()).size === 1;
}

/** The vendor secrets: set with `pulumi config set --secret med-platform.<NAME>`, never in the file. */
export function vendorSecrets(stage: Stage) {
  const twilio = "copy it from the Twilio console, Account Info";
  return z.strictObject({
    TWILIO_ACCOUNT_SID: vendorSecret(
      "a secret that is AC and 32 hexadecimal digits (MP-VAR-01)",
      (value) => /^AC[0-9a-f]{32}$/i.test(value) && !isFiller(value.slice(2)),
      twilio,
    ),
    TWILIO_AUTH_TOKEN: vendorSecret(
      "a secret of 32 hexadecimal digits (MP-VAR-02)",
      (value) => /^[0-9a-f]{32}$/i.test(value) && !isFiller(value),
      twilio,
    ),
    SENDGRID_API_KEY: vendorSecret(
      "a secret that begins with SG. (MP-VAR-05)",
      (value) => /^SG\.\S{20,}$/.test(value) && !isFiller(value.slice(3)),
      "make one in SendGrid, Settings, API Keys, that may send mail and nothing else",
    ),
    /** URL to which the application reports errors; the checklist names no variable for it (MP-MON-03, C-02). */
    SENTRY_DSN: optionalUnless(
      isRequired("med-platform", "SENTRY_DSN", stage),
      vendorSecret(
        "a secret that is an https URL (MP-MON-03)",
        (value) => URL.canParse(value) && new URL(value).protocol === "https:",
        "copy it from the error tracker, the project's client keys",
      ),
    ),
  });
}
