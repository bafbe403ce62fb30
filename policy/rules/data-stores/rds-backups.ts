import { databaseStores, isCluster, isReplica } from "../../readings/databases";
import type { ReplicaArgs } from "../../readings/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs extends ReplicaArgs {
  readonly backupRetentionPeriod: number;
  readonly backupWindow: string;
  readonly preferredBackupWindow: string;
  readonly skipFinalSnapshot: boolean;
  readonly finalSnapshotIdentifier: string;
}

export const rdsBackups = resourceRule<DatabaseArgs>({
  id: "rds-backups",
  title: "A database is backed up long enough, and a production one is not deleted without a last snapshot",
  severity: "high",
  rows: ["AH-DB-04", "AH-BAK-03", "MP-DB-04", "MP-DB-08"],
  frameworks: ["FSBP RDS.11", "Checkov CKV_AWS_133", "cdk-nag RDS13"],
  settings: {
    productionDays: { description: "Days of automated backups in production.", default: 30, minimum: 7, maximum: 35 },
    otherDays: { description: "Days of automated backups elsewhere.", default: 1, minimum: 1, maximum: 35 },
  },
  remediation: "Set backupRetentionPeriod and backupWindow; in production also a final snapshot with a name.",
  example: 'new rds.Instance("records", { backupRetentionPeriod: 7, skipFinalSnapshot: true });',
  types: databaseStores,
  check({ type, props }, examination) {
    // RDS keeps no backups of a replica unless asked, and refuses to take a last snapshot of one.
    if (isReplica(props)) examination.notApplicable("A read replica; its source is backed up.");
    const days = examination.setting(examination.production ? "productionDays" : "otherDays");
    examination.requires({
      // Absent is 0 for an instance made by the API, no backups at all; 1 for a cluster, which cannot be without.
      read: () => props.backupRetentionPeriod ?? (isCluster(type) ? 1 : 0),
      accept: (period) => period >= days,
      found: (period) => `backups kept ${period} days`,
      needed: `at least ${days} days`,
      setting: "backupRetentionPeriod",
    });
    const window = isCluster(type) ? "preferredBackupWindow" : "backupWindow";
    examination.requires({
      read: () => props[window],
      accept: (hours) => hours !== undefined,
      needed: "a window in a quiet hour",
      setting: window,
    });
    if (!examination.production) return;
    examination.requires({
      read: () => ({ skipped: props.skipFinalSnapshot === true, named: "finalSnapshotIdentifier" in props }),
      accept: ({ skipped, named }) => !skipped && named,
      found: ({ skipped }) => (skipped ? "a final snapshot that is skipped" : "a final snapshot without a name"),
      needed: "a named final snapshot",
      setting: "skipFinalSnapshot and finalSnapshotIdentifier",
    });
  },
});
