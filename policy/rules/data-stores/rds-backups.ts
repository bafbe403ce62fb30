import type { InstanceArgs } from "@pulumi/aws/rds";
import { tokens } from "../../readings/tokens";
import { resourceRule } from "../../rule";

export const rdsBackups = resourceRule<InstanceArgs>({
  id: "rds-backups",
  title: "A database is backed up long enough, and cannot be deleted without a last snapshot",
  severity: "high",
  rows: ["AH-DB-04", "AH-BAK-03", "MP-DB-04", "MP-DB-08"],
  frameworks: [
    "FSBP RDS.8",
    "FSBP RDS.11",
    "FSBP RDS.17",
    "Checkov CKV_AWS_133",
    "Checkov CKV_AWS_293",
    "cdk-nag RDS10",
  ],
  settings: {
    productionDays: { description: "Days of automated backups in production.", default: 30, minimum: 7, maximum: 35 },
    otherDays: { description: "Days of automated backups elsewhere.", default: 1, minimum: 1, maximum: 35 },
  },
  remediation:
    "Set backupRetentionPeriod, backupWindow and copyTagsToSnapshot; in production also deletionProtection, protect and a final snapshot.",
  example:
    'new rds.Instance("database", { engine: "postgres", instanceClass: "db.t4g.medium", backupRetentionPeriod: 0 });',
  types: tokens.databases,
  check({ props, opts }, examination) {
    const days = examination.setting(examination.production ? "productionDays" : "otherDays");
    examination.requires({
      // Absent is 0 for an instance made by the API: no backups at all.
      read: () => props.backupRetentionPeriod ?? 0,
      accept: (period) => period >= days,
      found: (period) => `backups kept ${period} days`,
      needed: `at least ${days} days`,
      setting: "backupRetentionPeriod",
    });
    examination.requires({
      read: () => props.backupWindow,
      accept: (window) => window !== undefined,
      needed: "a window in a quiet hour",
      setting: "backupWindow",
    });
    examination.requires({
      read: () => props.copyTagsToSnapshot,
      accept: (copied) => copied === true,
      needed: "copyTagsToSnapshot true",
      setting: "copyTagsToSnapshot",
    });
    if (!examination.production) return;
    examination.requires({
      read: () => props.deletionProtection,
      accept: (protectedFromDeletion) => protectedFromDeletion === true,
      needed: "deletionProtection true",
      setting: "deletionProtection",
    });
    examination.requires({
      read: () => opts.protect,
      accept: (isProtected) => isProtected,
      found: () => "a database that Pulumi would delete",
      needed: "the resource option protect",
      setting: "protect",
    });
    // RDS refuses to take a last snapshot of a read replica.
    if ("replicateSourceDb" in props) return;
    examination.requires({
      read: () => ({ skipped: props.skipFinalSnapshot === true, named: "finalSnapshotIdentifier" in props }),
      accept: ({ skipped, named }) => !skipped && named,
      found: ({ skipped }) => (skipped ? "a final snapshot that is skipped" : "a final snapshot without a name"),
      needed: "a named final snapshot",
      setting: "skipFinalSnapshot and finalSnapshotIdentifier",
    });
  },
});
