import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, MetricAlarmArgs } from "./metric-alarm";
import type { Stage } from "../naming";
import type { PostgresThresholds } from "./postgres-thresholds";

export interface PostgresAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The instance in a sentence: "the ahava-healthcare database". */
  subject: string;
  /** The instance's name. */
  instanceIdentifier: pulumi.Input<string>;
  /** Memory of the class it runs on, in bytes; see postgres-instance-classes.ts. */
  memoryBytes: pulumi.Input<number>;
  /** GiB of the storage it has, as RDS reports it. */
  allocatedStorage: pulumi.Input<number>;
  /** Connections it accepts at most. */
  maxConnections: number;
  thresholds: PostgresThresholds;
}

const gibibyte = 2 ** 30;

/** An alarm on one metric of the instance, as its differences from the others. */
interface Watch {
  /** The end of the alarm's name. */
  name: string;
  metric: string;
  severity: "warning" | "critical";
  summary: string;
  runbook: string;
  threshold: pulumi.Input<number>;
  /** Which side of the threshold is bad. */
  bad: "above" | "below";
  statistic?: "Average" | "Maximum" | "Minimum";
  /** Periods of five minutes. @default 3 */
  periods?: number;
  /** @default "notBreaching": not every class and version publishes every metric */
  treatMissingData?: MetricAlarmArgs["treatMissingData"];
}

/**
 * Alarms on a Postgres instance of RDS: CPU, memory, connections, storage, disk, transaction IDs.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): sixteen alarms, about USD 1.60 a month; the one on what is usual
 * USD 0.30 more.
 */
export class PostgresAlarms extends pulumi.ComponentResource {
  /** The names of all alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: PostgresAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:PostgresAlarms", name, { ...args }, options);

    const watches = [...capacity(args), ...storage(args), ...disk(args), ...integrity(args)];
    const { unusualConnectionsDeviations: deviations } = args.thresholds;
    const alarms = [
      ...watches.map((watch) => this.alarm(name, args, watch)),
      ...(deviations === undefined ? [] : [this.unusual(name, args, deviations)]),
    ];

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private alarm(name: string, args: PostgresAlarmsArgs, watch: Watch) {
    const { stage, routing, instanceIdentifier } = args;
    const { severity, summary, runbook, threshold, treatMissingData = "notBreaching" } = watch;
    return metricAlarm(
      `${name}-${watch.name}`,
      {
        stage,
        routing,
        severity,
        summary,
        runbook,
        threshold,
        treatMissingData,
        comparisonOperator: watch.bad === "above" ? "GreaterThanOrEqualToThreshold" : "LessThanThreshold",
        evaluationPeriods: watch.periods ?? 3,
        metric: {
          namespace: "AWS/RDS",
          name: watch.metric,
          dimensions: { DBInstanceIdentifier: instanceIdentifier },
          statistic: watch.statistic ?? "Average",
          period: 300,
        },
      },
      { parent: this },
    );
  }

  /** Other than usual: a leak of connections, or clients that do not connect (MP-M24-06). */
  private unusual(
    name: string,
    { stage, routing, subject, instanceIdentifier }: PostgresAlarmsArgs,
    deviations: number,
  ) {
    return metricAlarm(
      `${name}-unusual-connections`,
      {
        stage,
        routing,
        severity: "warning",
        summary: `Connections to ${subject} outside their normal band (${deviations} standard deviations) for 15 minutes.`,
        runbook: "data/postgres-connections",
        band: "usual",
        comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
        evaluationPeriods: 3,
        treatMissingData: "notBreaching",
        queries: [
          {
            id: "usual",
            expression: `ANOMALY_DETECTION_BAND(connections, ${deviations})`,
            label: "Connections as usual",
            returnData: true,
          },
          {
            id: "connections",
            returnData: true,
            metric: {
              namespace: "AWS/RDS",
              metricName: "DatabaseConnections",
              dimensions: { DBInstanceIdentifier: instanceIdentifier },
              stat: "Average",
              period: 300,
            },
          },
        ],
      },
      { parent: this },
    );
  }
}

const severities = ["warning", "critical"] as const;

function capacity({ subject, memoryBytes, maxConnections, thresholds }: PostgresAlarmsArgs): Watch[] {
  const cpu = { warning: thresholds.cpuWarningPercent, critical: thresholds.cpuCriticalPercent };
  const memory = { warning: thresholds.memoryWarningPercent, critical: thresholds.memoryCriticalPercent };
  const open = { warning: thresholds.connectionsWarningPercent, critical: thresholds.connectionsCriticalPercent };
  return severities.flatMap((severity): Watch[] => [
    {
      name: `cpu-${severity}`,
      metric: "CPUUtilization",
      severity,
      summary: `CPU of ${subject} at ${cpu[severity]} % or more for 15 minutes${severity === "critical" ? ", or no data: it may be down" : ""}.`,
      runbook: "data/postgres-capacity",
      threshold: cpu[severity],
      bad: "above",
      // A database that is gone sends no figures; that must not pass for idleness (AH-MON-07).
      ...(severity === "critical" && { treatMissingData: "breaching" as const }),
    },
    {
      name: `memory-${severity}`,
      metric: "FreeableMemory",
      severity,
      summary: `Freeable memory of ${subject} below ${100 - memory[severity]} % for 15 minutes.`,
      runbook: "data/postgres-capacity",
      threshold: share(memoryBytes, 100 - memory[severity]),
      bad: "below",
    },
    {
      name: `connections-${severity}`,
      metric: "DatabaseConnections",
      severity,
      summary: `Connections to ${subject} at ${open[severity]} % or more of its maximum (${maxConnections}).`,
      runbook: "data/postgres-connections",
      threshold: Math.floor((maxConnections * open[severity]) / 100),
      bad: "above",
      statistic: "Maximum",
      periods: 1,
    },
  ]);
}

