import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a single cluster or a serverless cache, as far as this rule reads them. */
interface CacheArgs {
  readonly engine: string;
  readonly replicationGroupId: string;
}

export const redisReplicationGroup = resourceRule<CacheArgs>({
  id: "redis-replication-group",
  title: "Redis runs as an ElastiCache replication group, not as a single node or serverless cache",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-RED-01", "AH-RED-02"],
  frameworks: [],
  remediation: "Declare an aws.elasticache.ReplicationGroup with cluster mode disabled instead.",
  example: 'new elasticache.Cluster("queues", { engine: "redis", numCacheNodes: 1, … });',
  types: tokens.standaloneCaches,
  check({ type, props }, context) {
    if ("replicationGroupId" in props) context.notApplicable("A node of a replication group.");
    context.requires({
      read: () => (props.engine ?? "redis").toLowerCase(),
      // Memcached stores no durable data, and has no replication groups.
      accept: (engine) => engine === "memcached",
      found: (engine) => (type.includes("serverless") ? `a serverless ${engine}` : `a single node of ${engine}`),
      needed: "a replication group",
      setting: "aws.elasticache.ReplicationGroup",
    });
  },
});
