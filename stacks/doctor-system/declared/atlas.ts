import { emailAddress } from "../../../settings/fields/address";
import type { ConnectionTerm } from "../../../settings/checks/connections";
import { oneOf, oneOfMany, section, text, wholeNumber, yesOrNo } from "../../../settings/fields/field";
import type { Stage } from "../../../settings/stage/stage";
import { stageDefaults } from "../../../settings/sections/stage-defaults";
import {
  type ChangeRefusal,
  type ChangeRule,
  inPlace,
  lowerLosesData,
  newTasks,
  onChange,
  type SettingChange,
} from "../../../settings/standing/change-rule";

/**
 * The dedicated tiers, smallest first, and the connections a node of each takes (MongoDB Atlas, service limits). The
 * free and flexible tiers have neither continuous backup nor private endpoints nor host alerts (C-28, DS-DB-02).
 */
const connectionsByTier: Readonly<Record<string, number>> = {
  M10: 1500,
  M20: 3000,
  M30: 3000,
  M40: 6000,
  M50: 16_000,
  M60: 32_000,
  M80: 96_000,
};

const tiers = Object.keys(connectionsByTier);

/** Other clients of a node, besides the tasks of the system. */
export const besidesTasksOnAtlas: readonly ConnectionTerm[] = [
  { count: 5, of: "people and tools" },
  // MongoDB Atlas, service limits: 10 of each node.
  { count: 10, of: "reserved by Atlas" },
];

/** Sockets that a MongoClient opens to each node to watch it, outside its pool (MongoDB, connection pool overview). */
export const monitoringPerNode: ConnectionTerm = { count: 2, of: "that watch the node" };

/** The connections a node of a tier takes; 0 for a tier that is not listed. */
export function connectionsOfTier(tier: string): number {
  return connectionsByTier[tier] ?? 0;
}

/** Whether one tier is at least as large as another. */
export function isAtLeast(tier: string, least: string): boolean {
  return tiers.indexOf(tier) >= tiers.indexOf(least);
}

function tier() {
  return oneOfMany(`a dedicated tier of Atlas: ${tiers.join(", ")} (DS-DB-02, C-28)`, tiers, (value) =>
    /^(M[025]|FLEX)$/i.test(value) ? "set it to M10 or more" : undefined,
  );
}

/** The days of the week as Atlas counts them, from 1 (MaintenanceWindow, dayOfWeek). */
export const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

/** When Atlas may restart nodes, in the time zone of the project. */
function maintenanceWindow(stage: Stage) {
  return section({
    /** The day; staging's is before production's, so that faults show there first. */
    day: oneOf(weekdays).default(stageDefaults[stage].atlas.maintenanceDay),
    /** The hour. @default 3 */
    hour: wholeNumber({ minimum: 0, maximum: 23, unit: "hour of the day" }).default(3),
  }).prefault({});
}

/** Connection options of the application; each becomes a parameter of MONGODB_URI (DS-DB-10, DS-DB-11). */
function connection() {
  const milliseconds = (minimum: number, maximum: number) =>
    wholeNumber({ minimum, maximum, unit: "milliseconds", because: "DS-DB-10" });
  return section({
    /** maxPoolSize: connections of one task. @default 50 */
    maximumPoolSize: wholeNumber({
      minimum: 1,
      maximum: 500,
      unit: "connections per task",
      because: "DS-DB-11",
    }).default(50),
    /** minPoolSize: connections a task keeps open. @default 5 */
    minimumPoolSize: wholeNumber({
      minimum: 0,
      maximum: 500,
      unit: "connections per task",
      because: "DS-DB-11",
    }).default(5),
    /** serverSelectionTimeoutMS; an election takes some 5 seconds (MongoDB, replica set elections). @default 10000 */
    serverSelectionTimeout: milliseconds(1000, 30_000).default(10_000),
    /** connectTimeoutMS. @default 10000 */
    connectTimeout: milliseconds(1000, 30_000).default(10_000),
    /** socketTimeoutMS; at most as long as the load balancer's timeout. @default 45000 */
    socketTimeout: milliseconds(1000, 300_000).default(45_000),
  }).prefault({});
}

/** The contact of MongoDB's support for lifting a backup compliance policy (Atlas, backup compliance policy). */
function representative() {
  const name = (which: string) =>
    text(`the ${which} name of a person: up to 64 characters`, (value) => /^\S.{0,63}$/.test(value));
  return section({
    /** The e-mail address for the support. */
    email: emailAddress(),
    firstName: name("first"),
    lastName: name("last"),
  });
}

/** With autoscaling on, Atlas owns the size, and refuses a least size above it. */
function refuseInstanceSize({ before, after, measured, section: atlas }: SettingChange): ChangeRefusal | undefined {
  const size = String(after);
  const scales = isAtLeast(String(atlas.maximumInstanceSize), size) && atlas.maximumInstanceSize !== size;
  const running = String(measured ?? before);
  return !scales || isAtLeast(running, size)
    ? undefined
    : {
        kind: "impossible",
        allowed: `${running} or less while maximumInstanceSize is larger: autoscaling owns the size, and Atlas rejects a larger minimum`,
        fix: `set maximumInstanceSize to ${size} as well and deploy that, then set maximumInstanceSize to ${String(atlas.maximumInstanceSize)} again`,
      };
}

/** Atlas refuses a largest size below the one it has scaled to. */
function refuseMaximumSize({ after, measured, section: atlas }: SettingChange): ChangeRefusal | undefined {
  const [largest, running] = [String(after), String(measured ?? atlas.instanceSize)];
  return largest === atlas.instanceSize || isAtLeast(largest, running)
    ? undefined
    : {
        kind: "impossible",
        allowed: `${running} or more: autoscaling has grown the cluster to ${running}`,
        fix: `set it to ${running}, or to instanceSize, ${String(atlas.instanceSize)}, which switches autoscaling off and resizes the cluster`,
      };
}

