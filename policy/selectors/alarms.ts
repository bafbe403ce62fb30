import { tokens } from "./tokens";
import type { StackResource } from "../stack-view";
import { isUnknownValueError } from "../unknown-value";

/** A metric as an alarm names it, alone or in one of its queries. */
interface Metric {
  readonly metricName?: string;
  readonly namespace?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** An alarm, as far as rules read it. */
export interface AlarmState extends Metric {
  readonly metricQueries: readonly { readonly metric?: Metric }[];
}

/** A resource whose alarms are asked for, as far as it decides which ones. */
interface WatchedState {
  readonly replicateSourceDb: string;
  readonly loadBalancerType: string;
}

/** The metrics that must have an alarm, each with those that serve as well. */
type Metrics = readonly (readonly string[])[];

/** What must be watched of one kind of resource. */
export interface Coverage {
  readonly types: readonly string[];
  /** The metrics that must be watched of a resource. */
  readonly metrics: (resource: StackResource<WatchedState>) => Metrics;
  /** The property whose value is in an alarm's dimensions. */
  readonly identifier: string;
  /** Those whose alarms are its alarms too: the members of a cluster. @default none */
  readonly members?: { readonly types: readonly string[]; readonly property: string; readonly by: readonly string[] };
}

const ofDatabase: Metrics = [["CPUUtilization"], ["FreeStorageSpace"], ["DatabaseConnections"], ["FreeableMemory"]];
const ofApplicationBalancer: Metrics = [
  ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
  ["TargetResponseTime"],
  ["UnHealthyHostCount", "HealthyHostCount"],
];

/**
 * The alarms the checklists require: CPU, memory and storage of data stores, errors, latency and health
 * at the edge, CPU and memory of the services (AH-MON-06, AH-MON-09 to AH-MON-11, MP-ALR-01, MP-ALR-02, MP-THR-*).
 */
export const coverages: readonly Coverage[] = [
  {
    types: tokens.databases,
    metrics: ({ props }) =>
      (props.replicateSourceDb ?? "") === "" ? ofDatabase : [...ofDatabase, ["ReplicaLag", "OldestReplicationSlotLag"]],
    identifier: "identifier",
  },
  {
    types: tokens.databaseClusters,
    // The storage of a cluster grows by itself.
    metrics: () => [["CPUUtilization"], ["DatabaseConnections"], ["FreeableMemory", "ServerlessDatabaseCapacity"]],
    identifier: "clusterIdentifier",
    members: {
      types: tokens.databaseClusterInstances,
      property: "clusterIdentifier",
      by: ["id", "clusterIdentifier"],
    },
  },
  {
    types: tokens.caches,
    metrics: () => [
      ["EngineCPUUtilization", "CPUUtilization"],
      ["DatabaseMemoryUsagePercentage", "FreeableMemory"],
      ["Evictions"],
    ],
    identifier: "replicationGroupId",
  },
  {
    types: tokens.loadBalancers,
    // One for networks knows neither answers nor their time.
    metrics: ({ props }) =>
      (props.loadBalancerType ?? "application") === "application"
        ? ofApplicationBalancer
        : [["UnHealthyHostCount", "HealthyHostCount"]],
    identifier: "arnSuffix",
  },
  {
    types: ["aws:ecs/service:Service"],
    metrics: () => [["CPUUtilization"], ["MemoryUtilization"]],
    identifier: "name",
  },
];

/** The metrics an alarm looks at. */
export function metricsOf({ props }: StackResource<AlarmState>): readonly Metric[] {
  return [props, ...(props.metricQueries ?? []).map((query) => query.metric ?? {})];
}

/**
 * Whether an alarm watches a resource: its dimensions were made from it, or they hold its identifier. The nodes of a
 * replication group are called after it, with a hyphen and a number.
 */
export function watches(alarm: StackResource<AlarmState>, resource: StackResource, identifier: string): boolean {
  const { dimensions = [], metricQueries = [] } = alarm.propertyDependencies;
  if ([...dimensions, ...metricQueries].some(({ urn }) => urn === resource.urn)) return true;
  const id = known(() => (resource.props as Record<string, unknown>)[identifier]);
  if (typeof id !== "string") return false;
  return metricsOf(alarm).some((metric) => {
    const values = known(() => Object.values({ ...metric.dimensions })) ?? [];
    return values.some(
      (value) => value === id || (value.startsWith(`${id}-`) && /^\d+$/.test(value.slice(id.length + 1))),
    );
  });
}

/** A value if it is known by now. An unknown one leads nowhere here: what it was made from has been looked at before. */
function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknownValueError(error)) return undefined;
    throw error;
  }
}
