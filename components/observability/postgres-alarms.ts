import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, MetricAlarmArgs } from "./metric-alarm";
import type { Stage } from "../naming";

export interface PostgresAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The instance's name. */
  instanceIdentifier: pulumi.Input<string>;
  /** Memory of the class it runs on, in bytes; see postgres-instance-classes.ts. */
  memoryBytes: pulumi.Input<number>;
  /** GiB of the storage it has, as RDS reports it. */
  allocatedStorage: pulumi.Input<number>;
  /** Connections it accepts at most. */
  maxConnections: number;
  /** Percent in use from which on it warns. @default { cpu: 70, memory: 80, storage: 80 } */
  warningPercent?: { cpu?: number; memory?: number; storage?: number };
  /**
   * Standard deviations by which the number of connections may leave what is usual at this hour of the week before it
   * warns (MP-M24-06). @default the number is judged only by `maxConnections`
   */
  usualConnectionsBand?: number;
}

/** Percent of the processors in use (AH-MON-11, C-10); above the second, queues grow faster than they drain. */
const processor = { warning: 70, critical: 80 } as const;
/** Percent of memory, storage or connections in use (AH-MON-09, AH-MON-10, C-10), and where it is nearly over. */
const used = { warning: 80, critical: 90 } as const;
/** Seconds for one read or write of the disk. House value: gp3 answers in single-digit milliseconds. */
const diskLatency = 0.02;
/** Reads and writes that wait for the disk. House value, as widely used for RDS. */
const diskQueue = 64;
/** Percent of the burst of disk operations still left; at nothing the disk falls to its base rate. */
const burstLeft = 20;
/** Percent of the storage that write-ahead logs may take, and bytes a replication slot may hold back. */
const logShare = 10;
const slotLag = 2 ** 30;
/** Transactions since the oldest vacuum. AWS asks to act at one thousand million; at two, Postgres stops writing. */
const transactionIds = 1_000_000_000;

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
 * Tells when a Postgres database on RDS is busy, full, slow, about to stop, or gone.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): sixteen alarms, about USD 1.60 a month; the one on what is usual
 * USD 0.30 more.
 */
