import { coerce, lt } from "semver";
import type { Waiting } from "../../resource-type";
import { nextWindow } from "../time-windows";

/** What decides whether a change makes a cache anew. */
interface CacheVersion {
  readonly engine?: string;
  readonly engineVersion?: string;
}

/**
 * ElastiCache goes back to an older version, and from Valkey to Redis, by a new group: the provider replaces it with all
 * its data (internal/service/elasticache/engine_version.go and engine.go of hashicorp/terraform-provider-aws).
 */
export function replacedByVersion(before: CacheVersion, after: CacheVersion): readonly ("engine" | "engineVersion")[] {
  if (before.engine === "valkey" && after.engine === "redis") return ["engine"];
  const [from, to] = [versionOf(before), versionOf(after)];
  return from !== null && to !== null && before.engine === after.engine && lt(to, from) ? ["engineVersion"] : [];
}

/** "6.x" is the newest of its major version. */
function versionOf({ engineVersion }: CacheVersion) {
  return coerce(engineVersion?.replace(/\.x$/, ".999"));
}

/** What decides when ElastiCache changes a group. */
interface GroupWindow {
  readonly applyImmediately?: boolean;
  readonly maintenanceWindow?: string;
}

/**
 * What ElastiCache changes in the maintenance window unless it is told to at once. Source: ModifyReplicationGroup,
 * "ApplyImmediately", "CacheNodeType", "EngineVersion", "LogDeliveryConfigurations".
 */
const inWindow = [
  "engineVersion",
  "engineVersionActual",
  "logDeliveryConfigurations",
  "nodeType",
  "parameterGroupName",
] as const;

/** The changes of a replication group that wait. */
export function groupWaits(
  before: GroupWindow,
  { inputs }: { readonly inputs: GroupWindow },
  now: Date,
): Waiting | undefined {
  const until = nextWindow(before.maintenanceWindow ?? "", now);
  return inputs.applyImmediately === true || until === undefined ? undefined : { properties: inWindow, until };
}
