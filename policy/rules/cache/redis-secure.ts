import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const redisSecure = resourceRule<ReplicationGroupArgs>({
  id: "redis-secure",
  title: "ElastiCache is encrypted at rest and in transit, requires authentication, and takes snapshots in production",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-RED-03"],
  frameworks: [
    "FSBP ElastiCache.1",
    "FSBP ElastiCache.4",
    "FSBP ElastiCache.5",
    "FSBP ElastiCache.6",
    "Checkov CKV_AWS_29",
    "Checkov CKV_AWS_30",
    "Checkov CKV_AWS_31",
    "cdk-nag AEC3",
    "cdk-nag AEC6",
  ],
  settings: {
    snapshotDays: {
      description: "Retention of snapshots in production, in days.",
      default: 7,
      minimum: 1,
      maximum: 35,
    },
  },
  remediation:
    "Set atRestEncryptionEnabled and transitEncryptionEnabled, transitEncryptionMode required, userGroupIds (or an AUTH token), and in production snapshots.",
  example: 'new elasticache.ReplicationGroup("queues", { atRestEncryptionEnabled: true, … }); // no TLS, no user group',
  types: tokens.caches,
  check({ props }, context) {
    if ("globalReplicationGroupId" in props) {
      context.notApplicable(
        "A secondary of a global replication group; it has the encryption and snapshots of its primary.",
      );
    }
    for (const setting of ["atRestEncryptionEnabled", "transitEncryptionEnabled"] as const) {
      context.requires({
        read: () => props[setting],
        accept: (encrypted) => encrypted === true,
        needed: `${setting} true`,
        setting,
      });
    }
    context.requires({
      // Absent is "required" for a group that is made with encryption.
      read: () => props.transitEncryptionMode ?? "required",
      accept: (mode) => mode === "required",
      found: (mode) => `transitEncryptionMode ${mode}, which allows connections without TLS`,
      needed: "transitEncryptionMode required",
      setting: "transitEncryptionMode",
    });
    context.requires({
      read: () => (props.userGroupIds?.length ?? 0) > 0 || "authToken" in props || "authTokenWo" in props,
      accept: (authenticated) => authenticated,
      found: () => "neither a user group nor an AUTH token",
      needed: "a user group",
      setting: "userGroupIds",
    });
    if (!context.production) return;
    const days = context.setting("snapshotDays");
    context.requires({
      read: () => props.snapshotRetentionLimit ?? 0,
      accept: (limit) => limit >= days,
      found: (limit) => `snapshots kept ${limit} days`,
      needed: `at least ${days} days`,
      setting: "snapshotRetentionLimit",
    });
    context.requires({
      read: () => props.snapshotWindow,
      accept: (window) => window !== undefined,
      needed: "a window at a time of low load",
      setting: "snapshotWindow",
    });
  },
});
