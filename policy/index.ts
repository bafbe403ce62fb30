import type { Rule } from "./rule";
import { atlasAccessListOwnEgress } from "./rules/atlas/atlas-access-list-own-egress";
import { atlasAlertsComplete } from "./rules/atlas/atlas-alerts-complete";
import { atlasAuditingEnabled } from "./rules/atlas/atlas-auditing-enabled";
import { atlasBackupRetention } from "./rules/atlas/atlas-backup-retention";
import { atlasBackupSchedulePresent } from "./rules/atlas/atlas-backup-schedule-present";
import { atlasBackupsOutliveCluster } from "./rules/atlas/atlas-backups-outlive-cluster";
import { atlasBackupsRequired } from "./rules/atlas/atlas-backups-required";
import { atlasDedicatedTierInProd } from "./rules/atlas/atlas-dedicated-tier-in-prod";
import { atlasEncryptedAtRest } from "./rules/atlas/atlas-encrypted-at-rest";
import { atlasJavascriptDisabled } from "./rules/atlas/atlas-javascript-disabled";
import { atlasNoOpenAccessList } from "./rules/atlas/atlas-no-open-access-list";
import { atlasProjectOfStage } from "./rules/atlas/atlas-project-of-stage";
import { atlasTerminationProtection } from "./rules/atlas/atlas-termination-protection";
import { atlasTlsMin } from "./rules/atlas/atlas-tls-min";
import { atlasUserLeastPrivilege } from "./rules/atlas/atlas-user-least-privilege";
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
import { iamTrustNamed } from "./rules/delivery/iam-trust-named";
import { requiredTags } from "./rules/delivery/required-tags";
import { secretAccessMinimal } from "./rules/delivery/secret-access-minimal";
import { albHardened } from "./rules/edge/alb-hardened";
import { albHsts } from "./rules/edge/alb-hsts";
import { albHttpRulesRedirect } from "./rules/edge/alb-http-rules-redirect";
import { albHttpsOnly } from "./rules/edge/alb-https-only";
import { tlsPolicyMin } from "./rules/edge/tls-policy-min";
import { wafAttached } from "./rules/edge/waf-attached";
import { ahProdSizing } from "./rules/go-live/ah-prod-sizing";
import { requiredContainerEnv } from "./rules/go-live/required-container-env";
import { runtimeEnvironment } from "./rules/go-live/runtime-environment";
import { tokenLifetimes } from "./rules/go-live/token-lifetimes";
import { paymentKeysMatchStage } from "./rules/isolation/payment-keys-match-stage";
import { stageIsolation } from "./rules/isolation/stage-isolation";
import { defaultSecurityGroupClosed } from "./rules/network/default-security-group-closed";
import { noSshIngress } from "./rules/network/no-ssh-ingress";
import { sgNoPublicInternalPorts } from "./rules/network/sg-no-public-internal-ports";
import { sgRulesDescribed } from "./rules/network/sg-rules-described";
import { vpcFlowLogs } from "./rules/network/vpc-flow-logs";
import { alarmActionsRequired } from "./rules/observability/alarm-actions-required";
import { alarmsComplete } from "./rules/observability/alarms-complete";
import { logRetention } from "./rules/observability/log-retention";
import { snsEncrypted } from "./rules/observability/sns-encrypted";
import { ecsSecretsOfStage } from "./rules/secrets/ecs-secrets-of-stage";
import { ecsSecretsPinned } from "./rules/secrets/ecs-secrets-pinned";
import { encryptionKeyLength } from "./rules/secrets/encryption-key-length";
import { jwtSecretStrength } from "./rules/secrets/jwt-secret-strength";
import { jwtSecretsApart } from "./rules/secrets/jwt-secrets-apart";
import { keyringAge } from "./rules/secrets/keyring-age";
import { keyringAgeLimit } from "./rules/secrets/keyring-age-limit";
import { keyringEmergencyReason } from "./rules/secrets/keyring-emergency-reason";
import { keyringGenerationJump } from "./rules/secrets/keyring-generation-jump";
import { keyringKeyStrength } from "./rules/secrets/keyring-key-strength";
import { keyringOverlap } from "./rules/secrets/keyring-overlap";
import { keyringRetireGate } from "./rules/secrets/keyring-retire-gate";
import { kmsRotation } from "./rules/secrets/kms-rotation";
import { noPlaintextSecretsInEnv } from "./rules/secrets/no-plaintext-secrets-in-env";
import { noPlaintextSecretsStored } from "./rules/secrets/no-plaintext-secrets-stored";
import { noSecretsInTags } from "./rules/secrets/no-secrets-in-tags";
import { noSecretsInUserData } from "./rules/secrets/no-secrets-in-user-data";
import { rsaKeyMin2048 } from "./rules/secrets/rsa-key-min-2048";
import { secretRotationDeclared } from "./rules/secrets/secret-rotation-declared";
import { secretVersionStages } from "./rules/secrets/secret-version-stages";
import { secretsEncrypted } from "./rules/secrets/secrets-encrypted";
import { ecsContainerInsights } from "./rules/services/ecs-container-insights";
import { ecsDeploymentAlarms } from "./rules/services/ecs-deployment-alarms";
import { ecsExecAudited } from "./rules/services/ecs-exec-audited";
import { ecsImageImmutable } from "./rules/services/ecs-image-immutable";
import { ecsLoggingRequired } from "./rules/services/ecs-logging-required";
import { ecsMinimumCapacity } from "./rules/services/ecs-minimum-capacity";
import { ecsNoPublicIp } from "./rules/services/ecs-no-public-ip";
import { ecsNonRoot } from "./rules/services/ecs-non-root";
import { ecsPlatformLatest } from "./rules/services/ecs-platform-latest";
import { ecsRolesApart } from "./rules/services/ecs-roles-apart";
import { ecsSafeDeployment } from "./rules/services/ecs-safe-deployment";
import { noEc2Hosts } from "./rules/services/no-ec2-hosts";
import { serviceHealthPath } from "./rules/services/service-health-path";

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

  // Atlas
  atlasNoOpenAccessList,
  atlasAccessListOwnEgress,
  atlasProjectOfStage,
  atlasDedicatedTierInProd,
  atlasTlsMin,
  atlasJavascriptDisabled,
  atlasEncryptedAtRest,
  atlasBackupsRequired,
  atlasBackupSchedulePresent,
  atlasBackupRetention,
  atlasBackupsOutliveCluster,
  atlasTerminationProtection,
  atlasUserLeastPrivilege,
  atlasAuditingEnabled,
  atlasAlertsComplete,

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
  ecsRolesApart,
  ecsDeploymentAlarms,
  ecsMinimumCapacity,
  serviceHealthPath,
  ecsExecAudited,
  ecsContainerInsights,
  ecsPlatformLatest,
  noEc2Hosts,

  // Secrets
  noPlaintextSecretsInEnv,
  ecsSecretsPinned,
  secretsEncrypted,
  kmsRotation,
  jwtSecretStrength,
  keyringOverlap,
  keyringGenerationJump,
  keyringRetireGate,
  keyringAge,
  keyringAgeLimit,
  keyringEmergencyReason,
  keyringKeyStrength,
  jwtSecretsApart,
  rsaKeyMin2048,
  encryptionKeyLength,
  ecsSecretsOfStage,
  noSecretsInTags,
  noSecretsInUserData,
  noPlaintextSecretsStored,
  secretRotationDeclared,
  secretVersionStages,

  // Stage isolation
  stageIsolation,
  paymentKeysMatchStage,

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
  secretAccessMinimal,
  iamTrustNamed,

  // Go-live
  runtimeEnvironment,
  tokenLifetimes,
  requiredContainerEnv,
  ahProdSizing,
];
