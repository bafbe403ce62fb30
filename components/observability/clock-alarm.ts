import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { MetricAlarmArgs } from "./metric-alarm";

/** A metric that is written all day long and serves as the clock; what it measures does not matter. */
export interface AlarmClock {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, pulumi.Input<string>>>;
}

/** What a clock alarm tells, and when. */
export interface ClockAlarmArgs extends Pick<
  MetricAlarmArgs,
  "stage" | "severity" | "routing" | "summary" | "runbook"
> {
  clock: AlarmClock;
  /** The moment that is counted down to, in seconds since 1970. */
  moment: number;
  /** How many days before it the alarm begins. @default 0 */
  noticeDays?: number;
}

const daySeconds = 86_400;

/**
 * An alarm that begins at a moment, or days before it, and stays until a later moment is deployed. It reckons the days left
 * from the timestamps of a metric, so it needs no code that runs and could fail.
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
      // A clock that stands still is no news of what it times.
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
 * What an alarm looks at that fires when a metric falls silent: the metric's sum of each period, and 0 where it has none while
 * the clock runs. Before the clock runs there is nothing, so the alarm is no ALARM on its first day; and a silent period counts
 * at once, not when CloudWatch has looked back further (CloudWatch User Guide, "Using IF expressions" and "Configuring how
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

/** Metric maths for the days until a moment, by the metric whose id is `clock`. */
export function daysLeft(moment: number): string {
  // Seconds since 1970 of each of the clock's data points (CloudWatch, metric math functions).
  return `(${moment} - EPOCH(clock)) / ${daySeconds}`;
}
