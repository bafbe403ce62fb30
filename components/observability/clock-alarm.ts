import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { MetricAlarmArgs } from "./metric-alarm";

/** A continuously reported metric that serves as the clock; its value does not matter. */
export interface AlarmClock {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The text and the time of a clock alarm. */
export interface ClockAlarmArgs extends Pick<
  MetricAlarmArgs,
  "stage" | "severity" | "routing" | "summary" | "runbook"
> {
  clock: AlarmClock;
  /** The target time, in seconds since 1970. */
  moment: number;
  /** Days before it at which the alarm fires. @default 0 */
  noticeDays?: number;
}

const daySeconds = 86_400;

/**
 * An alarm that fires at a time, or days before it, and stays until a later time is deployed. It computes the remaining days
 * from the timestamps of a metric, so it needs no code.
 *
 * Cost (November 2026, list price, everywhere): about USD 0.10 a month.
 */
export function clockAlarm(
  name: string,
  { clock, moment, noticeDays = 0, ...said }: ClockAlarmArgs,
  options: pulumi.CustomResourceOptions,
): cloudwatch.MetricAlarm {
  return metricAlarm(
    name,
    {
      ...said,
      threshold: noticeDays,
      comparisonOperator: "LessThanThreshold",
      evaluationPeriods: 1,
      // A stopped clock says nothing about the timed event.
      treatMissingData: "ignore",
      queries: [
        { id: "left", expression: daysLeft(moment), label: "Days left", returnData: true },
        {
          id: "clock",
          returnData: false,
          metric: {
            namespace: clock.namespace,
            metricName: clock.name,
            dimensions: clock.dimensions,
            stat: "SampleCount",
            period: 3600,
          },
        },
      ],
    },
    options,
  );
}

/**
 * The queries of an alarm on a silent metric: the metric's sum of each period, and 0 without data while
 * the clock runs. Before the clock runs there is no data, so the alarm is not in ALARM on its first day; and a silent period counts
 * at once, without CloudWatch's longer evaluation range (CloudWatch User Guide, "Using IF expressions" and "Configuring how
 * CloudWatch alarms treat missing data"). Goes with `treatMissingData: "notBreaching"`.
 */
export function silenceQueries(
  id: string,
  label: string,
  { clock, watched, period }: { clock: AlarmClock; watched: AlarmClock; period: number },
): NonNullable<MetricAlarmArgs["queries"]> {
  const query = (of: string, { namespace, name, dimensions }: AlarmClock, stat: string) => ({
    id: of,
    returnData: false,
    metric: { namespace, metricName: name, dimensions, stat, period },
  });
  return [
    { id, expression: "IF(clock, watched, 0)", label, returnData: true },
    query("watched", watched, "Sum"),
    query("clock", clock, "SampleCount"),
  ];
}

/** Metric math for the days until a time, by the metric with the id `clock`. */
export function daysLeft(moment: number): string {
  // Seconds since 1970 of each of the clock's data points (CloudWatch, metric math functions).
  return `(${moment} - EPOCH(clock)) / ${daySeconds}`;
}
