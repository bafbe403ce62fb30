import { databaseInstances } from "../../readings/databases";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

/** Inputs of an instance, a cluster or a member of one, as far as this rule reads them. */
interface DatabaseArgs {
  readonly publiclyAccessible: boolean;
}

export const rdsPrivate = resourceRule<DatabaseArgs>({
  id: "rds-private",
  title: "A database has no public address",
  severity: "critical",
  rows: ["AH-DB-03"],
  frameworks: ["FSBP RDS.2", "Checkov CKV_AWS_17", "cdk-nag RDSInstancePublicAccess"],
  remediation: "Set publiclyAccessible: false, and reach the database from inside the network.",
  example: 'new rds.Instance("records", { engine: "postgres", publiclyAccessible: true });',
  unwaivable: "A data store with a public address is one password away from every patient's record.",
  types: [...databaseInstances, ...tokens.databaseClusters],
  check({ props }, examination) {
    examination.requires({
      read: () => props.publiclyAccessible,
      // Absent is false: the provider's default, whatever the subnet group.
      accept: (open) => open === undefined || !open,
      needed: "publiclyAccessible false",
      setting: "publiclyAccessible",
    });
  },
});
