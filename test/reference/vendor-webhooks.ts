import { createHmac } from "node:crypto";
import { accountSecrets } from "./accounts";
import { json } from "./parts";
import type { Reply, Seen } from "./reference-stage";

const refused = json(401, { error: "wrong signature" });
const taken = json(200, {});

/** The webhook of Paystack in a reference application: it takes what the secret has signed. */
export function paystackWebhook({ headers, body }: Seen): Reply {
  const wanted = createHmac("sha512", accountSecrets.PAYSTACK_WEBHOOK_SECRET).update(body).digest("hex");
  return headers["x-paystack-signature"] === wanted ? taken : refused;
}

/** The webhook of Twilio in a reference application: it takes a form that the token of the account has signed. */
export function twilioWebhook({ host, path, headers, body }: Seen): Reply {
  const fields = [...new URLSearchParams(body)].sort().flat().join("");
  const wanted = createHmac("sha1", accountSecrets.TWILIO_AUTH_TOKEN)
    .update(`https://${host}${path}${fields}`)
    .digest("base64");
  return headers["x-twilio-signature"] === wanted ? taken : refused;
}

/** The webhook of SendGrid in a reference application, which knows no key of SendGrid. */
export function sendgridWebhook(): Reply {
  return refused;
}
