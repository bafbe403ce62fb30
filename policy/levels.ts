import type { Stage } from "./stage";

/** What a broken rule does to a deployment; "off" where the rule is not asked at all. */
export type Level = "mandatory" | "advisory" | "off";

/** The level of a rule on each stage. */
export type Levels = Readonly<Record<Stage, Level>>;

/** Refused everywhere. */
const everywhere: Levels = { development: "mandatory", staging: "mandatory", production: "mandatory" };
/** Refused where the release is tried and where it runs; said in development. */
const deployed: Levels = { development: "advisory", staging: "mandatory", production: "mandatory" };
/** Refused where the release is tried and where it runs; not asked in development, which keeps no data of anybody. */
const released: Levels = { development: "off", staging: "mandatory", production: "mandatory" };
/** Said everywhere and refused nowhere: good practice that a system may have a reason to leave. */
const advised: Levels = { development: "advisory", staging: "advisory", production: "advisory" };
/** Costs what only production is worth, so that no other stage is asked. */
const productionOnly: Levels = { development: "off", staging: "off", production: "mandatory" };

/** The level of every rule on every stage, by the rule's id. */
export const levels: Readonly<Record<string, Levels | undefined>> = {
  // Network
  "sg-no-public-internal-ports": everywhere,
  "sg-rules-described": deployed,
  "no-ssh-ingress": everywhere,
  "prefix-list-not-world": everywhere,
  "nacl-no-public-internal-ports": advised,
  "subnets-no-auto-public-ip": deployed,
  "default-security-group-closed": deployed,
  "vpc-flow-logs": deployed,

  // Data stores
  "rds-encrypted": everywhere,
  "rds-customer-managed-key": productionOnly,
  "rds-private": everywhere,
  "rds-network-placement": everywhere,
  "rds-force-ssl": everywhere,
  "rds-modern-ca": everywhere,
  "rds-proxy-tls": everywhere,
  "rds-managed-authentication": advised,
  "rds-admin-name": advised,
  "rds-backups": deployed,
  "rds-deletion-protection": productionOnly,
  "rds-copy-tags": advised,
  "rds-multi-az": productionOnly,
  "rds-cluster-multi-az": productionOnly,
  "rds-production-storage": productionOnly,
  "rds-minor-upgrades-explicit": advised,
  "rds-log-exports": deployed,
  "rds-enhanced-monitoring": advised,
  "rds-insights-encrypted": advised,
  "rds-event-subscriptions": advised,
  "s3-private": everywhere,
  "s3-encrypted": deployed,
  "s3-versioned": deployed,
  "s3-tls-only": deployed,
  "data-protected": productionOnly,

  // Atlas
  "atlas-no-open-access-list": everywhere,
  "atlas-access-list-own-egress": deployed,
  "atlas-project-of-stage": deployed,
  "atlas-dedicated-tier-in-prod": productionOnly,
  "atlas-tls-min": everywhere,
  "atlas-javascript-disabled": deployed,
  "atlas-encrypted-at-rest": productionOnly,
  "atlas-backups-required": deployed,
  "atlas-backup-schedule-present": deployed,
  "atlas-backup-retention": released,
  "atlas-backups-outlive-cluster": productionOnly,
  "atlas-termination-protection": productionOnly,
  "atlas-user-least-privilege": everywhere,
  "atlas-auditing-enabled": productionOnly,
  "atlas-alerts-complete": deployed,

  // Cache
  "redis-secure": everywhere,
  "redis-customer-managed-key": advised,
  "redis-auth-token": everywhere,
  "redis-subnet-group": everywhere,
  "redis-highly-available": productionOnly,
  "redis-bullmq-safe": everywhere,
  "redis-replication-group": deployed,
  "redis-minor-upgrades": advised,
  "redis-users-authenticated": everywhere,

  // Edge
  "alb-https-only": everywhere,
  "alb-http-rules-redirect": everywhere,
  "alb-hsts": everywhere,
  "tls-policy-min": everywhere,
  "acm-certificate-used": everywhere,
  "alb-hardened": deployed,
  "alb-desync": deployed,
  "alb-access-logs": productionOnly,
  "alb-deletion-protection": productionOnly,
  "alb-multi-az": deployed,
  "alb-metrics-not-public": advised,
  "target-group-health-check": deployed,
  "waf-attached": deployed,
  "waf-common-attacks": deployed,
  "waf-known-bad-inputs": deployed,
  "waf-rate-limit": deployed,
  "waf-logging-and-metrics": deployed,
  "waf-webhook-path": deployed,
  "cloudfront-https-only": everywhere,
  "cloudfront-tls-min": everywhere,
  "cloudfront-headers": deployed,
  "cloudfront-waf-attached": deployed,
  "cloudfront-metrics-not-public": advised,
  "s3-private-behind-cdn": everywhere,
  "cors-origins-listed": deployed,

  // Services
  "ecs-image-immutable": everywhere,
  "ecs-non-root": everywhere,
  "ecs-logging-required": everywhere,
  "ecs-safe-deployment": deployed,
  "ecs-no-public-ip": everywhere,
  "ecs-roles-apart": everywhere,
  "ecs-deployment-alarms": productionOnly,
  "ecs-minimum-capacity": productionOnly,
  "service-health-path": deployed,
  "ecs-exec-audited": productionOnly,
  "ecs-container-insights": advised,
  "ecs-platform-latest": advised,
  "no-ec2-hosts": everywhere,

  // Secrets
  "no-plaintext-secrets-in-env": everywhere,
  "ecs-secrets-pinned": everywhere,
  "secrets-encrypted": deployed,
  "kms-rotation": deployed,
  "jwt-secret-strength": everywhere,
  "keyring-overlap": deployed,
  "keyring-generation-jump": deployed,
  "keyring-retire-gate": everywhere,
  "keyring-age": advised,
  "keyring-age-limit": deployed,
  "secret-age-alarms": deployed,
  "keyring-emergency-reason": deployed,
  "keyring-key-strength": everywhere,
  "jwt-secrets-apart": everywhere,
  "rsa-key-min-2048": everywhere,
  "encryption-key-length": everywhere,
  "ecs-secrets-of-stage": everywhere,
  "no-secrets-in-tags": everywhere,
  "no-secrets-in-user-data": everywhere,
  "no-plaintext-secrets-stored": everywhere,
  "secret-rotation-declared": deployed,
  "secret-version-stages": advised,
  "secret-versions-kept": deployed,
  "stack-outputs-secret": everywhere,

  // Stage isolation
  "stage-isolation": deployed,
  "payment-keys-match-stage": everywhere,
  "stages-share-nothing": everywhere,

  // Observability
  "log-retention": deployed,
  "alarm-actions-required": deployed,
  "alarm-recoveries-notified": deployed,
  "alarms-complete": deployed,
  "sns-encrypted": deployed,
  "sns-not-public": deployed,
  "sns-tls-only": advised,
  "dashboard-complete": advised,

  // Backup
  "backup-plan-complete": deployed,
  "rds-in-backup-plan": advised,

  // Delivery
  "ecr-immutable-scanned": deployed,
  "iam-no-wildcard": everywhere,
  "required-tags": deployed,
  "secret-access-minimal": deployed,
  "iam-trust-named": everywhere,
  "staging-first": productionOnly,
  "resource-policies-not-public": everywhere,

  // Go-live
  "runtime-environment": everywhere,
  "token-lifetimes": deployed,
  "required-container-env": everywhere,
  "ah-prod-sizing": productionOnly,

  // Asked last, when every finding is known.
  "waivers-current": everywhere,
};

/** The levels of a rule; throws when the table has no line for it. */
export function levelsOf(id: string): Levels {
  const found = levels[id];
  if (found === undefined) throw new Error(`policy/levels.ts has no line for the rule "${id}".`);
  return found;
}
