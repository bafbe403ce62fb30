import { databaseStores, isReplica } from "../../selectors/databases";
import type { ReplicaArgs } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs extends ReplicaArgs {
  readonly dbSubnetGroupName: string;
  readonly vpcSecurityGroupIds: readonly string[];
}

export const rdsNetworkPlacement = resourceRule<DatabaseArgs>({
  id: "rds-network-placement",
  title: "RDS has a DB subnet group and a security group",
  severity: "high",
  enforcement: "everywhere",
  rows: ["AH-DB-03"],
  frameworks: [],
  remediation:
    "Set dbSubnetGroupName to a group of isolated subnets, and vpcSecurityGroupIds to a security group for the database.",
  example: 'new rds.Instance("records", { engine: "postgres" }); // the default VPC and its default security group',
  types: databaseStores,
  check({ props }, context) {
    context.requires({
      // A replica is in its source's subnets.
      read: () => "dbSubnetGroupName" in props || isReplica(props),
      accept: (chosen) => chosen,
      found: () => "no subnet group, which means the default VPC",
      needed: "a subnet group of isolated subnets",
      setting: "dbSubnetGroupName",
    });
    context.requires({
      read: () => props.vpcSecurityGroupIds?.length ?? 0,
      accept: (count) => count > 0,
      found: () => "no security group, which means the VPC's default security group",
      needed: "a security group",
      setting: "vpcSecurityGroupIds",
    });
  },
});
