import type { Rule } from "./rule";
import { backupPlanComplete } from "./rules/backup/backup-plan-complete";
import { rdsInBackupPlan } from "./rules/backup/rds-in-backup-plan";
import { redisAuthToken } from "./rules/cache/redis-auth-token";
import { redisBullmqSafe } from "./rules/cache/redis-bullmq-safe";
import { redisCustomerManagedKey } from "./rules/cache/redis-customer-managed-key";
import { redisHighlyAvailable } from "./rules/cache/redis-highly-available";
import { redisMinorUpgrades } from "./rules/cache/redis-minor-upgrades";
import { redisReplicationGroup } from "./rules/cache/redis-replication-group";
import { redisSecure } from "./rules/cache/redis-secure";
import { redisSubnetGroup } from "./rules/cache/redis-subnet-group";
import { dataProtected } from "./rules/data-stores/data-protected";
import { rdsAdminName } from "./rules/data-stores/rds-admin-name";
import { rdsBackups } from "./rules/data-stores/rds-backups";
import { rdsClusterMultiAz } from "./rules/data-stores/rds-cluster-multi-az";
import { rdsCopyTags } from "./rules/data-stores/rds-copy-tags";
import { rdsCustomerManagedKey } from "./rules/data-stores/rds-customer-managed-key";
import { rdsDeletionProtection } from "./rules/data-stores/rds-deletion-protection";
import { rdsEncrypted } from "./rules/data-stores/rds-encrypted";
import { rdsEnhancedMonitoring } from "./rules/data-stores/rds-enhanced-monitoring";
import { rdsEventSubscriptions } from "./rules/data-stores/rds-event-subscriptions";
import { rdsForceSsl } from "./rules/data-stores/rds-force-ssl";
import { rdsInsightsEncrypted } from "./rules/data-stores/rds-insights-encrypted";
import { rdsLogExports } from "./rules/data-stores/rds-log-exports";
import { rdsManagedAuthentication } from "./rules/data-stores/rds-managed-authentication";
import { rdsMinorUpgradesExplicit } from "./rules/data-stores/rds-minor-upgrades-explicit";
import { rdsModernCa } from "./rules/data-stores/rds-modern-ca";
import { rdsMultiAz } from "./rules/data-stores/rds-multi-az";
import { rdsNetworkPlacement } from "./rules/data-stores/rds-network-placement";
import { rdsPrivate } from "./rules/data-stores/rds-private";
import { rdsProductionStorage } from "./rules/data-stores/rds-production-storage";
import { rdsProxyTls } from "./rules/data-stores/rds-proxy-tls";
import { s3Encrypted } from "./rules/data-stores/s3-encrypted";
import { s3Private } from "./rules/data-stores/s3-private";
import { s3TlsOnly } from "./rules/data-stores/s3-tls-only";
import { s3Versioned } from "./rules/data-stores/s3-versioned";
import { ecrImmutableScanned } from "./rules/delivery/ecr-immutable-scanned";
import { iamNoWildcard } from "./rules/delivery/iam-no-wildcard";
import { requiredTags } from "./rules/delivery/required-tags";
import { waiversCurrent } from "./rules/delivery/waivers-current";
import { acmCertificateUsed } from "./rules/edge/acm-certificate-used";
import { albAccessLogs } from "./rules/edge/alb-access-logs";
import { albDeletionProtection } from "./rules/edge/alb-deletion-protection";
import { albDesync } from "./rules/edge/alb-desync";
import { albHardened } from "./rules/edge/alb-hardened";
import { albHsts } from "./rules/edge/alb-hsts";
import { albHttpRulesRedirect } from "./rules/edge/alb-http-rules-redirect";
import { albHttpsOnly } from "./rules/edge/alb-https-only";
import { albMetricsNotPublic } from "./rules/edge/alb-metrics-not-public";
import { albMultiAz } from "./rules/edge/alb-multi-az";
import { cloudfrontHeaders } from "./rules/edge/cloudfront-headers";
import { cloudfrontHttpsOnly } from "./rules/edge/cloudfront-https-only";
import { cloudfrontMetricsNotPublic } from "./rules/edge/cloudfront-metrics-not-public";
import { cloudfrontTlsMin } from "./rules/edge/cloudfront-tls-min";
import { cloudfrontWafAttached } from "./rules/edge/cloudfront-waf-attached";
import { corsOriginsListed } from "./rules/edge/cors-origins-listed";
import { s3PrivateBehindCdn } from "./rules/edge/s3-private-behind-cdn";
import { targetGroupHealthCheck } from "./rules/edge/target-group-health-check";
import { tlsPolicyMin } from "./rules/edge/tls-policy-min";
import { wafAttached } from "./rules/edge/waf-attached";
import { wafCommonAttacks } from "./rules/edge/waf-common-attacks";
import { wafKnownBadInputs } from "./rules/edge/waf-known-bad-inputs";
import { wafLoggingAndMetrics } from "./rules/edge/waf-logging-and-metrics";
import { wafRateLimit } from "./rules/edge/waf-rate-limit";
import { wafWebhookPath } from "./rules/edge/waf-webhook-path";
import { defaultSecurityGroupClosed } from "./rules/network/default-security-group-closed";
import { naclNoPublicInternalPorts } from "./rules/network/nacl-no-public-internal-ports";
import { noEc2Hosts } from "./rules/network/no-ec2-hosts";
import { noSshIngress } from "./rules/network/no-ssh-ingress";
import { prefixListNotWorld } from "./rules/network/prefix-list-not-world";
import { sgNoPublicInternalPorts } from "./rules/network/sg-no-public-internal-ports";
import { sgRulesDescribed } from "./rules/network/sg-rules-described";
import { subnetsNoAutoPublicIp } from "./rules/network/subnets-no-auto-public-ip";
import { vpcFlowLogs } from "./rules/network/vpc-flow-logs";
import { alarmActionsRequired } from "./rules/observability/alarm-actions-required";
import { alarmsComplete } from "./rules/observability/alarms-complete";
import { dashboardComplete } from "./rules/observability/dashboard-complete";
import { logRetention } from "./rules/observability/log-retention";
import { snsEncrypted } from "./rules/observability/sns-encrypted";
import { snsNotPublic } from "./rules/observability/sns-not-public";
import { snsTlsOnly } from "./rules/observability/sns-tls-only";
import { ecsSecretsPinned } from "./rules/secrets/ecs-secrets-pinned";
import { jwtSecretStrength } from "./rules/secrets/jwt-secret-strength";
import { kmsRotation } from "./rules/secrets/kms-rotation";
import { noPlaintextSecretsInEnv } from "./rules/secrets/no-plaintext-secrets-in-env";
import { secretsEncrypted } from "./rules/secrets/secrets-encrypted";
import { ecsImageImmutable } from "./rules/services/ecs-image-immutable";
import { ecsLoggingRequired } from "./rules/services/ecs-logging-required";
import { ecsNoPublicIp } from "./rules/services/ecs-no-public-ip";
import { ecsNonRoot } from "./rules/services/ecs-non-root";
import { ecsSafeDeployment } from "./rules/services/ecs-safe-deployment";