/** MongoDB goes forward only: the feature compatibility version follows each upgrade (Atlas, major version downgrade). */
function refuseMongoVersion({ before, after }: SettingChange): ChangeRefusal | undefined {
  const [from, to] = [Number(before), Number(after)];
  if (to < from) {
    return {
      kind: "impossible",
      allowed: `"${String(before)}" or newer: Atlas cannot downgrade`,
      fix: "keep it; an older version needs a new cluster and a restore (docs/runbooks/procedures/restore-a-database.md)",
    };
  }
  return to <= from + 1
    ? undefined
    : {
        kind: "impossible",
        allowed: "one major version at a time",
        fix: `upgrade to "${(from + 1).toFixed(1)}" first`,
      };
}

/** The rule of days for which backups are kept: a backup compliance policy permits no lower number (Atlas, prohibited actions). */
function shortensBackups(lost: string): ChangeRule {
  return {
    ...lowerLosesData("Changed in place.", lost),
    refuses: ({ before, after, section: { backupCompliancePolicy } }) =>
      backupCompliancePolicy === true && Number(after) < Number(before)
        ? {
            kind: "impossible",
            allowed: `${String(before)} or more while backupCompliancePolicy is true: Atlas lets nobody shorten the backups`,
            fix: "keep it; only MongoDB's support can shorten the backups of a project with a backup compliance policy",
          }
        : undefined,
  };
}

/** Only MongoDB's support can lift a backup compliance policy (Atlas, backup compliance policy). */
function refuseEndOfPolicy({ before, after }: SettingChange): ChangeRefusal | undefined {
  return before === true && after === false
    ? {
        kind: "impossible",
        allowed: "true: only MongoDB's support can lift a backup compliance policy",
        fix: "set it to true; to lift the policy, have backupRepresentative write to MongoDB's support",
      }
    : undefined;
}

/** The MongoDB Atlas project and cluster of a stage (DS-DB-01..19). */
export function atlas(stage: Stage) {
  const defaults = stageDefaults[stage].atlas;
  const isProduction = stage === "production";
  return section({
    /** The tier of the cluster, below which autoscaling does not go. */
    instanceSize: onChange(tier(), {
      effect: "Atlas resizes the nodes one by one, with an election.",
      refuses: refuseInstanceSize,
    }),
    /** The tier up to which autoscaling goes. */
    maximumInstanceSize: onChange(tier(), {
      effect:
        "Changes the bound of autoscaling, in place; without autoscaling Atlas resizes the nodes to instanceSize.",
      refuses: refuseMaximumSize,
    }),
    /** The major version of MongoDB. @default "8.0" */
    version: onChange(
      oneOfMany('a version of MongoDB Atlas offers, in quotes: "7.0" or "8.0"', ["7.0", "8.0"]).default("8.0"),
      { effect: "Atlas upgrades the nodes one by one. It does not go back.", refuses: refuseMongoVersion },
    ),
    /** Days a daily snapshot is kept: 7 at least, as long as a weekly one must be; 30 in production (DS-DB-12, C-30). */
    backupRetentionDays: onChange(
      wholeNumber({
        minimum: isProduction ? 30 : 7,
        maximum: 365,
        unit: "days",
        because: isProduction ? "DS-DB-12, C-30" : "DS-DB-12",
      }).default(30),
      shortensBackups("the older snapshots"),
    ),
    /** Days to any second of which the cluster can be restored; not more than a snapshot is kept. @default 7 */
    pointInTimeDays: onChange(
      wholeNumber({ minimum: 1, maximum: 35, unit: "days", because: "DS-DB-12" }).default(7),
      shortensBackups("the older part of the continuous backup"),
    ),
    /**
     * Whether the backups can no longer be shortened or switched off, even by the owner. Only MongoDB's support can revoke it,
     * and a project with it cannot be deleted before its backups have expired.
     * @default true in production, false elsewhere
     */
    backupCompliancePolicy: onChange(yesOrNo().default(defaults.backupCompliancePolicy), {
      effect: "Enabled in place, permanently.",
      refuses: refuseEndOfPolicy,
    }),
    /** The contact of MongoDB's support for that policy; present exactly if the policy is enabled. */
    backupRepresentative: onChange(representative().optional(), inPlace),
    /** Whether the cluster is reached through PrivateLink rather than the egress addresses (DS-DB-05). @default true in production, false elsewhere */
    privateLink: onChange(yesOrNo().default(defaults.privateLink), {
      effect: "Creates or deletes the endpoint; ECS replaces the tasks, which connect by the new address.",
    }),
    /** Whether the data is encrypted with the stage's own KMS key as well. @default true in production (required there), false elsewhere */
    customerManagedKey: onChange(
      yesOrNo(
        isProduction
          ? { value: true, because: "production; patient data is encrypted with the stage's own key" }
          : undefined,
      ).default(defaults.customerManagedKey),
      { effect: "Atlas re-encrypts the volumes of the nodes one by one, with an election." },
    ),
    /** Whether database auditing is enabled. @default true */
    auditing: onChange(
      yesOrNo(
        isProduction ? { value: true, because: "production; access to patient data is audited" } : undefined,
      ).default(true),
      inPlace,
    ),
    maintenanceWindow: onChange(maintenanceWindow(stage), inPlace),
    connection: onChange(connection(), newTasks),
  });
}
