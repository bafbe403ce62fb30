import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { parsePolicy } from "../policy-language";
import { textOf, uuid } from "../wire-text";

const invalid = (message: string): Refusal => ({ code: "InvalidParameterValueException", message });

const vaultReference = {
  property: "backupVaultName",
  to: "aws:backup/vault:Vault",
  by: "name",
  missing: "ResourceNotFoundException",
} as const;

const roleReference = {
  property: "iamRoleArn",
  to: "aws:iam/role:Role",
  by: "arn",
  missing: "InvalidParameterValueException",
  assumedBy: "backup.amazonaws.com",
} as const;

/** A schedule as AWS Backup reads it: six fields, one of the two days left open. */
const cron = /^cron\(\S+ \S+ (\S+) \S+ (\S+) \S+\)$/;

/** What AWS Backup refuses about a schedule. */
export function scheduleRefusal(expression: string | undefined): Refusal | undefined {
  if (expression === undefined || /^rate\(\d+ (hour|hours|day|days|minutes)\)$/.test(expression)) return undefined;
  const [, dayOfMonth, dayOfWeek] = cron.exec(expression) ?? [];
  return dayOfMonth !== undefined && (dayOfMonth === "?") !== (dayOfWeek === "?")
    ? undefined
    : invalid(`Invalid schedule expression ${expression}: a cron expression has six fields, one of the days is ?`);
}

/** What AWS Backup refuses about the rules of a plan: schedules, windows, the order of storage classes, one name twice. */
export function planRefusal({ inputs, account }: Creation<aws.backup.PlanArgs>): Refusal | undefined {
  const rules = inputs.rules ?? [];
  const names = rules.map(({ ruleName }) => ruleName);
  if (new Set(names).size < names.length) return invalid("Each rule of a plan has a name of its own.");
  for (const rule of rules) {
    const { startWindow = 480, completionWindow = 10_080, lifecycle } = rule;
    if (startWindow < 60) return invalid("Start window must be at least 60 minutes.");
    if (completionWindow < startWindow + 60) {
      return invalid("Completion window must be at least 60 minutes longer than the start window.");
    }
    const { coldStorageAfter, deleteAfter } = lifecycle ?? {};
    if (coldStorageAfter !== undefined && deleteAfter !== undefined && deleteAfter < coldStorageAfter + 90) {
      return invalid("DeleteAfterDays must be at least 90 days after MoveToColdStorageAfterDays.");
    }
    // AWS Backup developer guide, "Continuous backups and point-in-time recovery".
    if (rule.enableContinuousBackup === true && (coldStorageAfter !== undefined || (deleteAfter ?? 36) > 35)) {
      return invalid("Continuous backups are kept for 1 to 35 days, and never in cold storage.");
    }
    const refusal = scheduleRefusal(rule.schedule) ?? lockRefusal(account, rule.targetVaultName, deleteAfter);
    if (refusal) return refusal;
  }
  return undefined;
}

