import { eachGrantedStatement, grantTypes } from "../../selectors/granted-policies";
import type { GrantArgs } from "../../selectors/granted-policies";
import { covers } from "../../selectors/iam-pattern";
import { resourceRule } from "../../rule";

/**
 * Actions that stop or delete what an investigation or a recovery needs. Source: the service authorization reference, access
 * level "Write" of CloudTrail, CloudWatch, Logs, Backup, RDS, KMS, Config, GuardDuty and WAF.
 */
const tampering: readonly string[] = [
  ...["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"].map((action) => `cloudtrail:${action}`),
  ...["DeleteLogGroup", "DeleteLogStream", "PutRetentionPolicy", "DeleteSubscriptionFilter"].map(
    (one) => `logs:${one}`,
  ),
  ...["DeleteAlarms", "DisableAlarmActions"].map((action) => `cloudwatch:${action}`),
  ...["DeleteRecoveryPoint", "DeleteBackupVault", "DeleteBackupVaultLockConfiguration", "DeleteBackupPlan"].map(
    (action) => `backup:${action}`,
  ),
  ...["UpdateRecoveryPointLifecycle", "DeleteBackupSelection"].map((action) => `backup:${action}`),
  ...["ScheduleKeyDeletion", "DisableKey", "DeleteImportedKeyMaterial"].map((action) => `kms:${action}`),
  ...["StopConfigurationRecorder", "DeleteConfigurationRecorder"].map((action) => `config:${action}`),
  ...["DeleteDetector", "UpdateDetector"].map((action) => `guardduty:${action}`),
  ...["DisassociateWebACL", "DeleteWebACL", "DeleteLoggingConfiguration"].map((action) => `wafv2:${action}`),
  ...["DeleteFlowLogs"].map((action) => `ec2:${action}`),
  ...["DeleteDBInstanceAutomatedBackup", "DeleteDBSnapshot"].map((action) => `rds:${action}`),
  ...["DeleteBucketPolicy", "PutBucketVersioning", "PutLifecycleConfiguration"].map((action) => `s3:${action}`),
];

export const iamNoTampering = resourceRule<GrantArgs>({
  id: "iam-no-tampering",
  title: "IAM policies allow no action that stops audit logs or alarms, or deletes logs, backups or keys",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-HRD-04", "MP-THR-08"],
  frameworks: [],
  remediation: "Remove the action: only the deployer changes these resources.",
  example: 'Action: "cloudtrail:StopLogging", Resource: trail.arn',
  types: grantTypes,
  check({ props }, context) {
    eachGrantedStatement(props, context, ({ effect, actions, inverted }) => {
      // What names the actions that it leaves out is for iam-no-wildcard.
      if (effect !== "Allow" || inverted) return;
      const found = tampering.find((action) => actions.some((pattern) => covers(pattern, action)));
      if (found === undefined) return;
      context.fails({
        found: `the action ${found}`,
        needed: "no action on audit logs, alarms, backups or keys but reading and writing",
        setting: "policy",
      });
    });
  },
});
