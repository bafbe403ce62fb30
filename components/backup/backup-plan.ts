import * as backup from "@pulumi/aws/backup";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { backupRole } from "./backup-role";
import { atLeast, capital, fewerThan } from "../observability/alarm-words";
import { silenceQueries } from "../observability/clock-alarm";
import type { AlarmClock } from "../observability/clock-alarm";
import { metricAlarm } from "../observability/metric-alarm";
import type { AlarmRouting } from "../observability/metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { RestoreTesting } from "./restore-testing";

/** When the alarms of a backup plan fire. */
export interface BackupThresholds {
  /** Failed jobs within an hour. */
  readonly failedJobs: number;
  /** Completed jobs a day below which backups count as missed. */
  readonly completedJobs: number;
}

export interface BackupPlanArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The IANA time zone the schedules are in. */
  timeZone: string;
  /** When the databases are backed up each night, "HH:MM" (AH-BAK-02). @default "02:00" */
  databasesAt?: string;
  /** When archived logs and uploads are backed up, separately from the databases (AH-BAK-04, AH-BAK-05). @default "03:00" */
  archiveAt?: string;
  /** Additional tags that a resource must have, if several plans share an account. @default none */
  ofTags?: Readonly<Record<string, string>>;
  /** Days a recovery point is kept (AH-BAK-03). @default 30 */
  retentionDays?: number;
  /** The ARN of the key that encrypts the recovery points and their sources. */
  dataKeyArn: pulumi.Input<string>;
  /** Isolated subnets in at least two zones, for databases that restore tests create. */
  restoreSubnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Where alarms go. */
  routing: AlarmRouting;
  /** The owner of the backups, for texts: "the foundation". */
  subject: string;
  /** A metric that is reported as long as the stage exists, to distinguish a day without a backup from the time before the first one. */
  clock: AlarmClock;
  thresholds: BackupThresholds;
  /** Whether engine and AWS refuse to delete the vault, and AWS any recovery point in its first week. @default true */
  protectData?: boolean;
  /** Whether the vault, its lock and its recovery points stay when the stage is destroyed. @default "keep" */
  afterDestroy?: "keep" | "delete";
}

/** The schedule of a plan and its selection: every resource whose tag `backup` has the plan's name and that has `ofTags`. */
interface Schedule {
  readonly tag: "nightly" | "archive";
  /** In the stage's own time zone, "HH:MM". */
  readonly at: string;
}

/** Databases first (AH-BAK-02); uploads and logs later, separately (AH-BAK-04, AH-BAK-05). */
function schedules({ databasesAt = "02:00", archiveAt = "03:00" }: BackupPlanArgs): readonly Schedule[] {
  return [
    { tag: "nightly", at: databasesAt },
    { tag: "archive", at: archiveAt },
  ];
}

/** Days in which a recovery point cannot be deleted: long enough to notice an intruder. */
const lockedDays = 7;

/**
 * The nightly backups of a stage in an encrypted vault, and a monthly restore test of the newest ones.
 * The plans select every resource with the tag `backup: nightly` or `backup: archive`, and the tags of the
 * stack if there are several in the account. The vault outlives the stage, unless an argument says otherwise.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 0.095/0.11 per GB and month for databases, USD
 * 0.05/0.06 for buckets; each restore test the restored size for a few hours.
 */
export class BackupPlan extends pulumi.ComponentResource {
  /** The vault's name. */
  readonly vaultName: pulumi.Output<string>;
  /** The vault's ARN. */
  readonly vaultArn: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:backup:BackupPlan", name, args, options);

    const vault = this.vault(name, args);
    this.lock(name, args, vault);
    this.notifications(name, args, vault);
    const backupRole = this.backupRole(name, args);
    for (const schedule of schedules(args)) this.plan(name, args, schedule, vault, backupRole);
    this.restoreTesting(name, args, vault);
    this.alarms(name, args, vault);

