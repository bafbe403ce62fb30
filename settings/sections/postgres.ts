import { coerce } from "semver";
import { asMajorVersion, rewritten } from "../fields/corrected";
import { oneOfMany, text, wholeNumber, yesOrNo } from "../fields/field";
import { databaseClasses, offers } from "../published/offers";
import type { Stage } from "../stage/stage";
import { stageDefaults } from "./stage-defaults";
import { migrationObjects } from "./migration-objects";
import { sqlAccess } from "./sql-access";
import { applyChanges, onlyImmediately } from "../standing/apply-changes";
import { type ChangeRefusal, lowerLosesData, onChange, type SettingChange } from "../standing/change-rule";

/** The memory of the instance sizes of a family, in GiB. Source: Amazon RDS, hardware specifications of instance classes. */
const memoryBySize: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t: { micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, "2xlarge": 32 },
  m: { large: 8, xlarge: 16, "2xlarge": 32, "4xlarge": 64, "8xlarge": 128, "12xlarge": 192, "16xlarge": 256 },
  r: { large: 16, xlarge: 32, "2xlarge": 64, "4xlarge": 128, "8xlarge": 256, "12xlarge": 384, "16xlarge": 512 },
};

/**
 * The most connections a class of database instance allows by RDS's own default,
 * `LEAST({DBInstanceClassMemory/9531392}, 5000)`. The memory RDS counts is a little less than the class's nominal one,
 * so this is an upper bound. `undefined` for a class whose memory is not listed here.
 */
export function connectionsOf(instanceClass: string): number | undefined {
  const [, family = "", size = ""] = /^db\.([tmr])\d[a-z]*\.(\w+)$/.exec(instanceClass) ?? [];
  const memory = memoryBySize[family]?.[size];
  return memory === undefined ? undefined : Math.min(Math.floor((memory * 2 ** 30) / 9_531_392), 5000);
}

const instanceClasses = `a class of database instance such as db.t4g.medium: ${Object.entries(memoryBySize)
  .map(([family, sizes]) => `db.${family}…, ${Object.keys(sizes).join(" ")}`)
  .join("; ")}`;

/** The instance classes of Postgres in any Region whose memory is known. */
const knownClasses = databaseClasses().filter((name) => connectionsOf(name) !== undefined);

const isMajorVersion = (value: string) => offers.postgresVersions.includes(value);

/** The production requirements of a system's checklist for its database, with the rows. */
export interface PostgresRows {
  /** The rows that require a standby. */
  readonly multiAz: string;
  /** The rows that require backups. */
  readonly backups: string;
  /** The least GiB of storage. @default 20, the least gp3 has */
  readonly storage?: { readonly minimum: number; readonly because: string };
}

/** RDS only upgrades, one major version at a time, and needs the parameter group of the new version at once. */
function refusePostgresVersion({ before, after, section: database }: SettingChange): ChangeRefusal | undefined {
  const [from, to] = [coerce(String(before)), coerce(String(after))];
  if (from === null || to === null) return undefined;
  if (to.major < from.major) {
    return {
      kind: "impossible",
      allowed: `"${from.major}" or newer: RDS cannot downgrade`,
      fix: "keep it; an older version needs a new database and a restore by pg_dump (docs/runbooks/procedures/restore-a-database.md)",
    };
  }
  if (to.major > from.major + 1) {
    return {
      kind: "impossible",
      allowed: `"${from.major}" or "${from.major + 1}": one major version at a time`,
      fix: `upgrade to "${from.major + 1}" first`,
    };
  }
  return to.major > from.major ? onlyImmediately(database, `from ${from.major} to ${to.major}`) : undefined;
}

/** GiB a tenth above others, rounded up: the least by which RDS takes storage, or the ceiling of its growth, as larger. */
export function aTenthMore(gibibytes: number): number {
  return Math.ceil((gibibytes * 11) / 10);
}

/** RDS storage only grows, by a tenth at least (Amazon RDS User Guide, storage). */
function refuseStorage({ before, after, measured }: SettingChange): ChangeRefusal | undefined {
  const [was, wanted] = [Number(before), Number(after)];
  const standing = Math.max(was, Number(measured ?? 0));
  if (wanted < was) {
    return {
      kind: "impossible",
      allowed: `${standing} GiB or more: RDS storage does not shrink`,
      fix: `set it to ${standing}; less needs a new database and a restore by pg_dump (docs/runbooks/procedures/restore-a-database.md)`,
    };
  }
  const least = aTenthMore(standing);
  return wanted <= standing || wanted >= least
    ? undefined
    : {
        kind: "impossible",
        allowed: `${standing} GiB, or at least 10 % more: ${least} GiB (RDS, ModifyDBInstance)`,
        fix: `set it to ${least} or more`,
      };
}

