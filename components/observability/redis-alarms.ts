import * as pulumi from "@pulumi/pulumi";
import { atLeast, capital } from "./alarm-words";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** When the alarms of a Redis node fire; each value fires when it is reached. */
export interface RedisThresholds {
  /** Percent of the engine's CPU (AH-MON-11, C-10). */
  readonly cpuWarningPercent: number;
  readonly cpuCriticalPercent: number;
  /** Percent of the memory (AH-MON-10, C-10). Under noeviction a full memory refuses every write. */
  readonly memoryWarningPercent: number;
  readonly memoryCriticalPercent: number;
  /** Keys evicted in a minute. */
  readonly evictions: number;
  /** Connections to one node. */
  readonly connections: number;
  /** Replication lag in seconds; a failover loses unreplicated data. */
  readonly replicationLagSeconds: number;
  /** Megabytes of swap (ElastiCache User Guide, metrics to monitor). */
  readonly swapMegabytes: number;
}

export interface RedisAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The replication group in a sentence: "the ahava-healthcare Redis". */
  subject: string;
  /** The replication group's name. */
  replicationGroupId: pulumi.Input<string>;
  /** The number of nodes, 1 to 6; each has its own alarms. */
  nodes: number;
  thresholds: RedisThresholds;
}

/** An alarm on one metric of one node, as its differences from the others. */
interface Watch {
  /** The end of the alarm's name. */
  name: string;
  metric: string;
  severity: "warning" | "critical";
  summary: string;
  runbook: string;
  /** Reached or exceeded. */
  threshold: number;
  statistic?: "Average" | "Maximum" | "Sum";
  /** Minutes it must last. @default 5 */
  minutes?: number;
  /** Seconds of a period. @default 60 */
  period?: number;
  /** @default "notBreaching" */
  treatMissingData?: "breaching" | "notBreaching";
}

/**
 * Alarms on each node of a Redis replication group: CPU, memory, evictions, connections, replication lag, swap.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): eight alarms a node, USD 0.80 a month for each node.
 */
export class RedisAlarms extends pulumi.ComponentResource {
  /** The names of all alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: RedisAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:RedisAlarms", name, { ...args }, options);

    const nodes = Array.from({ length: args.nodes }, (_, index) => String(index + 1).padStart(3, "0"));
    const alarms = nodes.flatMap((node) => watches(args, node).map((watch) => this.alarm(name, args, node, watch)));

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private alarm(name: string, args: RedisAlarmsArgs, node: string, watch: Watch) {
    const { stage, routing, replicationGroupId } = args;
    const {
      severity,
      summary,
      runbook,
      threshold,
      minutes = 5,
      period = 60,
      treatMissingData = "notBreaching",
    } = watch;
    return metricAlarm(
      `${name}-${node}-${watch.name}`,
      {
        stage,
        routing,
        severity,
        summary,
        runbook,
        threshold,
        treatMissingData,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        evaluationPeriods: (minutes * 60) / period,
        metric: {
          namespace: "AWS/ElastiCache",
          name: watch.metric,
          dimensions: { CacheClusterId: pulumi.interpolate`${replicationGroupId}-${node}` },
          statistic: watch.statistic ?? "Average",
          period,
        },
      },
      { parent: this },
    );
  }
}

function watches({ subject, thresholds }: RedisAlarmsArgs, number: string): Watch[] {
  const { evictions, connections, replicationLagSeconds, swapMegabytes } = thresholds;
  const cpu = { warning: thresholds.cpuWarningPercent, critical: thresholds.cpuCriticalPercent };
  const memory = { warning: thresholds.memoryWarningPercent, critical: thresholds.memoryCriticalPercent };
  const node = `node ${number} of ${subject}`;
  return [
    ...(["warning", "critical"] as const).flatMap((severity): Watch[] => [
      {
        name: `cpu-${severity}`,
        metric: "EngineCPUUtilization",
        severity,
        summary: `Engine CPU of ${node} at ${cpu[severity]} % or more for 10 minutes.`,
        runbook: "data/redis-capacity",
        threshold: cpu[severity],
        minutes: 10,
        // A failed node sends no data, which must not count as idle (AH-MON-08).
        ...(severity === "critical" && { treatMissingData: "breaching" as const }),
      },
      {
        name: `memory-${severity}`,
        metric: "DatabaseMemoryUsagePercentage",
        severity,
        summary: `Memory of ${node} at ${memory[severity]} % or more for 5 minutes; at 100 % every write fails.`,
        runbook: "data/redis-memory",
        threshold: memory[severity],
      },
    ]),
    {
      name: "evictions",
      metric: "Evictions",
      severity: "critical",
      summary: `${capital(node)} evicted ${atLeast(evictions, "key")} within 5 minutes despite maxmemory-policy=noeviction; queued jobs may be lost.`,
      runbook: "data/redis-memory",
      threshold: evictions,
      statistic: "Sum",
      // A minute could pass before its data has arrived.
      period: 300,
    },
    {
      name: "connections",
      metric: "CurrConnections",
      severity: "warning",
      summary: `${capital(atLeast(connections, "connection"))} to ${node} for 5 minutes.`,
      runbook: "data/redis-capacity",
      threshold: connections,
      statistic: "Maximum",
    },
    {
      name: "replication-lag",
      metric: "ReplicationLag",
      severity: "warning",
      summary: `Replication lag of ${node} at ${replicationLagSeconds} s or more for 5 minutes.`,
      runbook: "data/redis-replication",
      threshold: replicationLagSeconds,
    },
    {
      name: "swap",
      metric: "SwapUsage",
      severity: "warning",
      summary: `Swap usage of ${node} at ${swapMegabytes} MB or more for 5 minutes.`,
      runbook: "data/redis-memory",
      threshold: swapMegabytes * 1_000_000,
    },
  ];
}
