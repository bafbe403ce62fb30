import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a replication group, as far as this rule reads them; the provider takes the text of a boolean too. */
interface ReplicationGroupArgs {
  readonly autoMinorVersionUpgrade: boolean | string;
}

export const redisMinorUpgrades = resourceRule<ReplicationGroupArgs>({
  id: "redis-minor-upgrades",
  title: "ElastiCache applies minor version upgrades automatically",
  severity: "medium",
  enforcement: "advised",
  rows: ["AH-DEP-04"],
  frameworks: ["FSBP ElastiCache.2", "Checkov CKV_AWS_322"],
  remediation: "Set autoMinorVersionUpgrade: true, or leave it out.",
  example: 'new elasticache.ReplicationGroup("queues", { autoMinorVersionUpgrade: false, … });',
  types: tokens.caches,
  check({ props }, context) {
    context.requires({
      // Absent is true from Redis 6 on, and older versions have no such upgrades.
      read: () => props.autoMinorVersionUpgrade,
      accept: (upgraded) => upgraded === undefined || String(upgraded) === "true",
      found: () => "autoMinorVersionUpgrade false",
      needed: "autoMinorVersionUpgrade true",
      setting: "autoMinorVersionUpgrade",
    });
  },
});
