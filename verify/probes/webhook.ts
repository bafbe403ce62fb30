import { createHmac, randomBytes } from "node:crypto";
import type { PublicFace } from "../../settings/system/public-face";
import { judged, type Measurement, unknown } from "../outcome";
import type { Check, Probe, Subject } from "../probe";
import type { Answer } from "../reach/exchange";

type Status = Pick<Answer, "status">;

/**
 * Judges the handshake of the webhook: a wrong token is refused, the right one gets its challenge back.
 * @param right the answer to the right token; absent where the token is not known.
 */
export function judgeHandshake(
  wrong: Status,
  right: Pick<Answer, "status" | "body"> | undefined,
  challenge: string,
  name: string,
): Measurement {
  const faults = [
    ...(wrong.status === 403 ? [] : [`a wrong token gets ${wrong.status}, not 403`]),
    ...(right === undefined || right.status === 200 ? [] : [`the right token gets ${right.status}`]),
    ...(right?.status === 200 && right.body !== challenge ? ["the challenge does not come back"] : []),
  ];
  if (faults.length === 0 && right === undefined) return unknown(`${name} is not set here; a wrong token gets 403`);
  return judged(faults, "a wrong token gets 403, the right one its challenge");
}

/** Checks the response to a payload without and with the signature of the app's secret. */
export function judgeSignature(unsigned: Status, signed: Status | undefined, name: string): Measurement {
  const faults = [
    ...([401, 403].includes(unsigned.status) ? [] : [`a wrong signature gets ${unsigned.status}, not 401 or 403`]),
    ...(signed === undefined || signed.status === 200 ? [] : [`the right signature gets ${signed.status}`]),
  ];
  if (faults.length === 0 && signed === undefined)
    return unknown(`${name} is not set here; a wrong signature gets ${unsigned.status}`);
  return judged(faults, `a wrong signature gets ${unsigned.status}, the right one 200`);
}

/** A delivery of Meta that holds nothing (Graph API, Webhooks, "Event notifications"). */
const emptyDelivery = JSON.stringify({ object: "whatsapp_business_account", entry: [] });

function signatureOf(secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(emptyDelivery).digest("hex")}`;
}

function checkOf(
  { face }: Subject,
  wanted: string,
  run: (address: string, webhook: NonNullable<PublicFace["webhook"]>) => Check["run"],
): readonly Check[] {
  const { webhook } = face;
  if (webhook === undefined) return [];
  const address = `${face.api}${webhook.path}`;
  return [{ address, wanted, run: run(address, webhook) }];
}

/** Meta's verification of the webhook succeeds, and any other fails. */
export const webhookHandshake: Probe = {
  name: "webhook-handshake",
  file: "verify/probes/webhook.ts",
  title: "WhatsApp's webhook answers the challenge to the right verify token, and 403 to another",
  rows: ["DS-WA-04", "DS-ROL-07"],
  partOf: ["DS-WA-03"],
  checks: (subject) =>
    checkOf(
      subject,
      "a wrong token gets 403, the right one its challenge",
      (address, { verifyToken }) =>
        async (reach) => {
          const challenge = randomBytes(8).readBigUInt64BE().toString();
          const ask = async (token: string) =>
            reach.request(
              `${address}?${new URLSearchParams({ "hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": challenge }).toString()}`,
            );
          const token = subject.secretOf(verifyToken);
          const wrong = await ask(randomBytes(16).toString("hex"));
          return judgeHandshake(wrong, token === undefined ? undefined : await ask(token), challenge, verifyToken);
        },
    ),
};

/** Deliveries are taken from Meta alone. */
export const webhookSignature: Probe = {
  name: "webhook-signature",
  file: "verify/probes/webhook.ts",
  title: "WhatsApp's webhook takes a delivery that Meta's app secret signs, and refuses another",
  rows: ["DS-ROL-07"],
  partOf: ["DS-WA-03"],
  checks: (subject) =>
    checkOf(
      subject,
      "a wrong signature gets 401 or 403, the right one 200",
      (address, { appSecret }) =>
        async (reach) => {
          const deliver = async (secret: string) =>
            reach.request(address, {
              method: "POST",
              headers: { "content-type": "application/json", "x-hub-signature-256": signatureOf(secret) },
              body: emptyDelivery,
            });
          const secret = subject.secretOf(appSecret);
          const unsigned = await deliver(randomBytes(16).toString("hex"));
          return judgeSignature(unsigned, secret === undefined ? undefined : await deliver(secret), appSecret);
        },
    ),
};
