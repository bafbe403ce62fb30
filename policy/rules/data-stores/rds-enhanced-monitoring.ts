import { databaseInstances } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a member of a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly monitoringInterval: number;
}

export const rdsEnhancedMonitoring = resourceRule<DatabaseArgs>({
  id: "rds-enhanced-monitoring",
  title: "RDS Enhanced Monitoring is enabled",
  severity: "low",
  enforcement: "advised",
  rows: ["AH-MON-07"],
  frameworks: ["FSBP RDS.6", "Checkov CKV_AWS_118", "cdk-nag RDSEnhancedMonitoringEnabled"],
  remediation: "Set monitoringInterval to 60 seconds or less, and monitoringRoleArn to a role for monitoring.rds.",
  example: 'new rds.Instance("records", { engine: "postgres", monitoringInterval: 0 });',
  types: databaseInstances,
  check({ props }, context) {
    context.requires({
      // Absent is 0: off.
      read: () => props.monitoringInterval ?? 0,
      accept: (seconds) => seconds > 0,
      found: () => "no enhanced monitoring",
      needed: "monitoringInterval of 1 to 60 seconds",
      setting: "monitoringInterval",
    });
  },
});
