import { tableWidget } from "./dashboard-tables";
import type { LogTable } from "./dashboard-tables";

/** The contents of a dashboard, as plain facts; a row without its facts is omitted. */
export interface DashboardFacts {
  /** The region of the metrics. */
  region: string;
  /** The API: its load balancer, its service and further services. */
  api?: {
    loadBalancerArnSuffix: string;
    targetGroupArnSuffix: string;
    /** The second target group of blue-green deployments. @default none */
    alternateTargetGroupArnSuffix?: string;
    clusterName: string;
    serviceNames: readonly string[];
    /** The warning thresholds: percent of CPU and memory, and the latency in milliseconds at a percentile. */
    thresholds: {
      cpuPercent: number;
      memoryPercent: number;
      latency: { percentile: "p95" | "p99"; milliseconds: number };
    };
  };
  /** The Postgres instance and its read replicas, and the percent of CPU at which its alarm warns. */
  database?: { instanceId: string; replicaIds?: readonly string[]; cpuPercent: number };
  /** The nodes of the Redis replication group. */
  redis?: { nodeIds: readonly string[] };
  /** The queues, as the application publishes their depth. */
  queues?: { namespace: string; names: readonly string[] };
  /** The uptime canary and the availability it is to show, in percent. */
  canary?: { name: string; objectivePercent: number };
  /** System-specific rows, below the others: business metrics, other queues. */
  custom?: readonly CustomRow[];
}

/** A row that only one system has. */
export interface CustomRow {
  title: string;
  /** Markdown above the graphs: links to other tools. @default none */
  text?: string;
  graphs: readonly CustomGraph[];
  /** Tables below the graphs. @default none */
  tables?: readonly LogTable[];
}

/** A graph of metrics by name, or of metric math. */
export interface CustomGraph {
  title: string;
  /** The statistic of the metrics: "Sum", "Average", "p99". */
  stat: string;
  /** The label of the left axis. @default none */
  unit?: string;
  /** Seconds of a period. @default 300 */
  period?: number;
  /** The metrics; one with an `id` can be used by an expression, and with `hidden` is drawn only through it. */
  metrics: readonly {
    namespace: string;
    name: string;
    dimensions?: Readonly<Record<string, string>>;
    label?: string;
    id?: string;
    hidden?: boolean;
  }[];
  /** Metric math lines from the metrics' ids: `100 * succeeded / attempts`. @default none */
  expressions?: readonly { expression: string; label: string }[];
  /** A line that marks a threshold. @default none */
  line?: { label: string; value: number };
}

/** A metric as the dashboard language writes it: namespace, name, dimensions in turn, and its presentation. */
type Metric = readonly (string | Readonly<Record<string, string | number | boolean>>)[];

/** A graph, before it has its place. */
interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly stat: string;
  readonly unit?: string;
  /** Seconds. @default 60 */
  readonly period?: number;
  /** A line that marks a threshold of the checklists. */
  readonly line?: { readonly label: string; readonly value: number };
}

interface Row {
  readonly title: string;
  readonly text?: string;
  readonly graphs: readonly Graph[];
  readonly tables?: readonly LogTable[];
}

/** The dashboard's grid: 24 columns, four graphs in a row. Source: CloudWatch dashboard body structure. */
const grid = { columns: 24, graphWidth: 6, graphHeight: 6, titleHeight: 1, textHeight: 2 };

/** The body of a CloudWatch dashboard, ready to be written as JSON (DS-OPS-01 to 03, MP-MON-08). */
export function dashboardBody(facts: DashboardFacts): { widgets: object[] } {
  const rows = [apiRow(facts), databaseRow(facts), redisRow(facts), queueRow(facts), ...customRows(facts)].filter(
    (row) => row !== undefined,
  );
  const widgets: object[] = [];
  let top = 0;
  for (const row of rows) {
    widgets.push(textWidget(`## ${row.title}`, top, grid.titleHeight));
    top += grid.titleHeight;
    if (row.text !== undefined) {
      widgets.push(textWidget(row.text, top, grid.textHeight));
      top += grid.textHeight;
    }
    row.graphs.forEach((graph, index) => {
      const perLine = grid.columns / grid.graphWidth;
      const x = (index % perLine) * grid.graphWidth;
      const y = top + Math.floor(index / perLine) * grid.graphHeight;
      widgets.push(graphWidget(graph, facts.region, x, y));
    });
    top += Math.ceil((row.graphs.length * grid.graphWidth) / grid.columns) * grid.graphHeight;
    for (const table of row.tables ?? []) {
      widgets.push(
        tableWidget(table, { region: facts.region, y: top, columns: grid.columns, height: grid.graphHeight }),
      );
      top += grid.graphHeight;
    }
  }
  return { widgets };
}

function textWidget(markdown: string, y: number, height: number): object {
  return { type: "text", x: 0, y, width: grid.columns, height, properties: { markdown } };
}

function graphWidget(graph: Graph, region: string, x: number, y: number): object {
  return {
    type: "metric",
    x,
    y,
    width: grid.graphWidth,
    height: grid.graphHeight,
    properties: {
      title: graph.title,
      view: "timeSeries",
      stacked: false,
      region,
      period: graph.period ?? 60,
      stat: graph.stat,
      metrics: graph.metrics,
      yAxis: { left: { min: 0, ...(graph.unit !== undefined && { label: graph.unit, showUnits: false }) } },
      ...(graph.line && { annotations: { horizontal: [graph.line] } }),
    },
  };
}

