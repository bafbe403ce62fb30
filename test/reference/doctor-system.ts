import { createHmac } from "node:crypto";
import { type DoctorFlows, doctorFlows } from "./doctor-flows";
import { common, json, notFound, site } from "./parts";
import type { ReferenceApplication, Seen } from "./reference-stage";

/** The secrets of the reference application's webhook. */
export const referenceSecrets: Readonly<Record<string, string>> = {
  WHATSAPP_WEBHOOK_VERIFY_TOKEN: "reference-verify-token",
  WHATSAPP_APP_SECRET: "reference-app-secret",
};

/** A reference application for doctor-system: what the probes need of it, and nothing else. */
export function doctorSystemReference(
  domain: string,
  flows: DoctorFlows = doctorFlows(),
): ReferenceApplication & { readonly flows: DoctorFlows } {
  const [api, ...sites] = [`api.${domain}`, `app.${domain}`, `admin.${domain}`] as const;
  return {
    hosts: [api, ...sites],
    flows,
    answer: (seen) => {
      if (seen.host !== api) return site(seen);
      const answered = common(
        seen,
        sites.map((host) => `https://${host}`),
      );
      if (answered !== undefined) return answered;
      if (seen.path === "/api/v1/whatsapp/webhook") return webhook(seen);
      const inFlow = flows.answer(seen);
      if (inFlow !== undefined) return inFlow;
      return seen.path === "/api/v1/auth/login" ? json(401, { error: "wrong password" }) : notFound;
    },
  };
}

function webhook({ method, query, headers, body }: Seen) {
  if (method === "GET") {
    const isRight = query.get("hub.verify_token") === referenceSecrets.WHATSAPP_WEBHOOK_VERIFY_TOKEN;
    if (!isRight) return json(403, { error: "wrong token" });
    return { ...json(200, undefined, { "content-type": "text/plain" }), body: query.get("hub.challenge") ?? "" };
  }
  const signature = createHmac("sha256", referenceSecrets.WHATSAPP_APP_SECRET ?? "")
    .update(body)
    .digest("hex");
  return headers["x-hub-signature-256"] === `sha256=${signature}` ? json(200, {}) : json(401, { error: "signature" });
}
