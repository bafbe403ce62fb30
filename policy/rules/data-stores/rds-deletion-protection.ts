import { databaseStores } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly deletionProtection: boolean;
}

export const rdsDeletionProtection = resourceRule<DatabaseArgs>({
  id: "rds-deletion-protection",
  title: "Production RDS has deletion protection",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-DB-01", "AH-DB-04", "MP-DB-04"],
  frameworks: ["FSBP RDS.7", "FSBP RDS.8", "Checkov CKV_AWS_139", "Checkov CKV_AWS_293", "cdk-nag RDS10"],
  remediation: "Set deletionProtection: true.",
  example: 'new rds.Instance("records", { engine: "postgres" }); // deletionProtection is false unless set',
  types: databaseStores,
  check({ props }, context) {
    context.requires({
      read: () => props.deletionProtection,
      accept: (guarded) => guarded === true,
      needed: "deletionProtection true",
      setting: "deletionProtection",
    });
  },
});
