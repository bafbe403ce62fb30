import { tokens } from "./tokens";
import type { StackResource } from "../stack-view";
import { canaryType } from "./canaries";
import { known } from "../unknown-value";

/** A metric as an alarm names it, alone or in one of its queries. */
export interface Metric {
  readonly metricName?: string;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  /** The statistic of a metric in a query. */
  readonly stat?: string;
  readonly unit?: string;
  readonly namespace?: string;
  /** In seconds. */
  readonly period?: number;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** An alarm, as far as rules read it. */
export interface AlarmState extends Metric {
  readonly region: string;
  readonly metricQueries: readonly {
    readonly metric?: Metric;
    readonly expression?: string;
    readonly period?: number;
  }[];
  readonly comparisonOperator: string;
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: string;
  readonly insufficientDataActions: readonly string[];
}

/** A resource that needs alarms, with the properties that decide which ones. */
interface WatchedState {
  readonly replicateSourceDb: string;
  readonly loadBalancerType: string;
}

/** The metrics that must have an alarm, each with those that serve as well. */
type Metrics = readonly (readonly string[])[];

/** The required alarms of one kind of resource. */
export interface Coverage {
  readonly types: readonly string[];
  /** The metrics that must be watched of a resource. */
  readonly metrics: (resource: StackResource<WatchedState>) => Metrics;
  /** The property whose value is in an alarm's dimensions. */
  readonly identifier: string;
  /** The namespaces of the metrics, and the dimensions that name the resource in them. */
  readonly namespaces: readonly string[];
  readonly dimensions: readonly string[];
  /** The dimensions that may stand beside these; with any other the metric does not exist. */
  readonly beside: readonly string[];
  /** Resources whose alarms also count: the members of a cluster. @default none */
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
    namespaces: ["AWS/RDS"],
    dimensions: ["DBInstanceIdentifier"],
    beside: [],
  },
  {
    types: tokens.databaseClusters,
    // The storage of a cluster grows by itself.
    metrics: () => [["CPUUtilization"], ["DatabaseConnections"], ["FreeableMemory", "ServerlessDatabaseCapacity"]],
    identifier: "clusterIdentifier",
    namespaces: ["AWS/RDS"],
    dimensions: ["DBClusterIdentifier", "DBInstanceIdentifier"],
    beside: ["Role"],
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
    namespaces: ["AWS/ElastiCache"],
    dimensions: ["CacheClusterId", "ReplicationGroupId"],
    beside: ["CacheNodeId", "NodeGroupId", "Role"],
  },
  {
    types: tokens.loadBalancers,
    // A network load balancer has no response metrics.
    metrics: ({ props }) =>
      (props.loadBalancerType ?? "application") === "application"
        ? ofApplicationBalancer
        : [["UnHealthyHostCount", "HealthyHostCount"]],
    identifier: "arnSuffix",
    namespaces: ["AWS/ApplicationELB", "AWS/NetworkELB"],
    dimensions: ["LoadBalancer"],
    beside: ["TargetGroup", "AvailabilityZone"],
  },
  {
    types: ["aws:ecs/service:Service"],
    metrics: () => [["CPUUtilization"], ["MemoryUtilization"]],
    identifier: "name",
    namespaces: ["AWS/ECS", "ECS/ContainerInsights"],
    dimensions: ["ServiceName"],
    beside: ["ClusterName", "TaskDefinitionFamily"],
  },
  {
    types: [canaryType],
    metrics: () => [["SuccessPercent"]],
    identifier: "name",
    namespaces: ["CloudWatchSynthetics"],
    dimensions: ["CanaryName"],
    beside: ["StepName"],
  },
];

/** The metrics of an alarm. */
export function metricsOf(alarm: Metric & Partial<Pick<AlarmState, "metricQueries">>): readonly Metric[] {
  return [alarm, ...(alarm.metricQueries ?? []).map((query) => query.metric ?? {})];
}

/**
 * The metrics by which an alarm watches a resource: those in the right namespace whose dimension was made from it, or holds
 * its identifier. The nodes of a replication group have its name with a hyphen and a number.
 */
export function watchedMetrics(
  alarm: StackResource<AlarmState>,
  resource: StackResource,
  { identifier, namespaces, dimensions: keys }: Pick<Coverage, "identifier" | "namespaces" | "dimensions">,
): readonly string[] {
  const { dimensions = [], metricQueries = [] } = alarm.propertyDependencies;
  const made = [...dimensions, ...metricQueries].some(({ urn }) => urn === resource.urn);
  const id = known(() => (resource.props as Record<string, unknown>)[identifier]);
  return metricsOf(alarm.props).flatMap((metric) => {
    const { metricName, namespace } = metric;
    if (metricName === undefined || (namespace !== undefined && !namespaces.includes(namespace))) return [];
    const values = keys.map((key) => known(() => metric.dimensions?.[key])).filter((value) => value !== undefined);
    if (values.length > 0 && typeof id === "string")
      return values.some((value) => isNamed(value, id)) ? [metricName] : [];
    // The origin of the dimensions decides while their values are unknown.
    const isUnknown = known(() => metric.dimensions) === undefined;
    return made && (isUnknown || keys.some((key) => key in (metric.dimensions ?? {}))) ? [metricName] : [];
  });
}

function isNamed(value: string, id: string): boolean {
  return value === id || (value.startsWith(`${id}-`) && /^\d+$/.test(value.slice(id.length + 1)));
}