/** A locked vault keeps nothing shorter or longer than its lock says. */
function lockRefusal(account: AccountView, vault: string, days: number | undefined): Refusal | undefined {
  const lock = account.find("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "backupVaultName", vault);
  const least = Number(lock?.state.minRetentionDays ?? 0);
  const most = Number(lock?.state.maxRetentionDays ?? Number.POSITIVE_INFINITY);
  return lock && ((days ?? Number.POSITIVE_INFINITY) < least || (days ?? Number.POSITIVE_INFINITY) > most)
    ? invalid(`Retention of ${days ?? "unlimited"} days is outside the lock of vault ${vault}.`)
    : undefined;
}

/** What AWS Backup refuses about the lock of a vault (PutBackupVaultLockConfiguration). */
export function vaultLockRefusal({ inputs }: Creation<aws.backup.VaultLockConfigurationArgs>): Refusal | undefined {
  const { changeableForDays, minRetentionDays = 1, maxRetentionDays = 36_500 } = inputs;
  if (changeableForDays !== undefined && changeableForDays < 3) {
    return invalid("ChangeableForDays must be at least 3.");
  }
  return minRetentionDays > maxRetentionDays || minRetentionDays < 1 || maxRetentionDays > 36_500
    ? invalid("MinRetentionDays must be at least 1 and at most MaxRetentionDays, which is at most 36500.")
    : undefined;
}

function restoreSelectionRefusal({ inputs }: Creation<aws.backup.RestoreTestingSelectionArgs>): Refusal | undefined {
  const hours = inputs.validationWindowHours;
  if (hours !== undefined && (hours < 1 || hours > 168)) return invalid("ValidationWindowHours is between 1 and 168.");
  const conditions = inputs.protectedResourceConditions;
  return inputs.protectedResourceArns === undefined && conditions === undefined
    ? invalid("One of ProtectedResourceArns and ProtectedResourceConditions is needed.")
    : undefined;
}

/** Names of restore testing plans and selections have no hyphens (CreateRestoreTestingPlan). */
const restoreTestingName = {
  property: "name",
  pattern: /[A-Za-z0-9_]+/,
  maxLength: 50,
  allowed: "1 to 50 letters, digits and underscores",
  taken: "AlreadyExistsException",
} as const;

export const backup: ResourceTypes = {
  "aws:backup/vault:Vault": resourceType<aws.backup.VaultArgs, aws.backup.VaultState>({
    title: "Backup Vault",
    name: {
      property: "name",
      pattern: /[a-zA-Z0-9_.-]+/,
      minLength: 2,
      maxLength: 50,
      allowed: "2 to 50 letters, digits, hyphens, underscores and periods",
      taken: "AlreadyExistsException",
    },
    taggable: true,
    defaults: { forceDestroy: false },
    computed: {
      arn: ({ name, arn }) => arn("backup", `backup-vault:${name}`),
      kmsKeyArn: (creation) => creation.arn("kms", `key/${uuid(creation, "aws/backup")}`),
      recoveryPoints: () => 0,
    },
    replaces: ["name", "kmsKeyArn"],
    references: [
      { property: "kmsKeyArn", to: "aws:kms/key:Key", by: "arn", missing: "InvalidParameterValueException" },
    ],
  }),
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": resourceType<
    aws.backup.VaultLockConfigurationArgs,
    aws.backup.VaultLockConfigurationState
  >({
    title: "Backup Vault Lock Configuration",
    // PutBackupVaultLockConfiguration: a vault that was kept has its lock still.
    puts: true,
    id: ({ inputs }) => inputs.backupVaultName ?? "",
    computed: {
      backupVaultArn: ({ inputs, arn }) => arn("backup", `backup-vault:${inputs.backupVaultName ?? ""}`),
    },
    replaces: ["backupVaultName"],
    references: [vaultReference],
    refuses: vaultLockRefusal,
  }),
  "aws:backup/vaultPolicy:VaultPolicy": resourceType<aws.backup.VaultPolicyArgs, aws.backup.VaultPolicyState>({
    title: "Backup Vault Policy",
    puts: true,
    id: ({ inputs }) => inputs.backupVaultName ?? "",
    computed: {
      backupVaultArn: ({ inputs, arn }) => arn("backup", `backup-vault:${inputs.backupVaultName ?? ""}`),
    },
    replaces: ["backupVaultName"],
    references: [vaultReference],
    refuses: ({ inputs }) => {
      const statements = parsePolicy(inputs.policy);
      return typeof statements === "string" ? invalid(statements) : undefined;
    },
  }),
  "aws:backup/vaultNotifications:VaultNotifications": resourceType<
    aws.backup.VaultNotificationsArgs,
    aws.backup.VaultNotificationsState
  >({
    title: "Backup Vault Notifications",
    puts: true,
    id: ({ inputs }) => inputs.backupVaultName ?? "",
    computed: {
      backupVaultArn: ({ inputs, arn }) => arn("backup", `backup-vault:${inputs.backupVaultName ?? ""}`),
    },
    replaces: ["backupVaultEvents", "backupVaultName", "snsTopicArn"],
    references: [
      vaultReference,
      { property: "snsTopicArn", to: "aws:sns/topic:Topic", by: "arn", missing: "InvalidParameterValueException" },
    ],
  }),
  "aws:backup/plan:Plan": resourceType<aws.backup.PlanArgs, aws.backup.PlanState>({
    title: "Backup Plan",
    name: {
      property: "name",
      pattern: /[a-zA-Z0-9_.-]+/,
      maxLength: 50,
      allowed: "1 to 50 letters, digits, hyphens, underscores and periods",
      taken: "AlreadyExistsException",
    },
    id: (creation) => uuid(creation),
    taggable: true,
    computed: { arn: ({ id, arn }) => arn("backup", `backup-plan:${id}`), version: ({ hex }) => hex(48, "version") },
    recomputed: ["version"],
    replaces: ["name"],
    references: [
      { ...vaultReference, property: "rules[].targetVaultName", inUse: "InvalidRequestException" },
      {
        property: "rules[].copyActions[].destinationVaultArn",
        to: "aws:backup/vault:Vault",
        by: "arn",
        missing: "InvalidParameterValueException",
        anyRegion: true,
        // Vaults of other accounts are not looked for.
        except: /^arn:aws:backup:[^:]*:(?!000000000000:)/,
      },
    ],
    refuses: planRefusal,
  }),
  "aws:backup/selection:Selection": resourceType<aws.backup.SelectionArgs, aws.backup.SelectionState>({
    title: "Backup Selection",
    empty: { conditions: [], notResources: [] },
    name: {
      property: "name",
      pattern: /[a-zA-Z0-9_.-]+/,
      maxLength: 50,
      allowed: "1 to 50 letters, digits, hyphens, underscores and periods",
      uniqueIn: "planId",
      taken: "AlreadyExistsException",
    },
    id: (creation) => uuid(creation),
    replaces: ["name", "iamRoleArn", "planId", "resources", "notResources", "selectionTags", "conditions"],
    references: [
      {
        property: "planId",
        to: "aws:backup/plan:Plan",
        by: "id",
        missing: "InvalidParameterValueException",
        inUse: "InvalidRequestException",
      },
      roleReference,
    ],
  }),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": resourceType<
    aws.backup.RestoreTestingPlanArgs,
    aws.backup.RestoreTestingPlanState
  >({
    title: "Backup Restore Testing Plan",
    name: restoreTestingName,
    taggable: true,
    defaults: { scheduleExpressionTimezone: "UTC", startWindowHours: 24 },
    computed: { arn: ({ name, hex, arn }) => arn("backup", `restore-testing-plan:${name}-${hex(8)}`) },
    replaces: ["name"],
    refuses: ({ inputs }) => scheduleRefusal(inputs.scheduleExpression),
  }),
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": resourceType<
    aws.backup.RestoreTestingSelectionArgs,
    aws.backup.RestoreTestingSelectionState
  >({
    title: "Backup Restore Testing Selection",
    empty: { restoreMetadataOverrides: {}, protectedResourceArns: [], validationWindowHours: 0 },
    name: { ...restoreTestingName, uniqueIn: "restoreTestingPlanName" },
    id: ({ inputs, name }) => `${name}:${textOf(inputs.restoreTestingPlanName)}`,
    replaces: ["name", "protectedResourceType", "restoreTestingPlanName"],
    references: [
      {
        property: "restoreTestingPlanName",
        to: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
        by: "name",
        missing: "ResourceNotFoundException",
        inUse: "InvalidRequestException",
      },
      roleReference,
    ],
    refuses: restoreSelectionRefusal,
  }),
};
