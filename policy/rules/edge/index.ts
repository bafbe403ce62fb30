import type { Rule } from "../../rule";
import { acmCertificateUsed } from "./acm-certificate-used";
import { albAccessLogs } from "./alb-access-logs";
import { albDeletionProtection } from "./alb-deletion-protection";
import { albDesync } from "./alb-desync";
import { albHardened } from "./alb-hardened";
import { albHsts } from "./alb-hsts";
import { albHttpRulesRedirect } from "./alb-http-rules-redirect";
import { albHttpsOnly } from "./alb-https-only";
import { albMetricsNotPublic } from "./alb-metrics-not-public";
import { albMultiAz } from "./alb-multi-az";
import { cloudfrontHeaders } from "./cloudfront-headers";
import { cloudfrontHttpsOnly } from "./cloudfront-https-only";
import { cloudfrontMetricsNotPublic } from "./cloudfront-metrics-not-public";
import { cloudfrontTlsMin } from "./cloudfront-tls-min";
import { cloudfrontWafAttached } from "./cloudfront-waf-attached";
import { corsOriginsListed } from "./cors-origins-listed";
import { s3PrivateBehindCdn } from "./s3-private-behind-cdn";
import { targetGroupHealthCheck } from "./target-group-health-check";
import { tlsPolicyMin } from "./tls-policy-min";
import { wafAttached } from "./waf-attached";
import { wafCommonAttacks } from "./waf-common-attacks";
import { wafKnownBadInputs } from "./waf-known-bad-inputs";
import { wafLoggingAndMetrics } from "./waf-logging-and-metrics";
import { wafRateLimit } from "./waf-rate-limit";
import { wafWebhookPath } from "./waf-webhook-path";

/** The rules of the edge, in evaluation order. */
export const edgeRules: readonly Rule[] = [
  albHttpsOnly,
  albHttpRulesRedirect,
  albHsts,
  tlsPolicyMin,
  acmCertificateUsed,
  albHardened,
  albDesync,
  albAccessLogs,
  albDeletionProtection,
  albMultiAz,
  albMetricsNotPublic,
  targetGroupHealthCheck,
  wafAttached,
  wafCommonAttacks,
  wafKnownBadInputs,
  wafRateLimit,
  wafLoggingAndMetrics,
  wafWebhookPath,
  cloudfrontHttpsOnly,
  cloudfrontTlsMin,
  cloudfrontHeaders,
  cloudfrontWafAttached,
  cloudfrontMetricsNotPublic,
  s3PrivateBehindCdn,
  corsOriginsListed,
];
