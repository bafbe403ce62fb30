import { databaseStores, isCluster, isReplica } from "../../selectors/databases";
import type { ReplicaArgs } from "../../selectors/databases";
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
  title: "RDS automated backups have a minimum retention and a set window, and production takes a final snapshot",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-DB-04", "AH-BAK-03", "MP-DB-04", "MP-DB-08"],
  frameworks: ["FSBP RDS.11", "Checkov CKV_AWS_133", "cdk-nag RDS13"],
  settings: {
    productionDays: {
      description: "Retention of automated backups in production, in days.",
      default: 30,
      minimum: 7,
      maximum: 35,
    },
    otherDays: {
      description: "Retention of automated backups in other stages, in days.",
      default: 1,
      minimum: 1,
      maximum: 35,
    },
  },
  remediation: "Set backupRetentionPeriod and backupWindow; in production also finalSnapshotIdentifier.",
  example: 'new rds.Instance("records", { backupRetentionPeriod: 7, skipFinalSnapshot: true });',
  types: databaseStores,
  check({ type, props }, context) {
    // RDS keeps no backups of a replica by default, and refuses a final snapshot of one.
    if (isReplica(props)) context.notApplicable("A read replica; its source is backed up.");
    const days = context.setting(context.production ? "productionDays" : "otherDays");
    context.requires({
      // Absent is 0 for an instance made by the API, no backups at all; 1 for a cluster, which cannot be without.
      read: () => props.backupRetentionPeriod ?? (isCluster(type) ? 1 : 0),
      accept: (period) => period >= days,
      found: (period) => `backups kept ${period} days`,
      needed: `at least ${days} days`,
      setting: "backupRetentionPeriod",
    });
    const window = isCluster(type) ? "preferredBackupWindow" : "backupWindow";
    context.requires({
      read: () => props[window],
      accept: (hours) => hours !== undefined,
      needed: "a window at a time of low load",
      setting: window,
    });
    if (!context.production) return;
    context.requires({
      read: () => ({ skipped: props.skipFinalSnapshot === true, named: "finalSnapshotIdentifier" in props }),
      accept: ({ skipped, named }) => !skipped && named,
      found: ({ skipped }) => (skipped ? "skipFinalSnapshot true" : "no finalSnapshotIdentifier"),
      needed: "a named final snapshot",
      setting: "skipFinalSnapshot and finalSnapshotIdentifier",
    });
  },
});
