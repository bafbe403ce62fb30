import type { PublicFace } from "../../../settings/system/public-face";
import { type DoctorSystemSettings, frontEndOrigins } from "./section";
import { webhookPath } from "./whatsapp";

/** The public endpoints of doctor-system, which are checked from outside. */
export function publicFace(settings: DoctorSystemSettings): PublicFace {
  const { domain, thresholds, verification, webFirewall, corsOrigins, frontEnds } = settings;
  return {
    api: `https://api.${domain}`,
    sites: frontEndOrigins(domain),
    allowedOrigins: corsOrigins,
    jsonPath: "/api/v1/auth/login",
    webhook: {
      path: webhookPath,
      verifyToken: "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
      appSecret: "WHATSAPP_APP_SECRET",
    },
    // The checklist names this percentile (DS-VER-03).
    latency: { percentile: 95, milliseconds: thresholds.loadBalancer.latencyWarningMilliseconds },
    strictTransportSeconds: frontEnds.strictTransportSeconds,
    certificateDays: thresholds.certificate.expiryDays,
    pageKibibytes: verification.pageKibibytes,
    requestsPerTenMinutes: webFirewall.requestsPerTenMinutes,
    load: verification.load,
  };
}
