import { databaseStores } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly engine: string;
  readonly enabledCloudwatchLogsExports: readonly string[];
}

/** The log that holds an engine's errors, by a part of its name. Source: RDS, CreateDBInstance, EnableCloudwatchLogsExports. */
const errorLogs: readonly (readonly [RegExp, string])[] = [
  [/postgres/, "postgresql"],
  [/mysql|mariadb|sqlserver/, "error"],
  [/oracle/, "alert"],
  [/db2/, "diag.log"],
];

export const rdsLogExports = resourceRule<DatabaseArgs>({
  id: "rds-log-exports",
  title: "RDS exports its error log to CloudWatch Logs",
  severity: "medium",
  enforcement: "deployed",
  rows: ["MP-MON-01"],
  frameworks: ["FSBP RDS.9", "FSBP RDS.36", "FSBP RDS.37", "Checkov CKV_AWS_129", "cdk-nag RDSLoggingEnabled"],
  remediation: 'Set enabledCloudwatchLogsExports: ["postgresql"], or the error log of another engine.',
  example: 'new rds.Instance("records", { engine: "postgres" }); // the log stays on the instance, for three days',
  types: databaseStores,
  check({ props }, context) {
    context.requires({
      // Absent exports nothing.
      read: () => ({ wanted: errorLogOf(props.engine), exported: props.enabledCloudwatchLogsExports ?? [] }),
      accept: ({ wanted, exported }) => (wanted === undefined ? exported.length > 0 : exported.includes(wanted)),
      found: ({ exported }) => (exported.length === 0 ? "no log exports" : `log exports of ${exported.join(", ")}`),
      needed: "the engine's error log",
      setting: "enabledCloudwatchLogsExports",
    });
  },
});

/** Undefined for an engine that is not named, as a replica's, and for one that is not listed: any log will do. */
function errorLogOf(engine: string | undefined): string | undefined {
  return errorLogs.find(([name]) => name.test(engine ?? ""))?.[1];
}
