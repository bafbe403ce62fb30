import type { Edge } from "../../components/edge/edge";
import type { HostedZone } from "../../components/edge/hosted-zone";
import { createEdge, firewallOf } from "../system/edge";
import type { DoctorContext } from "./context";
import { webhookPath } from "./declared/whatsapp";
import { apiPort } from "./environment";

/** The edge of the API, for clinics' browsers and Meta's webhook calls. */
export function createApiEdge(context: DoctorContext, zone: HostedZone): Edge {
  const { domain, webFirewall, whatsapp } = context.settings.doctorSystem;
  const { webhooks = [], ...firewall } = firewallOf(webFirewall);
  return createEdge(context, {
    zone,
    domainName: `api.${domain}`,
    targetPort: apiPort,
    webFirewall: {
      ...firewall,
      webhooks: [{ path: webhookPath, requestsPerTenMinutes: whatsapp.webhookRequestsPerTenMinutes }, ...webhooks],
    },
    // The checklist sets a limit for this percentile only (DS-VER-03).
    latencyPercentile: "p95",
  });
}
