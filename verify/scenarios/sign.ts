import { createHmac } from "node:crypto";
import { z } from "zod";

/** The vendors whose signatures a step can make; SendGrid signs with a private key that only it has. */
export const signers = z.enum(["paystack", "twilio"]);

/** A delivery of a vendor: where it is posted, and what. */
export interface Delivery {
  readonly address: string;
  readonly body: string;
  /** The fields of a form, decoded. */
  readonly form?: Readonly<Record<string, string>>;
}

/**
 * The header with which a vendor signs a delivery. Sources: Paystack, "Webhooks, Signature validation" (HMAC SHA-512 of the body,
 * hexadecimal); Twilio, "Webhooks security" (HMAC SHA-1 of the URL and the sorted fields of the form, base64).
 */
export function signatureHeader(
  by: z.infer<typeof signers>,
  secret: string,
  { address, body, form = {} }: Delivery,
): Readonly<Record<string, string>> {
  if (by === "paystack") return { "x-paystack-signature": createHmac("sha512", secret).update(body).digest("hex") };
  const fields = Object.entries(form)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}${value}`);
  return {
    "x-twilio-signature": createHmac("sha1", secret)
      .update(`${address}${fields.join("")}`)
      .digest("base64"),
  };
}
