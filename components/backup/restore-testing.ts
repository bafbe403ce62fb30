import * as backup from "@pulumi/aws/backup";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as iam from "@pulumi/aws/iam";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import { backupRole } from "./backup-role";
import { runbookLink } from "../observability/metric-alarm";
import type { AlarmRouting } from "../observability/metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

export interface RestoreTestingArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The IANA time zone the schedule is in. */
  timeZone: string;
  /** The ARN of the vault whose recovery points are restored. */
  vaultArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts them. */
  dataKeyArn: pulumi.Input<string>;
  /** Isolated subnets in at least two zones, for restored databases. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The topic for failed restores. */
  routing: AlarmRouting;
  /** The owner of the backups, for texts: "the foundation". */
  subject: string;
}

/** The first of each month at 06:00, when the night's backups are done (AH-MNT-10). */
const schedule = "cron(0 6 1 * ? *)";

/** The resource types of the monthly restore test, by AWS Backup's names. */
const restoredTypes = ["RDS", "S3"] as const;

/**
 * A monthly restore test of the newest backup of every store of patient data.
 * Restored resources are deleted after four hours; a failed restore sends an alert.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): the restored size for a few hours, a few USD a month.
 */
export class RestoreTesting extends pulumi.ComponentResource {
  /** The name of the restore testing plan. */
  readonly planName: pulumi.Output<string>;

  constructor(name: string, args: RestoreTestingArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:backup:RestoreTesting", name, args, options);

    const role = this.role(name, args);
    const plan = this.plan(name, args);
    const overrides = { RDS: this.restoredDatabase(name, args), S3: undefined };
    for (const type of restoredTypes) this.selection(name, args, plan, role, { type, overrides: overrides[type] });
    this.failedRestore(name, args);

    this.planName = plan.name;
    this.registerOutputs({ planName: this.planName });
  }

  private role(name: string, { stage, accountId, dataKeyArn }: RestoreTestingArgs): iam.Role {
    return backupRole(
      `${name}-role`,
      {
        stage,
        accountId,
        dataKeyArn,
        description: "Restores databases and buckets to test their backups",
        managedPolicies: [
          "service-role/AWSBackupServiceRolePolicyForRestores",
          "AWSBackupServiceRolePolicyForS3Restore",
        ],
      },
      { parent: this },
    );
  }

  private plan(name: string, { stage, timeZone, vaultArn }: RestoreTestingArgs): backup.RestoreTestingPlan {
    return new backup.RestoreTestingPlan(
      `${name}-plan`,
      {
        name: underscored(physicalName("restoreTestingPlan", stage, name)),
        scheduleExpression: schedule,
        scheduleExpressionTimezone: timeZone,
        startWindowHours: 4,
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vaultArn],
          recoveryPointTypes: ["SNAPSHOT", "CONTINUOUS"],
          selectionWindowDays: 7,
        },
      },
      { parent: this },
    );
  }

  private selection(
    name: string,
    { stage }: RestoreTestingArgs,
    plan: backup.RestoreTestingPlan,
    role: iam.Role,
    { type, overrides }: { type: (typeof restoredTypes)[number]; overrides?: Record<string, pulumi.Input<string>> },
  ): void {
    new backup.RestoreTestingSelection(
      `${name}-${type.toLowerCase()}`,
      {
        name: underscored(physicalName("restoreTestingPlan", stage, type.toLowerCase())),
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        // Conditions choose among all resources of the type: with ARNs beside them the provider refuses the selection.
        // Only patient data; restoring years of logs every month would prove nothing additional.
        protectedResourceConditions: { stringEquals: [{ key: "aws:ResourceTag/data-class", value: "patient" }] },
        restoreMetadataOverrides: overrides,
        iamRoleArn: role.arn,
        validationWindowHours: 4,
      },
      { parent: this },
    );
  }

  /**
   * Without these a database would be restored into the account's default network, or fail if there is none
   * (AWS Backup Developer Guide, "Restore testing inferred metadata"). Its security group is the default one of the
   * stage's network, which allows no inbound traffic.
   */
  private restoredDatabase(name: string, { stage, subnetIds }: RestoreTestingArgs) {
    const subnets = new rds.SubnetGroup(
      `${name}-subnets`,
      {
        name: physicalName("databaseSubnetGroup", stage, name),
        description: "Isolated subnets for databases that are restored to test their backups",
        subnetIds,
      },
      { parent: this },
    );
    return { dbSubnetGroupName: subnets.name, publiclyAccessible: "false" };
  }

  /** AWS Backup reports a failed restore only by an event. */
  private failedRestore(name: string, { stage, routing, subject }: RestoreTestingArgs): void {
    const rule = new cloudwatch.EventRule(
      `${name}-failed`,
      {
        name: physicalName("eventRule", stage, name, "failed"),
        description: "A restore, or the test of one, did not succeed",
        eventPattern: JSON.stringify({
          source: ["aws.backup"],
          "detail-type": ["Restore Job State Change"],
          detail: { status: ["FAILED", "ABORTED"] },
        }),
      },
      { parent: this },
    );
    const message = `Restoring a backup of ${subject} failed: restore job <job>. ${runbookLink(routing, "data/backups")}`;
    new cloudwatch.EventTarget(
      `${name}-failed-topic`,
      {
        rule: rule.name,
        targetId: "warning",
        arn: routing.topicArns.warning,
        inputTransformer: { inputPaths: { job: "$.detail.restoreJobId" }, inputTemplate: JSON.stringify(message) },
      },
      { parent: this },
    );
  }
}

/** Restore testing plans and selections take no hyphens (CreateRestoreTestingPlan). */
function underscored(physical: string): string {
  return physical.replaceAll("-", "_");
}