function apiRow({ api, canary }: DashboardFacts): Row | undefined {
  if (!api) return undefined;
  const { cpuPercent, memoryPercent, latency } = api.thresholds;
  const balancer = ["LoadBalancer", api.loadBalancerArnSuffix];
  const groups = [api.targetGroupArnSuffix, api.alternateTargetGroupArnSuffix].filter((group) => group !== undefined);
  const load = (name: string, ...rest: string[]): Metric => ["AWS/ApplicationELB", name, ...rest];
  const services = (name: string) =>
    api.serviceNames.map((service): Metric => [
      "AWS/ECS",
      name,
      "ClusterName",
      api.clusterName,
      "ServiceName",
      service,
      { label: service },
    ]);
  return {
    title: "API",
    graphs: [
      { title: "Requests a minute", stat: "Sum", metrics: [load("RequestCount", ...balancer)] },
      {
        title: "Errors a minute",
        stat: "Sum",
        metrics: ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count", "HTTPCode_Target_4XX_Count"].map((name) =>
          load(name, ...balancer),
        ),
      },
      {
        title: "Response time",
        stat: "p99",
        unit: "seconds",
        metrics: ["p50", "p95", "p99"].map((stat) => [
          ...load("TargetResponseTime", ...balancer),
          { stat, label: stat },
        ]),
        line: { label: `${latency.percentile} warning`, value: latency.milliseconds / 1000 },
      },
      {
        title: "Targets",
        stat: "Maximum",
        metrics: ["HealthyHostCount", "UnHealthyHostCount"].flatMap((name) =>
          groups.map((group) => load(name, ...balancer, "TargetGroup", group)),
        ),
      },
      {
        title: "CPU",
        stat: "Average",
        unit: "percent",
        metrics: services("CPUUtilization"),
        line: { label: "warning", value: cpuPercent },
      },
      {
        title: "Memory",
        stat: "Average",
        unit: "percent",
        metrics: services("MemoryUtilization"),
        line: { label: "warning", value: memoryPercent },
      },
      ...(canary
        ? [
            {
              title: "Uptime",
              stat: "Average",
              unit: "percent",
              metrics: [["CloudWatchSynthetics", "SuccessPercent", "CanaryName", canary.name]],
              line: { label: "objective", value: canary.objectivePercent },
            },
          ]
        : []),
    ],
  };
}

function databaseRow({ database }: DashboardFacts): Row | undefined {
  if (!database) return undefined;
  const instances = [database.instanceId, ...(database.replicaIds ?? [])];
  const graph = (title: string, names: readonly string[], unit: string): Graph => ({
    title,
    stat: "Average",
    unit,
    metrics: names.flatMap((name) => instances.map((id): Metric => ["AWS/RDS", name, "DBInstanceIdentifier", id])),
  });
  return {
    title: "Database",
    graphs: [
      { ...graph("CPU", ["CPUUtilization"], "percent"), line: { label: "warning", value: database.cpuPercent } },
      graph("Connections", ["DatabaseConnections"], "connections"),
      graph("Free storage and memory", ["FreeStorageSpace", "FreeableMemory"], "bytes"),
      graph("Read and write latency", ["ReadLatency", "WriteLatency"], "seconds"),
    ],
  };
}

function redisRow({ redis }: DashboardFacts): Row | undefined {
  if (!redis) return undefined;
  const graph = (title: string, name: string, stat: string, unit: string): Graph => ({
    title,
    stat,
    unit,
    metrics: redis.nodeIds.map((id): Metric => ["AWS/ElastiCache", name, "CacheClusterId", id, { label: id }]),
  });
  return {
    title: "Redis",
    graphs: [
      graph("Engine CPU", "EngineCPUUtilization", "Average", "percent"),
      {
        ...graph("Memory", "DatabaseMemoryUsagePercentage", "Maximum", "percent"),
        line: { label: "critical", value: 80 },
      },
      graph("Evictions, never more than 0", "Evictions", "Sum", "keys"),
      graph("Connections", "CurrConnections", "Maximum", "connections"),
    ],
  };
}

function queueRow({ queues }: DashboardFacts): Row | undefined {
  if (!queues || queues.names.length === 0) return undefined;
  const graph = (title: string, name: string): Graph => ({
    title,
    stat: "Maximum",
    unit: "jobs",
    metrics: queues.names.map((queue): Metric => [queues.namespace, name, "Queue", queue, { label: queue }]),
  });
  return { title: "Queues", graphs: [graph("Waiting jobs", "WaitingJobs"), graph("Failed jobs", "FailedJobs")] };
}

/** Business metrics are sparse; per minute most of them would be noise. */
const customPeriod = 300;

function customRows({ custom = [] }: DashboardFacts): Row[] {
  return custom.map(({ title, text, graphs, tables }) => ({
    title,
    text,
    tables,
    graphs: graphs.map(({ metrics, expressions = [], period = customPeriod, ...graph }) => ({
      ...graph,
      period,
      metrics: [
        ...expressions.map((expression): Metric => [expression]),
        ...metrics.map(({ namespace, name, dimensions = {}, label, id, hidden }): Metric => [
          namespace,
          name,
          ...Object.entries(dimensions).flat(),
          { ...(label !== undefined && { label }), ...(id !== undefined && { id }), ...(hidden && { visible: false }) },
        ]),
      ],
    })),
  }));
}
