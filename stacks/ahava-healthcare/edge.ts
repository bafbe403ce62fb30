import type { Edge } from "../../components/edge/edge";
import type { HostedZone } from "../../components/edge/hosted-zone";
import { createEdge, firewallOf } from "../system/edge";
import type { AhavaContext } from "./context";
import { apiPort } from "./environment";

/** The edge of the API, configured for WebSockets. */
export function createApiEdge(context: AhavaContext, zone: HostedZone): Edge {
  const { domain, webFirewall } = context.settings.ahavaHealthcare;
  return createEdge(context, {
    zone,
    domainName: `api.${domain}`,
    targetPort: apiPort,
    webFirewall: firewallOf(webFirewall),
    // Socket.IO falls back to polling, which needs sticky sessions (AH-NET-08).
    stickySessions: true,
  });
}
