import type { Rule } from "./rule";
import { backupPlanComplete } from "./rules/backup/backup-plan-complete";
import { redisBullmqSafe } from "./rules/cache/redis-bullmq-safe";
import { redisHighlyAvailable } from "./rules/cache/redis-highly-available";
import { redisSecure } from "./rules/cache/redis-secure";
import { rdsBackups } from "./rules/data-stores/rds-backups";
import { rdsEncrypted } from "./rules/data-stores/rds-encrypted";
import { rdsForceSsl } from "./rules/data-stores/rds-force-ssl";
import { rdsMultiAz } from "./rules/data-stores/rds-multi-az";
import { rdsPrivate } from "./rules/data-stores/rds-private";
import { s3Private } from "./rules/data-stores/s3-private";
import { ecrImmutableScanned } from "./rules/delivery/ecr-immutable-scanned";
import { iamNoWildcard } from "./rules/delivery/iam-no-wildcard";
import { requiredTags } from "./rules/delivery/required-tags";
import { waiversCurrent } from "./rules/delivery/waivers-current";
import { albHardened } from "./rules/edge/alb-hardened";
import { albHsts } from "./rules/edge/alb-hsts";
import { albHttpRulesRedirect } from "./rules/edge/alb-http-rules-redirect";
import { albHttpsOnly } from "./rules/edge/alb-https-only";
import { tlsPolicyMin } from "./rules/edge/tls-policy-min";
import { wafAttached } from "./rules/edge/waf-attached";
import { defaultSecurityGroupClosed } from "./rules/network/default-security-group-closed";
import { noSshIngress } from "./rules/network/no-ssh-ingress";
import { sgNoPublicInternalPorts } from "./rules/network/sg-no-public-internal-ports";
import { sgRulesDescribed } from "./rules/network/sg-rules-described";
import { vpcFlowLogs } from "./rules/network/vpc-flow-logs";
import { alarmActionsRequired } from "./rules/observability/alarm-actions-required";
import { alarmsComplete } from "./rules/observability/alarms-complete";
import { logRetention } from "./rules/observability/log-retention";
import { snsEncrypted } from "./rules/observability/sns-encrypted";
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
  defaultSecurityGroupClosed,
  vpcFlowLogs,

  // Data stores
  rdsEncrypted,
  rdsPrivate,
  rdsForceSsl,
  rdsBackups,
  rdsMultiAz,
  s3Private,

  // Cache
  redisSecure,
  redisHighlyAvailable,
  redisBullmqSafe,

  // Edge
  albHttpsOnly,
  albHttpRulesRedirect,
  albHsts,
  tlsPolicyMin,
  albHardened,
  wafAttached,

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

  // Backup
  backupPlanComplete,

  // Delivery
  ecrImmutableScanned,
  iamNoWildcard,
  requiredTags,
  waiversCurrent,
];
