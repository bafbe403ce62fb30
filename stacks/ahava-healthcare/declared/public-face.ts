import type { PublicFace } from "../../../settings/system/public-face";
import { type AhavaHealthcareSettings, portalOrigins } from "./section";

/** Registrations of one address that pass before the limit (AH-VER-03). */
const allowedRegistrations = 5;

/** The public endpoints of ahava-healthcare, which are checked from outside. */
export function publicFace(settings: AhavaHealthcareSettings): PublicFace {
  const { domain, thresholds, verification, webFirewall, corsOrigins, portals } = settings;
  return {
    api: `https://api.${domain}`,
    sites: portalOrigins(domain),
    allowedOrigins: corsOrigins,
    jsonPath: "/api/auth/login",
    csrfToken: "/api/auth/csrf-token",
    registration: {
      path: "/api/auth/register",
      allowed: allowedRegistrations,
      // A reserved domain (RFC 2606), so that no message reaches a person.
      body: (identity) => ({ email: `${identity}@verify.invalid`, name: identity, password: `Aa1!${identity}` }),
      ...(verification.removalPath !== undefined && { removalPath: verification.removalPath }),
    },
    // Socket.IO, as its client opens it without polling first (AH-NET-08; Engine.IO protocol 4).
    webSocket: "/socket.io/?EIO=4&transport=websocket",
    latency: { percentile: 99, milliseconds: thresholds.loadBalancer.latencyWarningMilliseconds },
    strictTransportSeconds: portals.strictTransportSeconds,
    certificateDays: thresholds.certificate.expiryDays,
    pageKibibytes: verification.pageKibibytes,
    requestsPerTenMinutes: webFirewall.requestsPerTenMinutes,
    load: verification.load,
  };
}