/**
 * The rules of the pack, in the order in which they are asked. What is not listed here does not exist.
 * Import this file by its name: the folder itself is the package that starts the server.
 */
export const rules: readonly Rule[] = [
  // Network
  sgNoPublicInternalPorts,
  sgRulesDescribed,
  noSshIngress,
  prefixListNotWorld,
  naclNoPublicInternalPorts,
  subnetsNoAutoPublicIp,
  defaultSecurityGroupClosed,
  vpcFlowLogs,
  noEc2Hosts,

  // Data stores
  rdsEncrypted,
  rdsCustomerManagedKey,
  rdsPrivate,
  rdsNetworkPlacement,
  rdsForceSsl,
  rdsModernCa,
  rdsProxyTls,
  rdsManagedAuthentication,
  rdsAdminName,
  rdsBackups,
  rdsDeletionProtection,
  rdsCopyTags,
  rdsMultiAz,
  rdsClusterMultiAz,
  rdsProductionStorage,
  rdsMinorUpgradesExplicit,
  rdsLogExports,
  rdsEnhancedMonitoring,
  rdsInsightsEncrypted,
  rdsEventSubscriptions,
  s3Private,
  s3Encrypted,
  s3Versioned,
  s3TlsOnly,
  dataProtected,

  // Cache
  redisSecure,
  redisCustomerManagedKey,
  redisAuthToken,
  redisSubnetGroup,
  redisHighlyAvailable,
  redisBullmqSafe,
  redisReplicationGroup,
  redisMinorUpgrades,

  // Edge
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

  // Services
  ecsImageImmutable,
  ecsNonRoot,
  ecsLoggingRequired,
  ecsSafeDeployment,
  ecsNoPublicIp,

  // Secrets
  noPlaintextSecretsInEnv,
  ecsSecretsPinned,
  secretsEncrypted,
  kmsRotation,
  jwtSecretStrength,

  // Observability
  logRetention,
  alarmActionsRequired,
  alarmsComplete,
  snsEncrypted,
  snsNotPublic,
  snsTlsOnly,
  dashboardComplete,

  // Backup
  backupPlanComplete,
  rdsInBackupPlan,

  // Delivery
  ecrImmutableScanned,
  iamNoWildcard,
  requiredTags,
  waiversCurrent,
];
