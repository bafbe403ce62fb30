import type { Dimension } from "@aws-sdk/client-cloudwatch";
import { type Account } from "./account";
import { type Deployed, type DeployedPart, hour, ofType, regionOf } from "./deployed";

/** One metric, as an alarm or a dashboard names it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly region: string;
}

/** The type of an alarm. */
export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

interface AlarmProperties {
  readonly metricName?: string;
  readonly namespace?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly metricQueries?: readonly {
    readonly metric?: {
      readonly metricName: string;
      readonly namespace: string;
      readonly dimensions?: Readonly<Record<string, string>>;
    };
  }[];
}

/** The metrics of a name that the alarms of a system watch, each once: what is alarmed on is what is judged. */
export function watchedMetrics(deployed: Deployed, name: string): readonly Metric[] {
  const found = ofType(deployed.own, alarmType).flatMap((alarm) => metricsOf(alarm, deployed));
  const byText = new Map(found.filter((metric) => metric.name === name).map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}

function metricsOf(alarm: DeployedPart, deployed: Deployed): readonly Metric[] {
  const region = regionOf(alarm, deployed);
  const { metricName, namespace, dimensions, metricQueries = [] } = alarm.properties as AlarmProperties;
  const queried = metricQueries.flatMap(({ metric }) => metric ?? []);
  return [{ metricName, namespace, dimensions }, ...queried].flatMap((metric) =>
    metric.metricName === undefined || metric.namespace === undefined
      ? []
      : [{ name: metric.metricName, namespace: metric.namespace, dimensions: metric.dimensions ?? {}, region }],
  );
}

/** How values of a metric are put together, and over which time. */
export interface Span {
  /** `Sum`, `Average`, `Maximum`, `p99`. */
  readonly statistic: string;
  /** Seconds of one value. */
  readonly period: number;
  /** Hours back from now. */
  readonly hours: number;
  readonly now: Date;
}

/** The values of a metric, oldest first. Throws Unreachable as {@link Account.read} does. */
export async function valuesOf(
  account: Account,
  { namespace, name, dimensions, region }: Metric,
  { statistic, period, hours, now }: Span,
): Promise<readonly number[]> {
  const { MetricDataResults = [] } = await account.read(
    "cloudwatch",
    (client, sending) =>
      client.getMetricData(
        {
          StartTime: new Date(now.getTime() - hours * hour),
          EndTime: now,
          ScanBy: "TimestampAscending",
          MetricDataQueries: [
            {
              Id: "value",
              MetricStat: {
                Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensionsOf(dimensions) },
                Period: period,
                Stat: statistic,
              },
            },
          ],
        },
        sending,
      ),
    region,
  );
  return MetricDataResults.flatMap(({ Values = [] }) => Values);
}

function dimensionsOf(dimensions: Metric["dimensions"]): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** The sum of all values of several metrics over a time. */
export async function sumOf(account: Account, metrics: readonly Metric[], hours: number, now: Date): Promise<number> {
  const values = await Promise.all(
    metrics.map(async (metric) => valuesOf(account, metric, { statistic: "Sum", period: 3600, hours, now })),
  );
  return values.flat().reduce((sum, value) => sum + value, 0);
}
