import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

export interface RedisAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The replication group's name. */
  replicationGroupId: pulumi.Input<string>;
  /** How many nodes it has, 1 to 6; each has alarms of its own. */
  nodes: number;
  /** Connections to one node at which something leaks. House value: far above any pool here. @default 1000 */
  connections?: number;
}

/** Percent of the one processor the engine uses (AH-MON-11, C-10), and where commands begin to queue. */
const processor = { warning: 70, critical: 90 } as const;
/** Percent of the memory in use (AH-MON-10, C-10). Under noeviction a full memory refuses every write. */
const memory = { warning: 70, critical: 80 } as const;
/** Seconds a replica may be behind; a failover loses what it has not heard. House value. */
const replicationLag = 10;
/** Bytes on disk instead of in memory. Source: ElastiCache User Guide, metrics to monitor: 50 MB. */
const swap = 50_000_000;

/** An alarm on one metric of one node, as its differences from the others. */
interface Watch {
  /** The end of the alarm's name. */
  name: string;
  metric: string;
  severity: "warning" | "critical";
  /** What is wrong, to be followed by "on node <number>". */
  summary: string;
  runbook: string;
  /** Reached or exceeded. */
  threshold: number;
  statistic?: "Average" | "Maximum" | "Sum";
  /** Minutes it must last. @default 5 */
  minutes?: number;
  /** @default "notBreaching" */
  treatMissingData?: "breaching" | "notBreaching";
}

/**
 * Tells when a node of a Redis replication group is busy, full, behind, evicting, or gone.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): eight alarms a node, USD 0.80 a month for each node.
 */
export class RedisAlarms extends pulumi.ComponentResource {
  /** The names of all alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: RedisAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:RedisAlarms", name, { ...args }, options);

    const nodes = Array.from({ length: args.nodes }, (_, index) => String(index + 1).padStart(3, "0"));
    const alarms = nodes.flatMap((node) => watches(args).map((watch) => this.alarm(name, args, node, watch)));

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private alarm(name: string, args: RedisAlarmsArgs, node: string, watch: Watch) {
    const { stage, routing, replicationGroupId } = args;
    const { severity, runbook, threshold, minutes = 5, treatMissingData = "notBreaching" } = watch;
    return metricAlarm(
      `${name}-${node}-${watch.name}`,
      {
        stage,
        routing,
        severity,
        summary: `${watch.summary} on node ${node}.`,
        runbook,
        threshold,
        treatMissingData,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        evaluationPeriods: minutes,
        metric: {
          namespace: "AWS/ElastiCache",
          name: watch.metric,
          dimensions: { CacheClusterId: pulumi.interpolate`${replicationGroupId}-${node}` },
          statistic: watch.statistic ?? "Average",
          period: 60,
        },
      },
      { parent: this },
    );
  }
}

function watches({ connections = 1000 }: RedisAlarmsArgs): Watch[] {
  return [
    ...(["warning", "critical"] as const).flatMap((severity): Watch[] => [
      {
        name: `cpu-${severity}`,
        metric: "EngineCPUUtilization",
        severity,
        summary: `Redis has used ${processor[severity]} % of its processor or more for 10 minutes`,
        runbook: "redis-capacity",
        threshold: processor[severity],
        minutes: 10,
        // A node that is gone sends no figures; that must not pass for idleness (AH-MON-08).
        ...(severity === "critical" && { treatMissingData: "breaching" as const }),
      },
      {
        name: `memory-${severity}`,
        metric: "DatabaseMemoryUsagePercentage",
        severity,
        summary: `Redis has ${memory[severity]} % of its memory in use or more; when it is full, every write fails`,
        runbook: "redis-memory",
        threshold: memory[severity],
      },
    ]),
    {
      name: "evictions",
      metric: "Evictions",
      severity: "critical",
      summary: "Redis has thrown keys away, which noeviction forbids: jobs may be lost",
      runbook: "redis-memory",
      threshold: 1,
      statistic: "Sum",
      minutes: 1,
    },
    {
      name: "connections",
      metric: "CurrConnections",
      severity: "warning",
      summary: `Redis has ${connections} connections or more`,
      runbook: "redis-capacity",
      threshold: connections,
      statistic: "Maximum",
    },
    {
      name: "replication-lag",
      metric: "ReplicationLag",
      severity: "warning",
      summary: `The replica has been ${replicationLag} seconds behind or more for 5 minutes`,
      runbook: "redis-replication",
      threshold: replicationLag,
    },
    {
      name: "swap",
      metric: "SwapUsage",
      severity: "warning",
      summary: "Redis has moved 50 MB or more out of its memory, onto the disk",
      runbook: "redis-memory",
      threshold: swap,
    },
  ];
}
