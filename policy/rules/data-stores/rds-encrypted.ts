import type { InstanceArgs } from "@pulumi/aws/rds";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const rdsEncrypted = resourceRule<InstanceArgs>({
  id: "rds-encrypted",
  title: "A database is encrypted at rest, in production with a key of our own",
  severity: "critical",
  rows: ["AH-DB-06"],
  frameworks: ["FSBP RDS.3", "Checkov CKV_AWS_16", "cdk-nag RDS2"],
  remediation:
    "Set storageEncrypted: true, and kmsKeyId to a customer-managed key. Both replace the database: plan a restore.",
  example:
    'new rds.Instance("database", { engine: "postgres", instanceClass: "db.t4g.medium" }); // no storageEncrypted',
  types: tokens.databases,
  check({ props }, examination) {
    if ("replicateSourceDb" in props) examination.notApplicable("A replica is encrypted as its source is.");
    examination.requires({
      read: () => props.storageEncrypted,
      accept: (encrypted) => encrypted === true,
      needed: "storageEncrypted true",
      setting: "storageEncrypted",
    });
    if (!examination.production) return;
    examination.requires({
      // Only whether a key is given; a key's ARN may be unknown, but then there is one, and reading it says so.
      read: () => props.kmsKeyId,
      accept: (key) => key !== undefined && !key.endsWith("alias/aws/rds"),
      found: (key) => (key === undefined ? "the account's default key" : "the AWS-managed key aws/rds"),
      needed: "a customer-managed key",
      setting: "kmsKeyId",
    });
  },
});
