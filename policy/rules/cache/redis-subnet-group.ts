import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a replication group or a single cluster, as far as this rule reads them. */
interface CacheArgs {
  readonly subnetGroupName: string;
  readonly securityGroupIds: readonly string[];
}

export const redisSubnetGroup = resourceRule<CacheArgs>({
  id: "redis-subnet-group",
  title: "Redis stands in subnets chosen for it, behind a security group of its own",
  severity: "high",
  rows: ["AH-RED-03", "AH-NET-14"],
  frameworks: ["FSBP ElastiCache.7", "Checkov CKV_AWS_323", "cdk-nag AEC1"],
  remediation: "Set subnetGroupName to a group of isolated subnets, and securityGroupIds to the cache's own group.",
  example: 'new elasticache.ReplicationGroup("queues", { subnetGroupName: "default", … });',
  types: tokens.caches,
  check({ props }, examination) {
    examination.requires({
      read: () => ("subnetGroupName" in props ? props.subnetGroupName : "default"),
      // Absent is the group called "default", of the default network.
      accept: (name) => name !== "default",
      found: () => "the default subnet group",
      needed: "a subnet group of isolated subnets",
      setting: "subnetGroupName",
    });
    examination.requires({
      read: () => props.securityGroupIds?.length ?? 0,
      accept: (count) => count > 0,
      found: () => "no security group, which means the network's default group",
      needed: "a security group of its own",
      setting: "securityGroupIds",
    });
  },
});