    this.vaultName = vault.name;
    this.vaultArn = vault.arn;
    this.registerOutputs({ vaultName: this.vaultName, vaultArn: this.vaultArn });
  }

  /** The vault has a part of its key's id in its name: one that was kept does not stand in the way of the next stage. */
  private vault(name: string, args: BackupPlanArgs): backup.Vault {
    const { stage, dataKeyArn, protectData = true } = args;
    const keyId = pulumi.output(dataKeyArn).apply((arn) => arn.split("key/").at(-1)?.slice(0, 8) ?? "");
    return new backup.Vault(
      name,
      {
        name: pulumi.interpolate`${physicalName("backupVault", stage, name)}-${keyId}`,
        kmsKeyArn: dataKeyArn,
        forceDestroy: !protectData && !isKept(args),
      },
      { parent: this, protect: protectData, retainOnDelete: isKept(args) },
    );
  }

  /** A vault lock in governance mode, which backup administrators can remove; compliance mode cannot be removed. */
  private lock(name: string, args: BackupPlanArgs, vault: backup.Vault): void {
    if (args.protectData === false) return;
    new backup.VaultLockConfiguration(
      `${name}-lock`,
      { backupVaultName: vault.name, minRetentionDays: lockedDays },
      { parent: this, retainOnDelete: isKept(args) },
    );
  }

  private notifications(name: string, { routing }: BackupPlanArgs, vault: backup.Vault): backup.VaultNotifications {
    return new backup.VaultNotifications(
      `${name}-notifications`,
      {
        backupVaultName: vault.name,
        snsTopicArn: routing.topicArns.info,
        backupVaultEvents: [
          "BACKUP_JOB_COMPLETED",
          "RESTORE_JOB_COMPLETED",
          "S3_BACKUP_OBJECT_FAILED",
          "S3_RESTORE_OBJECT_FAILED",
        ],
      },
      { parent: this },
    );
  }

  private backupRole(name: string, { stage, accountId, dataKeyArn }: BackupPlanArgs): iam.Role {
    return backupRole(
      `${name}-backups`,
      {
        stage,
        accountId,
        dataKeyArn,
        description: "Backs up databases and buckets",
        managedPolicies: ["service-role/AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"],
      },
      { parent: this },
    );
  }

  /** A separate plan for each schedule, because every rule of a plan applies to everything that the plan selects. */
  private plan(name: string, args: BackupPlanArgs, schedule: Schedule, vault: backup.Vault, role: iam.Role): void {
    const { tag, at } = schedule;
    const plan = new backup.Plan(
      `${name}-${tag}`,
      {
        name: physicalName("backupPlan", args.stage, name, tag),
        rules: [
          {
            ruleName: tag,
            targetVaultName: vault.name,
            schedule: everyDay(at),
            scheduleExpressionTimezone: args.timeZone,
            startWindow: 60,
            completionWindow: 300,
            lifecycle: { deleteAfter: args.retentionDays ?? 30 },
            recoveryPointTags: { plan: tag },
          },
        ],
      },
      { parent: this },
    );
    new backup.Selection(
      `${name}-${tag}-selection`,
      {
        name: physicalName("backupPlan", args.stage, name, tag),
        planId: plan.id,
        iamRoleArn: role.arn,
        // All conditions must hold; of `selectionTags` one would be enough (AWS Backup, CreateBackupSelection).
        resources: ["*"],
        conditions: [{ stringEquals: Object.entries({ backup: tag, ...args.ofTags }).map(withTag) }],
      },
      { parent: this },
    );
  }

  private restoreTesting(name: string, args: BackupPlanArgs, vault: backup.Vault): RestoreTesting {
    return new RestoreTesting(
      `${name}-restore-testing`,
      {
        stage: args.stage,
        accountId: args.accountId,
        timeZone: args.timeZone,
        vaultArn: vault.arn,
        dataKeyArn: args.dataKeyArn,
        subnetIds: args.restoreSubnetIds,
        routing: args.routing,
        subject: args.subject,
      },
      { parent: this },
    );
  }

  private alarms(name: string, args: BackupPlanArgs, vault: backup.Vault): void {
    const { failedJobs, completedJobs } = args.thresholds;
    const vaultOf = `the backup vault of ${args.subject}`;
    const namespace = "AWS/Backup";
    const shared = { stage: args.stage, routing: args.routing, runbook: "data/backups" };
    metricAlarm(
      `${name}-failed`,
      {
        ...shared,
        severity: "critical",
        summary: `${capital(atLeast(failedJobs + 1, "backup job"))} of ${vaultOf} failed within an hour; the newest recovery point is older than a day.`,
        metric: {
          namespace,
          name: "NumberOfBackupJobsFailed",
          dimensions: { BackupVaultName: vault.name },
          statistic: "Sum",
          period: 3600,
        },
        comparisonOperator: "GreaterThanThreshold",
        threshold: failedJobs,
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
      },
      { parent: this },
    );
    metricAlarm(
      `${name}-missed`,
      {
        ...shared,
        severity: "warning",
        summary: `${capital(fewerThan(completedJobs, "backup job"))} of ${vaultOf} completed a day for two days.`,
        queries: silenceQueries("completed", "Completed jobs", {
          clock: args.clock,
          watched: { namespace, name: "NumberOfBackupJobsCompleted", dimensions: { BackupVaultName: vault.name } },
          period: 86_400,
        }),
        comparisonOperator: "LessThanThreshold",
        threshold: completedJobs,
        evaluationPeriods: 2,
        treatMissingData: "notBreaching",
      },
      { parent: this },
    );
  }
}

function isKept({ afterDestroy = "keep" }: BackupPlanArgs): boolean {
  return afterDestroy === "keep";
}

/** The cron expression of every day at a time, "HH:MM". */
function everyDay(at: string): string {
  const [hour, minute] = at.split(":").map(Number);
  return `cron(${minute} ${hour} * * ? *)`;
}

function withTag([key, value]: [string, string]) {
  return { key: `aws:ResourceTag/${key}`, value };
}
