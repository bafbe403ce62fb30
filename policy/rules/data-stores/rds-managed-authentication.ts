import { databaseStores, isReplica } from "../../selectors/databases";
import type { ReplicaArgs } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs extends ReplicaArgs {
  readonly iamDatabaseAuthenticationEnabled: boolean;
  readonly manageMasterUserPassword: boolean;
}

export const rdsManagedAuthentication = resourceRule<DatabaseArgs>({
  id: "rds-managed-authentication",
  title: "RDS has IAM database authentication or a master password managed by RDS",
  severity: "medium",
  enforcement: "advised",
  rows: ["AH-DB-03"],
  frameworks: ["FSBP RDS.10", "FSBP RDS.12", "Checkov CKV_AWS_161", "Checkov CKV_AWS_162", "cdk-nag RDS6"],
  remediation: "Set iamDatabaseAuthenticationEnabled: true, or manageMasterUserPassword: true.",
  example: 'new rds.Instance("records", { username: "owner", password }); // and no managed authentication',
  types: databaseStores,
  check({ props }, context) {
    if (isReplica(props)) context.notApplicable("A read replica; it has the users of its source.");
    context.requires({
      // Absent is false, of either.
      read: () => props.iamDatabaseAuthenticationEnabled === true || props.manageMasterUserPassword === true,
      accept: (managed) => managed,
      found: () => "neither IAM database authentication nor a managed master password",
      needed: "one of the two",
      setting: "iamDatabaseAuthenticationEnabled or manageMasterUserPassword",
    });
  },
});