/** A share of a number, in per cent. */
function share(whole: pulumi.Input<number>, percent: number): pulumi.Output<number> {
  return pulumi.output(whole).apply((number) => (number * percent) / 100);
}

/**
 * Measured against the storage that RDS reported at the last deployment or refresh: CloudWatch has no metric of what it has
 * grown to since. RDS's event "low storage" covers the last tenth.
 */
function storage({ subject, allocatedStorage, thresholds }: PostgresAlarmsArgs): Watch[] {
  const { transactionLogsPercent, replicationSlotMebibytes } = thresholds;
  const used = { warning: thresholds.storageWarningPercent, critical: thresholds.storageCriticalPercent };
  const bytes = pulumi.output(allocatedStorage).apply((size) => size * gibibyte);
  return [
    ...severities.map((severity): Watch => ({
      name: `storage-${severity}`,
      metric: "FreeStorageSpace",
      severity,
      summary: `Free storage of ${subject} below ${100 - used[severity]} %; at 0 % it stops.`,
      runbook: "data/postgres-storage",
      threshold: share(bytes, 100 - used[severity]),
      bad: "below",
      statistic: "Minimum",
      periods: 1,
    })),
    {
      name: "transaction-logs",
      metric: "TransactionLogsDiskUsage",
      severity: "warning",
      summary: `Write-ahead logs of ${subject} at ${transactionLogsPercent} % of its storage or more for 15 minutes.`,
      runbook: "data/postgres-storage",
      threshold: share(bytes, transactionLogsPercent),
      bad: "above",
    },
    {
      name: "replication-slot",
      metric: "OldestReplicationSlotLag",
      severity: "warning",
      summary: `A replication slot of ${subject} lags ${replicationSlotMebibytes} MiB or more for 15 minutes; the database keeps its logs until the consumer reads them.`,
      runbook: "data/postgres-storage",
      threshold: replicationSlotMebibytes * 2 ** 20,
      bad: "above",
    },
  ];
}

function disk({ subject, thresholds }: PostgresAlarmsArgs): Watch[] {
  const latency = (operation: "Read" | "Write", milliseconds: number): Watch => ({
    name: `${operation.toLowerCase()}-latency`,
    metric: `${operation}Latency`,
    severity: "warning",
    summary: `Disk ${operation.toLowerCase()} latency of ${subject} at ${milliseconds} ms or more for 15 minutes.`,
    runbook: "data/postgres-disk",
    threshold: milliseconds / 1000,
    bad: "above",
  });
  const burst = (metric: "EBSIOBalance%" | "EBSByteBalance%", what: string, name: string): Watch => ({
    name,
    metric,
    severity: "warning",
    summary: `EBS ${what} burst balance of ${subject} below ${thresholds.burstBalancePercent} % for 15 minutes.`,
    runbook: "data/postgres-disk",
    threshold: thresholds.burstBalancePercent,
    bad: "below",
  });
  return [
    latency("Read", thresholds.readLatencyMilliseconds),
    latency("Write", thresholds.writeLatencyMilliseconds),
    {
      name: "disk-queue",
      metric: "DiskQueueDepth",
      severity: "warning",
      summary: `Disk queue depth of ${subject} at ${thresholds.diskQueueOperations} or more for 15 minutes.`,
      runbook: "data/postgres-disk",
      threshold: thresholds.diskQueueOperations,
      bad: "above",
    },
    burst("EBSIOBalance%", "I/O", "disk-operations-burst"),
    burst("EBSByteBalance%", "throughput", "disk-throughput-burst"),
  ];
}

function integrity({ subject, thresholds: { transactionIdsMillions } }: PostgresAlarmsArgs): Watch[] {
  return [
    {
      name: "transaction-ids",
      metric: "MaximumUsedTransactionIDs",
      severity: "critical",
      summary: `Oldest transaction ID of ${subject} is ${transactionIdsMillions} million old or more; wraparound protection stops writes at 2 billion.`,
      runbook: "data/postgres-vacuum",
      threshold: transactionIdsMillions * 1_000_000,
      bad: "above",
      statistic: "Maximum",
      periods: 1,
    },
  ];
}