export class PostgresAlarms extends pulumi.ComponentResource {
  /** The names of all alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: PostgresAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:PostgresAlarms", name, { ...args }, options);

    const watches = [...capacity(args), ...storage(args), ...disk(), ...integrity()];
    const alarms = [
      ...watches.map((watch) => this.alarm(name, args, watch)),
      ...(args.usualConnectionsBand === undefined ? [] : [this.unusual(name, args, args.usualConnectionsBand)]),
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

  /** Neither many connections nor few, but other than usual: a leak on its way, or clients that do not come (MP-M24-06). */
  private unusual(name: string, { stage, routing, instanceIdentifier }: PostgresAlarmsArgs, deviations: number) {
    return metricAlarm(
      `${name}-unusual-connections`,
      {
        stage,
        routing,
        severity: "warning",
        summary: "The database has had another number of connections than is usual at this hour for 15 minutes.",
        runbook: "postgres-connections",
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

/** The two levels of an alarm: where the settings move the first beyond the second, that lies halfway to everything. */
function levels(
  warning: number,
  house: { readonly critical: number },
): Readonly<Record<"warning" | "critical", number>> {
  return { warning, critical: warning < house.critical ? house.critical : Math.ceil((warning + 100) / 2) };
}

function capacity({ memoryBytes, maxConnections, warningPercent = {} }: PostgresAlarmsArgs): Watch[] {
  const cpu = levels(warningPercent.cpu ?? processor.warning, processor);
  const memory = levels(warningPercent.memory ?? used.warning, used);
  return severities.flatMap((severity): Watch[] => [
    {
      name: `cpu-${severity}`,
      metric: "CPUUtilization",
      severity,
      summary: `The database has used ${cpu[severity]} % of its processors or more for 15 minutes.`,
      runbook: "postgres-capacity",
      threshold: cpu[severity],
      bad: "above",
      // A database that is gone sends no figures; that must not pass for idleness (AH-MON-07).
      ...(severity === "critical" && { treatMissingData: "breaching" as const }),
    },
    {
      name: `memory-${severity}`,
      metric: "FreeableMemory",
      severity,
      summary: `The database has less than ${100 - memory[severity]} % of its memory left.`,
      runbook: "postgres-capacity",
      threshold: share(memoryBytes, 100 - memory[severity]),
      bad: "below",
    },
    {
      name: `connections-${severity}`,
      metric: "DatabaseConnections",
      severity,
      summary: `${used[severity]} % of the ${maxConnections} connections of the database are taken, or more.`,
      runbook: "postgres-connections",
      threshold: Math.floor((maxConnections * used[severity]) / 100),
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
 * grown to since. The event "low storage" tells of the last tenth of what there is.
 */
function storage({ allocatedStorage, warningPercent = {} }: PostgresAlarmsArgs): Watch[] {
  const filled = levels(warningPercent.storage ?? used.warning, used);
  const bytes = pulumi.output(allocatedStorage).apply((size) => size * gibibyte);
  return [
    ...severities.map((severity): Watch => ({
      name: `storage-${severity}`,
      metric: "FreeStorageSpace",
      severity,
      summary: `Less than ${100 - filled[severity]} % of the database's storage is free; when it is full, the database stops.`,
      runbook: "postgres-storage",
      threshold: share(bytes, 100 - filled[severity]),
      bad: "below",
      statistic: "Minimum",
      periods: 1,
    })),
    {
      name: "transaction-logs",
      metric: "TransactionLogsDiskUsage",
      severity: "warning",
      summary: `Write-ahead logs take ${logShare} % of the database's storage or more.`,
      runbook: "postgres-storage",
      threshold: share(bytes, logShare),
      bad: "above",
    },
    {
      name: "replication-slot",
      metric: "OldestReplicationSlotLag",
      severity: "warning",
      summary:
        "A reader of the database's changes has fallen a gibibyte behind; the database keeps its logs until it comes.",
      runbook: "postgres-storage",
      threshold: slotLag,
      bad: "above",
    },
  ];
}

function disk(): Watch[] {
  const latency = (operation: "Read" | "Write"): Watch => ({
    name: `${operation.toLowerCase()}-latency`,
    metric: `${operation}Latency`,
    severity: "warning",
    summary: `The database's disk has taken ${diskLatency * 1000} ms or more for a ${operation.toLowerCase()} for 15 minutes.`,
    runbook: "postgres-disk",
    threshold: diskLatency,
    bad: "above",
  });
  const burst = (metric: "EBSIOBalance%" | "EBSByteBalance%", what: string, name: string): Watch => ({
    name,
    metric,
    severity: "warning",
    summary: `The database's instance has less than ${burstLeft} % of its burst of ${what} left.`,
    runbook: "postgres-disk",
    threshold: burstLeft,
    bad: "below",
  });
  return [
    latency("Read"),
    latency("Write"),
    {
      name: "disk-queue",
      metric: "DiskQueueDepth",
      severity: "warning",
      summary: `${diskQueue} reads and writes or more have been waiting for the database's disk for 15 minutes.`,
      runbook: "postgres-disk",
      threshold: diskQueue,
      bad: "above",
    },
    burst("EBSIOBalance%", "disk operations", "disk-operations-burst"),
    burst("EBSByteBalance%", "disk throughput", "disk-throughput-burst"),
  ];
}

function integrity(): Watch[] {
  return [
    {
      name: "transaction-ids",
      metric: "MaximumUsedTransactionIDs",
      severity: "critical",
      summary:
        "The database has not been vacuumed for a thousand million transactions; at twice that it stops writing.",
      runbook: "postgres-vacuum",
      threshold: transactionIds,
      bad: "above",
      statistic: "Maximum",
      periods: 1,
    },
  ];
}