/** RDS takes no ceiling less than a tenth above the storage, also where it has grown it by itself (ModifyDBInstance). */
function refuseCeiling({ after, measured, section: database }: SettingChange): ChangeRefusal | undefined {
  const standing = Math.max(Number(database.allocatedStorage), Number(measured ?? 0));
  const least = aTenthMore(standing);
  return Number(after) >= least
    ? undefined
    : {
        kind: "impossible",
        allowed: `at least 10 % above the ${standing} GiB that RDS has grown the storage to: ${least} GiB (RDS, storage autoscaling)`,
        fix: `set it to ${least} or more: storage does not shrink; less needs a new database and a restore by pg_dump (docs/runbooks/procedures/restore-a-database.md)`,
      };
}

/** The Postgres database of a system: the keys of a section, to which each system adds its connection settings. */
export function postgres(stage: Stage, { multiAz, backups, storage }: PostgresRows) {
  const defaults = stageDefaults[stage].postgres;
  const isProduction = stage === "production";
  const least = (isProduction ? storage : undefined) ?? { minimum: 20, because: "RDS, gp3 storage" };
  return {
    /**
     * The major version of Postgres. RDS installs the minor ones by itself (autoMinorVersionUpgrade): a pinned one would
     * become a downgrade, which RDS refuses, as soon as it has installed the next.
     */
    engineVersion: onChange(
      text(
        `a major version of Postgres, in quotes: ${offers.postgresVersions.join(", ")}; RDS installs minor versions by itself`,
        isMajorVersion,
        rewritten(isMajorVersion, asMajorVersion),
      ),
      {
        effect:
          "RDS upgrades to the next major version immediately, with ten minutes of downtime or more; take a snapshot first. RDS cannot downgrade.",
        refuses: refusePostgresVersion,
      },
    ),
    applyChanges: applyChanges(),
    /** The class of the instance; its memory must be known, because alarms depend on it. */
    instanceClass: onChange(oneOfMany(instanceClasses, knownClasses), {
      effect: "RDS changes the class in the maintenance window, with a failover or a restart.",
    }),
    /** Initial GiB. gp3 storage has 20 to 65,536 (Amazon RDS User Guide, storage). */
    allocatedStorage: onChange(wholeNumber({ ...least, maximum: 65_536, unit: "GiB" }), {
      effect: "RDS grows the storage in the maintenance window, without interruption. It never shrinks.",
      refuses: refuseStorage,
    }),
    /** GiB the storage may grow to by itself; a tenth more than `allocatedStorage` at least (RDS, storage autoscaling). */
    maxAllocatedStorage: onChange(
      wholeNumber({ minimum: 22, maximum: 65_536, unit: "GiB", because: "RDS, gp3 storage" }),
      {
        effect:
          "Changed in place, without interruption; not to less than 10 % above what RDS has grown the storage to.",
        refuses: refuseCeiling,
      },
    ),
    /** A standby in a second zone. @default true in production (required there), false elsewhere */
    multiAz: onChange(
      yesOrNo(isProduction ? { value: true, because: `production; ${multiAz}` } : undefined).default(defaults.multiAz),
      { effect: "RDS adds or removes the standby in the maintenance window; the primary stays." },
    ),
    /** Days of automated backups, to any second of which the database can be restored. RDS keeps 35 at most. */
    backupRetentionDays: onChange(
      wholeNumber({
        minimum: isProduction ? 30 : 1,
        maximum: 35,
        unit: "days",
        because: isProduction ? `${backups}; RDS keeps 35 at most` : "RDS keeps 35 at most",
      }).default(defaults.backupRetentionDays),
      lowerLosesData("Changed in place.", "the older automated backups"),
    ),
    /** Connections the instance class allows; the alarm fires at 80 % of it. Postgres on RDS takes 6 to 262,143. */
    maxConnections: onChange(
      wholeNumber({ minimum: 6, maximum: 262_143, unit: "connections", because: "RDS, max_connections" }),
      {
        effect: "Postgres applies it at the next restart: restart the instance at a time of low load.",
        afterRestart: true,
      },
    ),
    ...sqlAccess(),
    ...migrationObjects(),
  };
}
