import type { PublicFace } from "../../../settings/system/public-face";
import { type MedPlatformSettings, siteOrigins } from "./section";

/** The public endpoints of med-platform, which are checked from outside; API and admin site share one origin (C-31). */
export function publicFace(settings: MedPlatformSettings): PublicFace {
  const { domain, thresholds, verification, webFirewall, corsOrigins, adminSite } = settings;
  return {
    api: `https://${domain}`,
    sites: siteOrigins(domain),
    allowedOrigins: corsOrigins,
    databaseRead: "/api/v1/equipment",
    jsonPath: "/api/v1/auth/login",
    latency: { percentile: 99, milliseconds: thresholds.loadBalancer.latencyWarningMilliseconds },
    strictTransportSeconds: adminSite.strictTransportSeconds,
    certificateDays: thresholds.certificate.expiryDays,
    pageKibibytes: verification.pageKibibytes,
    requestsPerTenMinutes: webFirewall.requestsPerTenMinutes,
    load: verification.load,
  };
}
