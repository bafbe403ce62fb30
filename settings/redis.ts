import { section, text, wholeNumber } from "./field";
import type { Stage } from "./stage";
import { stageDefaults } from "./stage-defaults";

/** The Redis of a system's queues (AH-RED-01..03). */
export function redis(stage: Stage) {
  const isProduction = stage === "production";
  return section({
    /** The version of Redis OSS; users with two passwords exist from 6 on. */
    engineVersion: text('a version of Redis ElastiCache offers, in quotes: "6.2", "7.0" or "7.1"', (value) =>
      ["6.2", "7.0", "7.1"].includes(value),
    ),
    /** The type of each node. */
    nodeType: text("a type of cache node such as cache.t4g.small", (value) =>
      /^cache\.[a-z][a-z0-9]*\.[a-z0-9]+$/.test(value),
    ),
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
