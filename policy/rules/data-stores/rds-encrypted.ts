import { databaseStores, isReplica } from "../../selectors/databases";
import type { ReplicaArgs } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs extends ReplicaArgs {
  readonly storageEncrypted: boolean;
  readonly engineMode: string;
}

export const rdsEncrypted = resourceRule<DatabaseArgs>({
  id: "rds-encrypted",
  title: "RDS storage is encrypted",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-DB-06"],
  frameworks: ["FSBP RDS.3", "FSBP RDS.27", "Checkov CKV_AWS_16", "Checkov CKV_AWS_96", "cdk-nag RDS2"],
  remediation: "Set storageEncrypted: true. This replaces the database: plan a restore.",
  example: 'new rds.Instance("records", { engine: "postgres", storageEncrypted: false });',
  types: databaseStores,
  check({ props }, context) {
    if (isReplica(props)) context.notApplicable("A replica has the encryption of its source.");
    context.requires({
      // Absent is false, except for the serverless mode of Aurora, which is always encrypted.
      read: () => props.storageEncrypted ?? (props.engineMode === "serverless" ? true : undefined),
      accept: (encrypted) => encrypted === true,
      needed: "storageEncrypted true",
      setting: "storageEncrypted",
    });
  },
});
