import { databaseInstances } from "../../selectors/databases";
import { resourceRule } from "../../rule";

/** Inputs of an instance or a member of a cluster, as far as this rule reads them. */
interface DatabaseArgs {
  readonly engine: string;
  readonly instanceClass: string;
  readonly performanceInsightsEnabled: boolean;
  readonly performanceInsightsKmsKeyId: string;
}

/** Classes without Database Insights for MySQL and MariaDB. Source: Amazon RDS User Guide, "DB engine support". */
const tooSmall = /^db\.(t2|t3|t4g)\.(micro|small)$/;

export const rdsInsightsEncrypted = resourceRule<DatabaseArgs>({
  id: "rds-insights-encrypted",
  title: "RDS Performance Insights is enabled and has a KMS key set",
  severity: "low",
  enforcement: "advised",
  rows: ["AH-DB-06", "MP-PERF-02"],
  frameworks: ["Checkov CKV_AWS_353", "Checkov CKV_AWS_354"],
  remediation: "Set performanceInsightsEnabled: true and performanceInsightsKmsKeyId to a customer-managed key.",
  example: 'new rds.Instance("records", { performanceInsightsEnabled: true }); // the account\'s default key',
  types: databaseInstances,
  check({ props }, context) {
    context.guard(() => {
      if (/mysql|mariadb/.test(props.engine ?? "") && tooSmall.test(props.instanceClass ?? "")) {
        context.notApplicable("RDS has no Performance Insights for this engine and instance class.");
      }
    });
    context.requires({
      // Absent is false.
      read: () => props.performanceInsightsEnabled,
      accept: (enabled) => enabled === true,
      needed: "performanceInsightsEnabled true",
      setting: "performanceInsightsEnabled",
    });
    context.requires({
      // The recorded statements may contain patient data.
      read: () => "performanceInsightsKmsKeyId" in props || props.performanceInsightsEnabled !== true,
      accept: (encrypted) => encrypted,
      found: () => "the account's default key",
      needed: "a customer-managed key",
      setting: "performanceInsightsKmsKeyId",
    });
  },
});
