import { oneOfMany, section, wholeNumber } from "./field";
import { cacheNodeTypes, offers } from "./published/offers";
import type { Stage } from "./stage";
import { stageDefaults } from "./stage-defaults";

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
    engineVersion: oneOfMany(
      `a version of Redis, in quotes: ${versions.join(" or ")}; ElastiCache moves older ones of the same major version on to it by itself`,
      offers.redisVersions,
      newestMinor,
    ),
    /** The type of each node. */
    nodeType: oneOfMany("a type of cache node such as cache.t4g.small", cacheNodeTypes()),
    /** One primary and up to five replicas (ElastiCache, CreateReplicationGroup); production can lose one (AH-RED-01). */
    nodes: wholeNumber({
      minimum: isProduction ? 2 : 1,
      maximum: 6,
      unit: "nodes",
      because: isProduction ? "production fails over to a replica: AH-RED-01" : "a primary and up to five replicas",
    }),
    /** Days a daily snapshot is kept; ElastiCache keeps 35 at most, production 7 at least (AH-RED-03). */
    snapshotRetentionDays: wholeNumber({
      minimum: isProduction ? 7 : 0,
      maximum: 35,
      unit: "days",
      because: isProduction ? "AH-RED-03" : "ElastiCache, SnapshotRetentionLimit",
    }).default(stageDefaults[stage].redis.snapshotRetentionDays),
  });
}
