import type { InstanceArgs } from "@pulumi/aws/rds";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const rdsPrivate = resourceRule<InstanceArgs>({
  id: "rds-private",
  title: "A database has no public address and stands in subnets chosen for it",
  severity: "critical",
  rows: ["AH-DB-03"],
  frameworks: ["FSBP RDS.2", "Checkov CKV_AWS_17", "cdk-nag RDSInstancePublicAccess"],
  remediation: "Set publiclyAccessible: false and dbSubnetGroupName to a group of isolated subnets.",
  example:
    'new rds.Instance("database", { engine: "postgres", instanceClass: "db.t4g.medium", publiclyAccessible: true });',
  unwaivable: "Patients' data stands behind it, and a public address is one mistake away from the whole internet.",
  types: tokens.databases,
  check({ props }, examination) {
    examination.requires({
      read: () => props.publiclyAccessible,
      // Absent is false: the provider's default, whatever the subnet group.
      accept: (open) => open === undefined || !open,
      needed: "publiclyAccessible false",
      setting: "publiclyAccessible",
    });
    examination.requires({
      read: () => "dbSubnetGroupName" in props || "replicateSourceDb" in props,
      accept: (chosen) => chosen,
      found: () => "no subnet group, which means the default network",
      needed: "a subnet group of isolated subnets",
      setting: "dbSubnetGroupName",
    });
    examination.requires({
      read: () => props.vpcSecurityGroupIds?.length ?? 0,
      accept: (count) => count > 0,
      found: () => "no security group, which means the network's default group",
      needed: "a security group of its own",
      setting: "vpcSecurityGroupIds",
    });
  },
});
