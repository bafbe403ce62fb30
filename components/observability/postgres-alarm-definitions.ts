import * as pulumi from "@pulumi/pulumi";
import type { MetricAlarmArgs } from "./metric-alarm";

/** When the alarms of a Postgres instance fire. */
export interface PostgresThresholds {
  /** Percent of the CPU in use (AH-MON-11, C-10); fires when it is reached. */
  readonly cpuWarningPercent: number;
  readonly cpuCriticalPercent: number;
  /** Percent of the memory in use (AH-MON-10, C-10). */
  readonly memoryWarningPercent: number;
  readonly memoryCriticalPercent: number;
  /** Percent of the storage in use (AH-MON-09, C-10). */
  readonly storageWarningPercent: number;
  readonly storageCriticalPercent: number;
  /** Percent of `maxConnections` that are open; fires when it is reached. */
  readonly connectionsWarningPercent: number;
  readonly connectionsCriticalPercent: number;
  /** Milliseconds for one read or write of the disk. */
  readonly readLatencyMilliseconds: number;
  readonly writeLatencyMilliseconds: number;
  /** Reads and writes that wait for the disk. */
  readonly diskQueueOperations: number;
  /** Percent of the EBS burst balance that is left; at 0 the disk falls to its baseline. */
  readonly burstBalancePercent: number;
  /** Percent of the storage that write-ahead logs take. */
  readonly transactionLogsPercent: number;
  /** MiB of write-ahead log that a replication slot holds back. */
  readonly replicationSlotMebibytes: number;
  /** Millions of transactions since the oldest vacuum; at 2000 Postgres stops writing. */
  readonly transactionIdsMillions: number;
  /**
   * Standard deviations by which the number of connections may leave its band for this hour of the week (MP-M24-06).
   * @default no such alarm
   */
  readonly unusualConnectionsDeviations?: number;
}

/** The instance that is watched. */
export interface WatchedPostgres {
  /** The instance in a sentence: "the ahava-healthcare database". */
  subject: string;
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
export interface PostgresWatch {
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

/** The alarms of an instance. */
export function postgresAlarmDefinitions(instance: WatchedPostgres): PostgresWatch[] {
  return [...capacity(instance), ...storage(instance), ...disk(instance), ...integrity(instance)];
}

const severities = ["warning", "critical"] as const;

function capacity({ subject, memoryBytes, maxConnections, thresholds }: WatchedPostgres): PostgresWatch[] {
  const cpu = { warning: thresholds.cpuWarningPercent, critical: thresholds.cpuCriticalPercent };
  const memory = { warning: thresholds.memoryWarningPercent, critical: thresholds.memoryCriticalPercent };
  const open = { warning: thresholds.connectionsWarningPercent, critical: thresholds.connectionsCriticalPercent };
  return severities.flatMap((severity): PostgresWatch[] => [
    {
      name: `cpu-${severity}`,
      metric: "CPUUtilization",
      severity,
      summary: `CPU of ${subject} at ${cpu[severity]} % or more for 15 minutes${severity === "critical" ? ", or no data: it may be down" : ""}.`,
      runbook: "data/postgres-capacity",
      threshold: cpu[severity],
      bad: "above",
      // A failed database sends no data, which must not count as idle (AH-MON-07).
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
 * Relative to the storage that RDS reported at the last deployment or refresh: CloudWatch has no metric of the current
 * size. RDS's event "low storage" covers the last tenth.
 */
function storage({ subject, allocatedStorage, thresholds }: WatchedPostgres): PostgresWatch[] {
  const { transactionLogsPercent, replicationSlotMebibytes } = thresholds;
  const used = { warning: thresholds.storageWarningPercent, critical: thresholds.storageCriticalPercent };
  const bytes = pulumi.output(allocatedStorage).apply((size) => size * gibibyte);
  return [
    ...severities.map((severity): PostgresWatch => ({
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

function disk({ subject, thresholds }: WatchedPostgres): PostgresWatch[] {
  const latency = (operation: "Read" | "Write", milliseconds: number): PostgresWatch => ({
    name: `${operation.toLowerCase()}-latency`,
    metric: `${operation}Latency`,
    severity: "warning",
    summary: `Disk ${operation.toLowerCase()} latency of ${subject} at ${milliseconds} ms or more for 15 minutes.`,
    runbook: "data/postgres-disk",
    threshold: milliseconds / 1000,
    bad: "above",
  });
  const burst = (metric: "EBSIOBalance%" | "EBSByteBalance%", what: string, name: string): PostgresWatch => ({
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

function integrity({ subject, thresholds: { transactionIdsMillions } }: WatchedPostgres): PostgresWatch[] {
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
