import { databaseInstances, isClusterInstance } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a member of a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly autoMinorVersionUpgrade: boolean;
  readonly maintenanceWindow: string;
}

export const rdsMinorUpgradesExplicit = resourceRule<DatabaseArgs>({
  id: "rds-minor-upgrades-explicit",
  title: "RDS minor version upgrades are enabled explicitly, with a set maintenance window",
  severity: "medium",
  enforcement: "advised",
  rows: ["AH-DEP-01", "MP-HST-01"],
  frameworks: ["FSBP RDS.13", "FSBP RDS.35", "Checkov CKV_AWS_226", "cdk-nag RDSAutomaticMinorVersionUpgradeEnabled"],
  remediation:
    "Set autoMinorVersionUpgrade: true and maintenanceWindow to a time of low load outside the backup window.",
  example: 'new rds.Instance("records", { engine: "postgres" }); // upgraded in a window that AWS chose',
  types: databaseInstances,
  check({ type, props }, context) {
    context.requires({
      // Absent is true by default; the program must set it explicitly.
      read: () => props.autoMinorVersionUpgrade,
      accept: (upgraded) => upgraded === true,
      needed: "autoMinorVersionUpgrade true",
      setting: "autoMinorVersionUpgrade",
    });
    // A cluster has one window for all of its members.
    if (isClusterInstance(type)) return;
    context.requires({
      read: () => props.maintenanceWindow,
      accept: (window) => window !== undefined,
      needed: "a window at a time of low load",
      setting: "maintenanceWindow",
    });
  },
});
