import { databaseStores, isReplica } from "../../selectors/databases";
import type { ReplicaArgs } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs extends ReplicaArgs {
  readonly kmsKeyId: string;
}

export const rdsCustomerManagedKey = resourceRule<DatabaseArgs>({
  id: "rds-customer-managed-key",
  title: "Production RDS storage is encrypted with a customer-managed KMS key",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["AH-DB-06"],
  frameworks: ["Checkov CKV_AWS_327"],
  remediation: "Set kmsKeyId to the ARN of a customer-managed key. This replaces the database: plan a restore.",
  example: 'new rds.Instance("records", { engine: "postgres", storageEncrypted: true }); // no kmsKeyId',
  types: databaseStores,
  check({ props }, context) {
    // A replica in the same region takes its source's key; in another one RDS insists on a key where the source has one.
    if (isReplica(props) && !("kmsKeyId" in props)) {
      context.notApplicable("A replica without kmsKeyId uses the key of its source.");
    }
    context.requires({
      read: () => props.kmsKeyId,
      accept: (key) => key !== undefined && !key.endsWith("alias/aws/rds"),
      found: (key) => (key === undefined ? "the account's default key" : "the AWS-managed key aws/rds"),
      needed: "a customer-managed key",
      setting: "kmsKeyId",
    });
  },
});
