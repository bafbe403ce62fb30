import type { StackResource } from "../stack-view";
import { known } from "../unknown-value";
import type { AlarmState, Metric } from "./alarms";

/** The direction of a metric during a fault, and the threshold beyond which an alarm fires too late, or never. */
interface Direction {
  readonly bad: "high" | "low";
  /** The highest threshold of a metric that is bad when high, the lowest of one that is bad when low; in the metric's unit. */
  readonly last: number;
  readonly unit: string;
  /** True where each figure is the number 1, so that only a sum counts them. @default false */
  readonly counted?: boolean;
}

const percent: Direction = { bad: "high", last: 99, unit: "Percent" };
const gigabyte = 1_000_000_000;

/**
 * The metrics of the checklists. The bounds are wider than the checklists' numbers, which systems set themselves:
 * beyond them an alarm is useless, such as one on CPU at 200 %. Units: AWS documentation of each namespace.
 */
const directions: Readonly<Record<string, Direction | undefined>> = {
  CPUUtilization: percent,
  EngineCPUUtilization: percent,
  MemoryUtilization: percent,
  DatabaseMemoryUsagePercentage: percent,
  FreeStorageSpace: { bad: "low", last: gigabyte, unit: "Bytes" },
  FreeableMemory: { bad: "low", last: gigabyte / 20, unit: "Bytes" },
  ServerlessDatabaseCapacity: { bad: "high", last: 256, unit: "Count" },
  DatabaseConnections: { bad: "high", last: 16_000, unit: "Count" },
  ReplicaLag: { bad: "high", last: 3600, unit: "Seconds" },
  OldestReplicationSlotLag: { bad: "high", last: 1000 * gigabyte, unit: "Megabytes" },
  Evictions: { bad: "high", last: 10_000, unit: "Count" },
  HTTPCode_Target_5XX_Count: { bad: "high", last: 1000, unit: "Count", counted: true },
  HTTPCode_ELB_5XX_Count: { bad: "high", last: 1000, unit: "Count", counted: true },
  TargetResponseTime: { bad: "high", last: 10, unit: "Seconds" },
  UnHealthyHostCount: { bad: "high", last: 10, unit: "Count" },
  HealthyHostCount: { bad: "low", last: 1, unit: "Count" },
  SuccessPercent: { bad: "low", last: 50, unit: "Percent" },
};

/**
 * Whether the figures of a metric show a fault: with a statistic that a fault moves, in the unit in which the metric is
 * reported. Source: CloudWatch API, MetricStat (another unit finds no data), and the "Statistics" of each metric.
 */
export function showsFault({ metricName = "", statistic, extendedStatistic, stat, unit }: Metric): boolean {
  const direction = directions[metricName];
  if (direction === undefined) return true;
  if (unit !== undefined && unit !== "" && unit !== "None" && unit !== direction.unit) return false;
  if (direction.counted === true)
    return ["Sum", "SampleCount", ""].includes(statistic ?? stat ?? extendedStatistic ?? "");
  // In an expression a metric may serve another end: the number of its samples as a clock.
  const chosen = statistic ?? extendedStatistic ?? "";
  if (chosen === "SampleCount") return false;
  if (direction.bad === "low") return true;
  const [, percentile = "100"] = /^p(\d+(?:\.\d+)?)$/.exec(chosen) ?? [];
  return chosen !== "Minimum" && Number(percentile) >= 50;
}

/** Whether no figure of a metric, which is never below 0 and in percent never above 100, meets an alarm's threshold. */
export function isNeverMet(operator: string, threshold: number | undefined, metricName: string): boolean {
  const direction = directions[metricName];
  if (direction === undefined || threshold === undefined || !Number.isFinite(threshold)) return false;
  if (operator === "LessThanThreshold") return threshold <= 0;
  if (operator === "LessThanOrEqualToThreshold") return threshold < 0;
  if (direction.unit !== "Percent") return false;
  return operator === "GreaterThanThreshold" ? threshold >= 100 : operator.startsWith("Greater") && threshold > 100;
}

/** The maximum duration of a fault before its alarm fires, in seconds. */
const longestWait = 3600;

/**
 * Whether an alarm can detect a fault that a metric shows: it compares in the right direction, with a threshold that a
 * fault reaches, within the hour. Unknown values of a preview are accepted.
 */
export function tellsOf(alarm: StackResource<AlarmState>, metricName: string): boolean {
  const { props } = alarm;
  const operator = known(() => props.comparisonOperator);
  const written = known(() => props.threshold);
  // A result computed from an unknown number is unknown.
  const threshold = Number.isFinite(written) ? written : undefined;
  const queries = known(() => props.metricQueries) ?? [];
  const direction = directions[metricName];
  if (waitOf(alarm) > longestWait) return false;
  // A band that CloudWatch learns has no threshold, and an expression may turn the metric around.
  if (direction === undefined || operator === undefined || /Upper|Lower/.test(operator)) return true;
  if (queries.some(({ expression }) => expression !== undefined && expression !== ""))
    return isReached(operator, threshold);
  const isHigh = operator.startsWith("Greater");
  if (isHigh !== (direction.bad === "high")) return false;
  if (threshold === undefined) return true;
  return isHigh
    ? threshold <= direction.last
    : threshold >= direction.last - (operator.endsWith("OrEqualToThreshold") && direction.last === 1 ? 1 : 0);
}

/** An expression of the checklists is a share in percent, a time in seconds or a number of hosts; none falls below 0. */
function isReached(operator: string, threshold: number | undefined): boolean {
  if (threshold === undefined) return true;
  return operator.startsWith("Greater") ? threshold < 100 : threshold > 0;
}

/** Seconds from a fault to the alarm: its periods one after another. */
function waitOf({ props }: StackResource<AlarmState>): number {
  const queries = known(() => props.metricQueries) ?? [];
  const periods = [known(() => props.period), ...queries.map(({ metric, period }) => metric?.period ?? period)];
  const longest = Math.max(0, ...periods.filter((period) => typeof period === "number"));
  return longest * (known(() => props.evaluationPeriods) ?? 1);
}
