import type { StackResource } from "../stack-view";
import { known } from "../unknown-value";
import type { AlarmState } from "./alarms";

/** The direction of a metric during a fault, and the threshold beyond which an alarm fires too late, or never. */
interface Direction {
  readonly bad: "high" | "low";
  /** The highest threshold of a metric that is bad when high, the lowest of one that is bad when low; in the metric's unit. */
  readonly last: number;
}

const percent: Direction = { bad: "high", last: 99 };
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
  FreeStorageSpace: { bad: "low", last: gigabyte },
  FreeableMemory: { bad: "low", last: gigabyte / 20 },
  ServerlessDatabaseCapacity: { bad: "high", last: 256 },
  DatabaseConnections: { bad: "high", last: 16_000 },
  ReplicaLag: { bad: "high", last: 3600 },
  OldestReplicationSlotLag: { bad: "high", last: 1000 * gigabyte },
  Evictions: { bad: "high", last: 10_000 },
  HTTPCode_Target_5XX_Count: { bad: "high", last: 1000 },
  HTTPCode_ELB_5XX_Count: { bad: "high", last: 1000 },
  TargetResponseTime: { bad: "high", last: 10 },
  UnHealthyHostCount: { bad: "high", last: 10 },
  HealthyHostCount: { bad: "low", last: 1 },
  SuccessPercent: { bad: "low", last: 50 },
};

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
