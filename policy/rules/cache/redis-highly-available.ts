import type { ReplicationGroupArgs } from "@pulumi/aws/elasticache";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

export const redisHighlyAvailable = resourceRule<ReplicationGroupArgs>({
  id: "redis-highly-available",
  title: "Production ElastiCache has a replica, automatic failover and Multi-AZ",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-RED-03"],
  frameworks: ["FSBP ElastiCache.3", "Checkov CKV2_AWS_50", "cdk-nag AEC4"],
  remediation: "Set numCacheClusters to at least 2, automaticFailoverEnabled and multiAzEnabled.",
  example: 'new elasticache.ReplicationGroup("queues", { numCacheClusters: 1, … });',
  types: tokens.caches,
  check({ props }, context) {
    for (const setting of ["automaticFailoverEnabled", "multiAzEnabled"] as const) {
      context.requires({
        read: () => props[setting],
        accept: (enabled) => enabled === true,
        needed: `${setting} true`,
        setting,
      });
    }
    context.requires({
      read: () => props.numCacheClusters ?? 1 + (props.replicasPerNodeGroup ?? 0),
      accept: (nodes) => nodes >= 2,
      found: (nodes) => `${nodes} node`,
      needed: "at least 2 nodes",
      setting: "numCacheClusters",
    });
  },
});
