import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a replication group or a single cluster, as far as this rule reads them. */
interface CacheArgs {
  readonly subnetGroupName: string;
  readonly securityGroupIds: readonly string[];
}

export const redisSubnetGroup = resourceRule<CacheArgs>({
  id: "redis-subnet-group",
  title: "ElastiCache has a subnet group other than the default and a security group",
  severity: "high",
  enforcement: "everywhere",
  rows: ["AH-RED-03", "AH-NET-14"],
  frameworks: ["FSBP ElastiCache.7", "Checkov CKV_AWS_323", "cdk-nag AEC1"],
  remediation:
    "Set subnetGroupName to a group of isolated subnets, and securityGroupIds to a security group for the cache.",
  example: 'new elasticache.ReplicationGroup("queues", { subnetGroupName: "default", … });',
  types: tokens.caches,
  check({ props }, context) {
    context.requires({
      read: () => ("subnetGroupName" in props ? props.subnetGroupName : "default"),
      // Absent is the group "default" of the default network.
      accept: (name) => name !== "default",
      found: () => "the default subnet group",
      needed: "a subnet group of isolated subnets",
      setting: "subnetGroupName",
    });
    context.requires({
      read: () => props.securityGroupIds?.length ?? 0,
      accept: (count) => count > 0,
      found: () => "no security group, which means the VPC's default security group",
      needed: "a security group",
      setting: "securityGroupIds",
    });
  },
});
