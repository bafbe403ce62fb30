import { alarmState, periodsBeyond } from "./alarm-state";
import type { AlarmState, MissingData } from "./alarm-state";
import { reckon } from "./metric-maths";
import type { Series } from "./metric-maths";

/** A metric with its statistic, as an alarm names it. */
export interface AlarmMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  /** "Sum", "Average", "Minimum", "Maximum", "SampleCount" or a percentile such as "p99". */
  readonly stat: string;
  /** Seconds. */
  readonly period: number;
}

/** A metric alarm, in the properties of aws.cloudwatch.MetricAlarm. */
export interface EvaluatedAlarm {
  readonly comparisonOperator: string;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm?: number;
  readonly treatMissingData?: string;
  readonly namespace?: string;
  readonly metricName?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly period?: number;
  readonly metricQueries?: readonly {
    readonly id: string;
    readonly expression?: string;
    readonly returnData?: boolean;
    readonly metric?: AlarmMetric;
  }[];
}

/** The data that an alarm sees. */
export interface MetricData {
  /** What a metric measures in the minute that begins at a second since 1970; undefined where it reports nothing. */
  readonly sample: (metric: AlarmMetric, second: number) => number | undefined;
  /** Seconds until a measurement of the metric can be read. */
  readonly delay: (metric: AlarmMetric) => number;
  /** What an anomaly detection band expects: the lowest and the highest. Needed by alarms that compare with one. */
  readonly band?: readonly [number, number];
  /** Seconds from one evaluation to the next. @default CloudWatch's own: a minute, or an hour for what spans days */
  readonly step?: number;
  /** Periods retrieved beyond the evaluation periods. @default as in the example of CloudWatch's guide */
  readonly beyond?: number;
}

/** A change of an alarm's state. */
export interface StateChange {
  /** Seconds since 1970. */
  readonly at: number;
  readonly state: AlarmState;
}

/** From this span CloudWatch evaluates once an hour instead of once a minute (CloudWatch User Guide, "Alarm evaluation"). */
const multiDaySeconds = 86_400;

/**
 * How the state of an alarm changes between two moments, given in seconds since 1970; it begins as CloudWatch makes it, in
 * INSUFFICIENT_DATA, at `from`. Throws what {@link reckon} throws.
 */
export function alarmHistory(alarm: EvaluatedAlarm, data: MetricData, from: number, to: number): StateChange[] {
  const period = periodOf(alarm);
  const step = data.step ?? (period * alarm.evaluationPeriods > multiDaySeconds ? 3600 : 60);
  const changes: StateChange[] = [];
  const evaluation = {
    evaluationPeriods: alarm.evaluationPeriods,
    datapointsToAlarm: alarm.datapointsToAlarm ?? alarm.evaluationPeriods,
    treatMissingData: (alarm.treatMissingData ?? "missing") as MissingData,
  };
  const count = alarm.evaluationPeriods + (data.beyond ?? periodsBeyond);
  const readings = new Readings(alarm, data);
  let current: AlarmState = "INSUFFICIENT_DATA";
  for (let now = from; now <= to; now += step) {
    const times = Array.from({ length: count }, (_, index) => now - (count - index) * period);
    const points = readings
      .judged(times, now)
      .map((value) => (value === undefined ? undefined : isBreach(alarm, value, data.band)));
    const next = alarmState(points, evaluation, current);
    if (next !== current) changes.push({ at: now, state: next });
    current = next;
  }
  return changes;
}

/** The seconds of an alarm's period. */
export function periodOf({ period, metricQueries = [] }: EvaluatedAlarm): number {
  return period ?? metricQueries.find(({ metric }) => metric !== undefined)?.metric?.period ?? 60;
}

/** Reads the metrics of an alarm; a period that is over and whose data has come is reckoned once. */
class Readings {
  readonly #complete = new Map<AlarmMetric, Map<number, number | undefined>>();
  readonly #single: AlarmMetric;

  constructor(
    readonly alarm: EvaluatedAlarm,
    private readonly data: MetricData,
  ) {
    const { namespace = "", metricName = "", dimensions, statistic, extendedStatistic } = alarm;
    const stat = statistic ?? extendedStatistic ?? "Average";
    this.#single = { namespace, metricName, dimensions, stat, period: periodOf(alarm) };
  }

  /** What the alarm compares with its threshold, in the periods that begin at the times. */
  judged(times: readonly number[], now: number): Series {
    const { metricQueries = [], thresholdMetricId } = this.alarm;
    const judged = metricQueries.find(({ id, returnData }) => returnData === true && id !== thresholdMetricId);
    return judged ? this.#query(judged.id, times, now) : times.map((time) => this.#statistic(this.#single, time, now));
  }

  #query(id: string, times: readonly number[], now: number): Series {
    const query = this.alarm.metricQueries?.find((each) => each.id === id);
    if (query === undefined) throw new RangeError(`No query has the id '${id}'.`);
    const { metric, expression = "" } = query;
    if (metric) return times.map((time) => this.#statistic(metric, time, now));
    return reckon(expression, { times, series: (used) => this.#query(used, times, now) });
  }

  /** The statistic of what can be read by now of the period that begins at a second. */
  #statistic(metric: AlarmMetric, from: number, now: number): number | undefined {
    const end = now - this.data.delay(metric);
    if (end < from + metric.period) return this.#reckoned(metric, from, end);
    const known = this.#complete.get(metric) ?? new Map<number, number | undefined>();
    this.#complete.set(metric, known);
    if (!known.has(from)) known.set(from, this.#reckoned(metric, from, from + metric.period));
    return known.get(from);
  }

  #reckoned(metric: AlarmMetric, from: number, end: number): number | undefined {
    const samples: number[] = [];
    for (let second = from; second < end; second += 60) {
      const sample = this.data.sample(metric, second);
      if (sample !== undefined) samples.push(sample);
    }
    return samples.length === 0 ? undefined : statisticOf(metric.stat, samples);
  }
}

function statisticOf(stat: string, samples: number[]): number {
  const total = samples.reduce((sum, sample) => sum + sample, 0);
  switch (stat) {
    case "Sum":
      return total;
    case "Average":
      return total / samples.length;
    case "Minimum":
      return Math.min(...samples);
    case "Maximum":
      return Math.max(...samples);
    case "SampleCount":
      return samples.length;
    default: {
      const share = Number(/^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1]) / 100;
      if (Number.isNaN(share)) throw new RangeError(`The evaluator does not support the statistic ${stat}.`);
      return samples.sort((one, other) => one - other)[Math.ceil(share * samples.length) - 1] ?? 0;
    }
  }
}

function isBreach(alarm: EvaluatedAlarm, value: number, band?: readonly [number, number]): boolean {
  const { comparisonOperator, threshold = Number.NaN } = alarm;
  const [lowest, highest] = band ?? [Number.NaN, Number.NaN];
  switch (comparisonOperator) {
    case "GreaterThanThreshold":
      return value > threshold;
    case "GreaterThanOrEqualToThreshold":
      return value >= threshold;
    case "LessThanThreshold":
      return value < threshold;
    case "LessThanOrEqualToThreshold":
      return value <= threshold;
    case "LessThanLowerOrGreaterThanUpperThreshold":
      return value < lowest || value > highest;
    case "GreaterThanUpperThreshold":
      return value > highest;
    case "LessThanLowerThreshold":
      return value < lowest;
    default:
      throw new RangeError(`The evaluator does not support the comparison operator ${comparisonOperator}.`);
  }
}
