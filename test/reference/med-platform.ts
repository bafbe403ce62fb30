import { type MedFlows, medFlows } from "./med-flows";
import { common, json, notFound, site } from "./parts";
import type { ReferenceApplication } from "./reference-stage";
import { sendgridWebhook, twilioWebhook } from "./vendor-webhooks";

/** A reference application for med-platform: site and API below one name. */
export function medPlatformReference(
  domain: string,
  flows: MedFlows = medFlows(),
): ReferenceApplication & { readonly flows: MedFlows } {
  return {
    hosts: [domain],
    flows,
    answer: (seen) => {
      const isApi = seen.path.startsWith("/api/") || ["/health", "/metrics"].includes(seen.path);
      if (!isApi) return site(seen);
      if (seen.path === "/api/v1/webhooks/twilio") return twilioWebhook(seen);
      if (seen.path === "/api/v1/webhooks/sendgrid") return sendgridWebhook();
      const answered = common(seen, [`https://${domain}`]);
      if (answered !== undefined) return answered;
      // As the firewall does.
      if (/'\s*or\s/i.test(seen.query.get("search") ?? "")) return json(403, { error: "refused" });
      if (seen.path === "/api/v1/equipment") return json(200, [{ name: "infusion pump" }]);
      const inFlow = flows.answer(seen);
      if (inFlow !== undefined) return inFlow;
      return seen.path === "/api/v1/auth/login" ? json(401, { error: "wrong password" }) : notFound;
    },
  };
}
