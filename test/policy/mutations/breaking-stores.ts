import { tokens } from "../../../policy/selectors/tokens";
import { parameter, without } from "./documents";
import { absent, inJson } from "./mutation";
import type { Line } from "./mutation";

const { databases, caches } = tokens;

/** What breaks databases, caches and buckets, property by property, and the rule that is there for it. */
export const breakingStores: readonly Line[] = [
  // Databases
  { types: databases, path: "storageEncrypted", values: [false, absent], rule: "rds-encrypted" },
  { types: databases, path: "kmsKeyId", values: [absent, "alias/aws/rds"], rule: "rds-customer-managed-key" },
  { types: databases, path: "publiclyAccessible", values: [true], rule: "rds-private" },
  { types: databases, path: "dbSubnetGroupName", values: [absent], rule: "rds-network-placement" },
  { types: databases, path: "vpcSecurityGroupIds", values: [absent, []], rule: "rds-network-placement" },
  { types: databases, path: "backupRetentionPeriod", values: [absent, 0, 1, 7, 29], rule: "rds-backups" },
  { types: databases, path: "backupWindow", values: [absent], rule: "rds-backups" },
  { types: databases, path: "skipFinalSnapshot", values: [true], rule: "rds-backups" },
  { types: databases, path: "finalSnapshotIdentifier", values: [absent], rule: "rds-backups" },
  { types: databases, path: "copyTagsToSnapshot", values: [absent, false], rule: "rds-copy-tags" },
  { types: databases, path: "deletionProtection", values: [absent, false], rule: "rds-deletion-protection" },
  { types: databases, path: "protect", values: [false], rule: "data-protected" },
  { types: databases, path: "multiAz", values: [absent, false], rule: "rds-multi-az" },
  { types: databases, path: "parameterGroupName", values: [absent], rule: "rds-force-ssl" },
  { types: databases, path: "caCertIdentifier", values: ["rds-ca-2019"], rule: "rds-modern-ca" },
  {
    types: databases,
    path: "iamDatabaseAuthenticationEnabled",
    values: [absent, false],
    rule: "rds-managed-authentication",
  },
  { types: databases, path: "username", values: ["postgres", "admin"], rule: "rds-admin-name" },
  { types: databases, path: "allocatedStorage", values: [5, 20, 49], rule: "rds-production-storage" },
  { types: databases, path: "storageType", values: ["standard"], rule: "rds-production-storage" },
  { types: databases, path: "autoMinorVersionUpgrade", values: [absent, false], rule: "rds-minor-upgrades-explicit" },
  { types: databases, path: "maintenanceWindow", values: [absent], rule: "rds-minor-upgrades-explicit" },
  { types: databases, path: "enabledCloudwatchLogsExports", values: [absent, []], rule: "rds-log-exports" },
  { types: databases, path: "monitoringInterval", values: [absent, 0], rule: "rds-enhanced-monitoring" },
  { types: databases, path: "performanceInsightsEnabled", values: [absent, false], rule: "rds-insights-encrypted" },
  { types: databases, path: "performanceInsightsKmsKeyId", values: [absent], rule: "rds-insights-encrypted" },
  {
    types: ["aws:rds/eventSubscription:EventSubscription"],
    path: "",
    values: [absent],
    rule: "rds-event-subscriptions",
  },
  {
    types: ["aws:rds/eventSubscription:EventSubscription"],
    path: "enabled",
    values: [false],
    rule: "rds-event-subscriptions",
  },
  {
    types: tokens.databaseParameterGroups,
    path: "parameters",
    values: [[], parameter("rds.force_ssl", "0"), without("rds.force_ssl"), absent],
    rule: "rds-force-ssl",
  },

  // Buckets
  { types: tokens.bucketAccessBlocks, path: "", values: [absent], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "blockPublicAcls", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "blockPublicPolicy", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "ignorePublicAcls", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketAccessBlocks, path: "restrictPublicBuckets", values: [absent, false], rule: "s3-private" },
  { types: tokens.bucketEncryptions, path: "", values: [absent], rule: "s3-encrypted" },
  { types: tokens.bucketVersionings, path: "", values: [absent], rule: "s3-versioned" },
  {
    types: tokens.bucketVersionings,
    path: "versioningConfiguration.status",
    values: ["Suspended", "Disabled", absent],
    rule: "s3-versioned",
  },
  { types: tokens.bucketPolicies, path: "", values: [absent], rule: "s3-tls-only" },
  {
    types: tokens.bucketPolicies,
    path: "policy",
    values: [
      inJson<{ Statement: { Effect: string }[] }>("without refusals", (document) => ({
        ...document,
        Statement: document.Statement.filter(({ Effect }) => Effect !== "Deny"),
      })),
    ],
    rule: "s3-tls-only",
  },
  {
    types: tokens.buckets,
    path: "forceDestroy",
    values: [true],
    rule: "data-protected",
    where: ({ name }) => name !== "canaries",
  },

  // Cache
  { types: caches, path: "atRestEncryptionEnabled", values: [absent, false], rule: "redis-secure" },
  { types: caches, path: "transitEncryptionEnabled", values: [absent, false], rule: "redis-secure" },
  { types: caches, path: "transitEncryptionMode", values: ["preferred"], rule: "redis-secure" },
  { types: caches, path: "userGroupIds", values: [absent, []], rule: "redis-secure" },
  { types: caches, path: "snapshotRetentionLimit", values: [absent, 0, 1, 6], rule: "redis-secure" },
  { types: caches, path: "snapshotWindow", values: [absent], rule: "redis-secure" },
  { types: caches, path: "kmsKeyId", values: [absent], rule: "redis-customer-managed-key" },
  { types: caches, path: "authToken", values: ["short", "has a space and is long enough"], rule: "redis-auth-token" },
  { types: caches, path: "subnetGroupName", values: [absent], rule: "redis-subnet-group" },
  { types: caches, path: "securityGroupIds", values: [absent, []], rule: "redis-subnet-group" },
  { types: caches, path: "multiAzEnabled", values: [absent, false], rule: "redis-highly-available" },
  { types: caches, path: "automaticFailoverEnabled", values: [absent, false], rule: "redis-highly-available" },
  { types: caches, path: "numCacheClusters", values: [absent, 1], rule: "redis-highly-available" },
  { types: caches, path: "clusterMode", values: ["enabled", "compatible"], rule: "redis-bullmq-safe" },
  { types: caches, path: "parameterGroupName", values: [absent], rule: "redis-bullmq-safe" },
  { types: caches, path: "autoMinorVersionUpgrade", values: [false], rule: "redis-minor-upgrades" },
  { types: caches, path: "protect", values: [false], rule: "data-protected" },
  {
    types: tokens.cacheParameterGroups,
    path: "parameters",
    values: [
      absent,
      [],
      ...["allkeys-lru", "volatile-lru", "allkeys-random", "volatile-ttl"].map((value) =>
        parameter("maxmemory-policy", value),
      ),
    ],
    rule: "redis-bullmq-safe",
  },
];
