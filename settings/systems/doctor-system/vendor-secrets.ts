import { z } from "zod";
import { isRequired } from "../../environment/environments";
import { optionalUnless } from "../../fields/optional";
import type { Stage } from "../../stage/stage";
import { vendorSecret } from "../../fields/vendor-secret";
import { metaId } from "./whatsapp";

/** An id of Meta's. No credential, and all the same kept with the credentials (DS-WA-05). */
function id(row: string, where: string) {
  return vendorSecret(`a secret of 5 to 20 digits (${row})`, (value) => metaId.test(value), `copy it from ${where}`);
}

/** The vendor secrets: set with `pulumi config set --secret doctor-system.<NAME>`, never in the file. */
export function vendorSecrets(stage: Stage) {
  const required = (name: string) => isRequired("doctor-system", name, stage);
  return z.strictObject({
    /** The default sender number where a clinic has no number of its own (C-29). */
    WHATSAPP_PHONE_NUMBER_ID: optionalUnless(
      required("WHATSAPP_PHONE_NUMBER_ID"),
      id("DS-VAR-13", "WhatsApp Manager, Phone numbers"),
    ),
    WHATSAPP_BUSINESS_ACCOUNT_ID: optionalUnless(
      required("WHATSAPP_BUSINESS_ACCOUNT_ID"),
      id("DS-VAR-14", "Meta Business Settings, WhatsApp accounts"),
    ),
    /** Tokens of system users have some 200 characters; a temporary one from the console would end within a day. */
    WHATSAPP_ACCESS_TOKEN: optionalUnless(
      required("WHATSAPP_ACCESS_TOKEN"),
      vendorSecret(
        "a secret of 50 characters or more: the long-lived token of a system user (DS-VAR-15)",
        (value) => /^\S{50,}$/.test(value),
        "make one in Meta Business Settings, System users",
      ),
    ),
    /** What Meta signs each call of the webhook with; the checklist has no variable for it (C-29). */
    WHATSAPP_APP_SECRET: optionalUnless(
      required("WHATSAPP_APP_SECRET"),
      vendorSecret(
        "a secret of 32 hexadecimal digits (C-29)",
        (value) => /^[0-9a-f]{32}$/i.test(value),
        "copy it from the Meta app, App settings, Basic",
      ),
    ),
  });
}
