import type { ProviderRule } from "../provider-rule";
import {
  arns,
  conflict,
  enumerated,
  exactlyOne,
  form,
  from,
  inside,
  items,
  json,
  length,
  needs,
  range,
  values,
} from "./rows";

const matched = ["endsWiths", "equals", "notEndsWiths", "notEquals", "notStartsWiths", "startsWiths"];

const moment = /^\d{4}-\d{2}-\d{2}_\d{2}:\d{2}$/;

/** Budgets, backups, trails and parameters. */
export const audit: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:backup/plan:Plan": from(
    "backup/plan.go@01f43111",
    ...inside("advancedBackupSettings[]", values("resourceType", "EC2")),
    ...inside(
      "rules[]",
      length("ruleName", 1, 50),
      form(
        "ruleName",
        /^[0-9A-Za-z_.\-]+$/,
        "must contain only alphanumeric characters, hyphens, underscores, and periods",
      ),
      length("targetVaultName", 2, 50),
      form(
        "targetVaultName",
        /^[0-9A-Za-z_\-]+$/,
        "must contain only alphanumeric characters, hyphens, and underscores",
      ),
      ...inside("copyActions[]", ...arns("destinationVaultArn")),
    ),
  ),
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": from(
    "backup/restore_testing_selection.go@00a35305",
    exactlyOne("protectedResourceArns", "protectedResourceConditions"),
    range("validationWindowHours", 1, 168),
    ...arns("iamRoleArn"),
    length("name", 1, 50),
    form("name", /^[0-9A-Za-z_]+$/, "must contain only alphanumeric characters, and underscores"),
    form("protectedResourceArns", /^(arn:.+|\*)$/, "value must be a valid ARN or *"),
  ),
  "aws:budgets/budget:Budget": from(
    "budgets/budget.go@01d5888a",
    form("accountId", /^\d{12}$/, "doesn't look like AWS Account ID (exactly 12 digits)"),
    ...enumerated("budgetType", "timeUnit"),
    conflict("limitAmount", "plannedLimits"),
    conflict("limitUnit", "plannedLimits"),
    conflict("name", "namePrefix"),
    form("timePeriodStart", moment, "must be of the format YYYY-MM-DD_hh:mm"),
    form("timePeriodEnd", moment, "must be of the format YYYY-MM-DD_hh:mm"),
    ...inside(
      "autoAdjustData",
      ...enumerated("autoAdjustType"),
      ...inside("historicalOptions", range("budgetAdjustmentPeriod", 1, 60)),
    ),
    ...inside(
      "notifications[]",
      ...enumerated("comparisonOperator", "notificationType", "thresholdType"),
      ...arns("subscriberSnsTopicArns"),
    ),
    ...inside("plannedLimits[]", form("startTime", moment, "must be of the format YYYY-MM-DD_hh:mm")),
  ),
  "aws:cloudtrail/trail:Trail": from(
    "cloudtrail/trail.go@0a9af16a",
    conflict("advancedEventSelectors", "eventSelectors"),
    items("eventSelectors", 0, 5),
    ...arns("cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn", "kmsKeyId"),
    length("name", 3, 128),
    length("s3KeyPrefix", 0, 2000),
    ...inside(
      "advancedEventSelectors[]",
      length("name", 0, 1000),
      items("fieldSelectors", 1),
      ...inside("fieldSelectors[]", ...matched.flatMap((input) => [items(input, 1), length(input, 1, 2048)])),
    ),
    ...inside(
      "eventSelectors[]",
      ...enumerated("readWriteType"),
      ...inside("dataResources[]", items("values", 0, 250)),
    ),
    ...inside("insightSelectors[]", ...enumerated("insightType")),
  ),
  "aws:ssm/parameter:Parameter": from(
    "ssm/parameter.go@0073593e",
    exactlyOne("valueWo", "insecureValue", "value"),
    needs("valueWo", "valueWoVersion"),
    needs("valueWoVersion", "valueWo"),
    length("allowedPattern", 0, 1024),
    values("dataType", "aws:ec2:image", "aws:ssm:integration", "text"),
    length("description", 0, 1024),
    length("name", 1, 2048),
    ...enumerated("tier", "type"),
  ),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": from(
    "ce/anomaly_subscription.go@050ac111",
    form("accountId", /^\d{12}$/, "doesn't look like AWS Account ID (exactly 12 digits)"),
    ...enumerated("frequency"),
    ...arns("monitorArnLists"),
    length("name", 1, 1024),
    ...inside("subscribers[]", ...enumerated("type")),
  ),
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": from(
    "backup/vault_lock_configuration.go@01606926",
    form("backupVaultName", /^[0-9A-Za-z_.\-]{1,50}$/, "must consist of lowercase letters, numbers, and hyphens."),
    range("changeableForDays", 3),
  ),
  "aws:backup/selection:Selection": from(
    "backup/selection.go@00a35305",
    length("name", 1, 50),
    form("name", /^[0-9A-Za-z_.\-]+$/, "must contain only alphanumeric, hyphen, underscore, and period characters"),
    ...arns("iamRoleArn"),
    ...inside("selectionTags[]", values("type", "STRINGEQUALS")),
  ),
  "aws:backup/vault:Vault": from(
    "backup/vault.go@050ac111",
    ...arns("kmsKeyArn"),
    length("name", 2, 50),
    form("name", /^[a-zA-Z0-9\-_]*$/, "must consist of letters, numbers, and hyphens."),
  ),
  "aws:backup/vaultNotifications:VaultNotifications": from(
    "backup/vault_notifications.go@12e66fa4",
    form("backupVaultName", /^[0-9A-Za-z_.-]{1,50}$/, "must consist of lowercase letters, numbers, and hyphens."),
    ...arns("snsTopicArn"),
    ...enumerated("backupVaultEvents"),
  ),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": from(
    "backup/restore_testing_plan.go@108f85fd",
    length("name", 1, 50),
    form("name", /^[0-9A-Za-z_]+$/, "must contain only alphanumeric characters, and underscores"),
    range("startWindowHours", 0, 168),
    ...inside(
      "recoveryPointSelection",
      ...enumerated("algorithm", "recoveryPointTypes"),
      range("selectionWindowDays", 1, 365),
    ),
  ),
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": from(
    "ce/anomaly_monitor.go@0509e60e",
    conflict("monitorDimension", "monitorSpecification"),
    ...enumerated("monitorDimension", "monitorType"),
    ...json("monitorSpecification"),
    length("name", 1, 1024),
  ),
};
