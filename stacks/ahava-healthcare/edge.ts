import type { Edge } from "../../components/edge/edge";
import type { HostedZone } from "../../components/edge/hosted-zone";
import { createEdge, firewallOf } from "../system/edge";
import type { AhavaContext } from "./context";
import { apiPort } from "./environment";

/** What stands between the internet and the API, made for WebSockets. */
export function createApiEdge(context: AhavaContext, zone: HostedZone): Edge {
  const { domain, webFirewall } = context.settings.ahavaHealthcare;
  return createEdge(context, {
    zone,
    domainName: `api.${domain}`,
    targetPort: apiPort,
    webFirewall: firewallOf(webFirewall),
    // Socket.IO falls back to polling, whose requests must find the task that holds the session (AH-NET-08).
    stickySessions: true,
  });
}
