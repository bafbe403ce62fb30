import { coerce, lt } from "semver";
import { oneOfMany, section, wholeNumber } from "../fields/field";
import { cacheNodeTypes, offers } from "../published/offers";
import type { Stage } from "../stage/stage";
import { stageDefaults } from "./stage-defaults";
import { applyChanges, onlyImmediately } from "../standing/apply-changes";
import {
  type ChangeRefusal,
  type DataLoss,
  lowerLosesData,
  onChange,
  type SettingChange,
} from "../standing/change-rule";

/** ElastiCache upgrades to a new major version only immediately. */
function refuseInWindow({ before, after, section: redis }: SettingChange): ChangeRefusal | undefined {
  const [from, to] = [coerce(String(before)), coerce(String(after))];
  return from !== null && to !== null && to.major > from.major
    ? onlyImmediately(redis, `from ${from.major} to ${to.major}`)
    : undefined;
}

/** ElastiCache goes back to an older version only by a new replication group. */
function lostWithVersion({ before, after }: SettingChange): DataLoss | undefined {
  const [from, to] = [coerce(String(before)), coerce(String(after))];
  return from !== null && to !== null && lt(to, from)
    ? {
        kind: "replaces a data store",
        allowed: `"${from.major}.${from.minor}" or newer: ElastiCache replaces the replication group for an older version, with all jobs in it`,
        fix: "keep it",
      }
    : undefined;
}

const versions = offers.redisVersions.map((version) => `"${version}"`);

/** The version of the same major one that ElastiCache moves an older one on to. */
function newestMinor(value: string): string | undefined {
  const newest = offers.redisVersions.find((version) => version.split(".")[0] === value.split(".")[0]);
  return newest === undefined ? undefined : `write "${newest}"`;
}

/** The Redis of a system's queues (AH-RED-01..03). */
export function redis(stage: Stage) {
  const isProduction = stage === "production";
  return section({
    /**
     * The version of Redis OSS, the newest of its major one: ElastiCache installs minor versions by itself
     * (autoMinorVersionUpgrade). Users with two passwords exist from 6 on.
     */
    engineVersion: onChange(
      oneOfMany(
        `a version of Redis, in quotes: ${versions.join(" or ")}; ElastiCache upgrades older versions of the same major version automatically`,
        offers.redisVersions,
        newestMinor,
      ),
      {
        effect:
          "ElastiCache installs a newer major version immediately, with a failover. An older version replaces the replication group with all its jobs.",
        refuses: refuseInWindow,
        loses: lostWithVersion,
      },
    ),
    applyChanges: applyChanges(),
    /** The type of each node. */
    nodeType: onChange(oneOfMany("a type of cache node such as cache.t4g.small", cacheNodeTypes()), {
      effect: "ElastiCache resizes the nodes in the maintenance window, with a failover.",
    }),
    /** One primary and up to five replicas (ElastiCache, CreateReplicationGroup); production can lose one (AH-RED-01). */
    nodes: onChange(
      wholeNumber({
        minimum: isProduction ? 2 : 1,
        maximum: 6,
        unit: "nodes",
        because: isProduction ? "production fails over to a replica: AH-RED-01" : "a primary and up to five replicas",
      }),
      { effect: "Adds or removes replicas immediately; the primary stays." },
    ),
    /** Days a daily snapshot is kept; ElastiCache keeps 35 at most, production 7 at least (AH-RED-03). */
    snapshotRetentionDays: onChange(
      wholeNumber({
        minimum: isProduction ? 7 : 0,
        maximum: 35,
        unit: "days",
        because: isProduction ? "AH-RED-03" : "ElastiCache, SnapshotRetentionLimit",
      }).default(stageDefaults[stage].redis.snapshotRetentionDays),
      lowerLosesData("Changed in place.", "the older snapshots"),
    ),
  });
}
