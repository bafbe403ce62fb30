import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";
import { postgresAlarmDefinitions } from "./postgres-alarm-definitions";
import type { PostgresWatch, WatchedPostgres } from "./postgres-alarm-definitions";

export interface PostgresAlarmsArgs extends WatchedPostgres {
  stage: Stage;
  routing: AlarmRouting;
  /** The instance's name. */
  instanceIdentifier: pulumi.Input<string>;
}

/**
 * Alarms on a Postgres instance of RDS: CPU, memory, connections, storage, disk, transaction IDs.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): sixteen alarms, about USD 1.60 a month; the anomaly detection alarm
 * USD 0.30 more.
 */
export class PostgresAlarms extends pulumi.ComponentResource {
  /** The names of all alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: PostgresAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:PostgresAlarms", name, { ...args }, options);

    const watches = postgresAlarmDefinitions(args);
    const { unusualConnectionsDeviations: deviations } = args.thresholds;
    const alarms = [
      ...watches.map((watch) => this.alarm(name, args, watch)),
      ...(deviations === undefined ? [] : [this.unusual(name, args, deviations)]),
    ];

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private alarm(name: string, args: PostgresAlarmsArgs, watch: PostgresWatch) {
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
