import * as policies from "@pulumi/mongodbatlas/backupCompliancePolicy";
import * as schedules from "@pulumi/mongodbatlas/cloudBackupSchedule";
import * as pulumi from "@pulumi/pulumi";

/** The contact of MongoDB's support for changes of a backup compliance policy. */
export interface BackupRepresentative {
  /** The e-mail address for MongoDB's support. */
  email: pulumi.Input<string>;
  firstName: pulumi.Input<string>;
  lastName: pulumi.Input<string>;
}

export interface AtlasBackupsArgs {
  /** The project the cluster is in. */
  projectId: pulumi.Input<string>;
  /** The cluster that is backed up; its backups and its point-in-time recovery must be on. */
  clusterName: pulumi.Input<string>;
  /** Days a daily snapshot is kept, 7 to 365 (C-30). @default 30 */
  retentionDays?: number;
  /** Point-in-time restore window in days, 1 to `retentionDays`. @default 7 */
  restoreWindowDays?: number;
  /** The hour of the snapshots, UTC, 0 to 23. @default 1 */
  hour?: number;
  /**
   * The contact for a backup compliance policy; with it, no snapshot can be deleted before its retention ends. Only
   * MongoDB's support can revoke it. @default no such policy
   */
  complianceRepresentative?: BackupRepresentative;
  /** Whether the policy also requires that every cluster is encrypted with the customer's key. @default false */
  requireCustomerKey?: boolean;
  /** Whether the engine refuses to delete schedule and policy. @default true */
  protectData?: boolean;
}

/** How often snapshots are taken and how long each kind is kept. */
type Items = Required<
  Pick<
    schedules.CloudBackupScheduleArgs,
    "policyItemHourly" | "policyItemDaily" | "policyItemWeeklies" | "policyItemMonthlies" | "restoreWindowDays"
  >
>;

/**
 * The backups of a cluster and their retention (DS-DB-12): snapshots every six hours, every day for 30 days, every week,
 * and every month for a year; point-in-time restore for the last seven days.
 *
 * Cost: none; snapshots are charged with the cluster.
 */
export class AtlasBackups extends pulumi.ComponentResource {
  readonly retentionDays: number;
  readonly restoreWindowDays: number;

  /** Throws a RangeError for a number outside its range. */
  constructor(name: string, args: AtlasBackupsArgs, options?: pulumi.ComponentResourceOptions) {
    const retentionDays = inRange("retentionDays", args.retentionDays ?? 30, 7, 365);
    const restoreWindowDays = inRange("restoreWindowDays", args.restoreWindowDays ?? 7, 1, retentionDays);
    const hour = inRange("hour", args.hour ?? 1, 0, 23);
    super("care-platform:backup:AtlasBackups", name, { ...args }, options);

    const items = itemsFor(retentionDays, restoreWindowDays);
    const schedule = this.schedule(name, args, items, hour);
    if (args.complianceRepresentative)
      this.compliancePolicy(name, args, items, schedule, args.complianceRepresentative);

    this.retentionDays = retentionDays;
    this.restoreWindowDays = restoreWindowDays;
    this.registerOutputs({ retentionDays: this.retentionDays, restoreWindowDays: this.restoreWindowDays });
  }

  private schedule(name: string, args: AtlasBackupsArgs, items: Items, hour: number): schedules.CloudBackupSchedule {
    return new schedules.CloudBackupSchedule(
      `${name}-schedule`,
      {
        projectId: args.projectId,
        clusterName: args.clusterName,
        referenceHourOfDay: hour,
        referenceMinuteOfHour: 0,
        ...items,
        // A compliance policy prevents the deletion of a schedule; it is deleted with its cluster.
        skipDestroy: args.complianceRepresentative !== undefined,
      },
      { parent: this, protect: args.protectData ?? true },
    );
  }

  /** After the schedule: Atlas enables the policy only where every cluster already meets it. */
  private compliancePolicy(
    name: string,
    args: AtlasBackupsArgs,
    items: Items,
    schedule: schedules.CloudBackupSchedule,
    { email, firstName, lastName }: BackupRepresentative,
  ): void {
    new policies.BackupCompliancePolicy(
      `${name}-compliance-policy`,
      {
        projectId: args.projectId,
        authorizedEmail: email,
        authorizedUserFirstName: firstName,
        authorizedUserLastName: lastName,
        pitEnabled: true,
        copyProtectionEnabled: false,
        encryptionAtRestEnabled: args.requireCustomerKey ?? false,
        ...items,
      },
      {
        parent: this,
        protect: args.protectData ?? true,
        // Atlas refuses to disable it, so the engine only removes it from the state.
        retainOnDelete: true,
        dependsOn: schedule,
      },
    );
  }
}

/** Atlas requires that less frequent snapshots are kept at least as long as more frequent ones, a weekly one 7 days, a monthly one 31. */
function itemsFor(retentionDays: number, restoreWindowDays: number): Items {
  return {
    // The restore window may not reach further back than the snapshots it starts from.
    policyItemHourly: { frequencyInterval: 6, retentionUnit: "days", retentionValue: restoreWindowDays },
    policyItemDaily: { frequencyInterval: 1, retentionUnit: "days", retentionValue: retentionDays },
    // Sunday is 7.
    policyItemWeeklies: [
      { frequencyInterval: 7, retentionUnit: "weeks", retentionValue: Math.ceil(retentionDays / 7) },
    ],
    // At least a year, and at least as long as the weekly ones.
    policyItemMonthlies: [
      {
        frequencyInterval: 1,
        retentionUnit: "months",
        retentionValue: Math.max(12, Math.ceil((retentionDays + 6) / 30)),
      },
    ],
    restoreWindowDays,
  };
}

function inRange(field: string, value: number, least: number, most: number): number {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${field} is ${value}; must be a whole number from ${least} to ${most}.`);
  }
  return value;
}
