import type { Edge } from "../../components/edge/edge";
import type { HostedZone } from "../../components/edge/hosted-zone";
import { createEdge, firewallOf } from "../system/edge";
import type { DoctorContext } from "./context";
import { webhookPath } from "./declared/whatsapp";
import { apiPort } from "./environment";

/** What stands between the internet and the API: clinics' browsers, and Meta at the webhook. */
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
    // The checklist names this percentile; nothing is promised about the slowest hundredth (DS-VER-03).
    latencyPercentile: "p95",
  });
}
