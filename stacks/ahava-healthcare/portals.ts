import type { HostedZone } from "../../components/edge/hosted-zone";
import type { StaticSite } from "../../components/edge/static-site";
import { createFrontEnd } from "../system/front-end";
import type { AhavaContext, portalUrls } from "./context";

/** The front ends admin. and doctor., by their names (AH-VAR-15, C-31); they call the API by its own host name. */
export function createPortals(
  context: AhavaContext,
  zone: HostedZone,
): Readonly<Record<"admin" | "doctor", StaticSite>> {
  const { settings } = context;
  const { domain, portals, webFirewall } = settings.ahavaHealthcare;
  const portal = (role: keyof ReturnType<typeof portalUrls>) =>
    createFrontEnd(context, {
      role,
      zone,
      domainName: `${role}.${domain}`,
      // One page loads many files, and a front end has no uploads.
      webFirewall: { requestsPerTenMinutes: webFirewall.requestsPerTenMinutes, mode: webFirewall.mode },
      connectsTo: [`https://api.${domain}`, `wss://api.${domain}`],
      ...portals,
    });
  return { admin: portal("admin"), doctor: portal("doctor") };
}
