/** The state of a metric alarm. */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What missing data means to an alarm. */
export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** How an alarm decides. */
export interface Evaluation {
  /** Data points that are looked at, N. */
  readonly evaluationPeriods: number;
  /** How many of them must breach, M. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: MissingData;
}

/**
 * How many periods CloudWatch retrieves beyond the evaluation periods, in the example of its guide. It documents no number for
 * others ("depends on the length of the alarm period"), so what is built upon it must hold for more as well.
 */
export const periodsBeyond = 2;

/**
 * The state an alarm goes to. `points` is the evaluation range, the oldest first: whether each breaches, or undefined where
 * there is no data. Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", whose tables are
 * the test of this function.
 */
export function alarmState(
  points: readonly (boolean | undefined)[],
  { evaluationPeriods, datapointsToAlarm, treatMissingData }: Evaluation,
  current: AlarmState,
): AlarmState {
  const real = points.filter((point) => point !== undefined);
  const judged = real.slice(-evaluationPeriods);
  const filled = evaluationPeriods - judged.length;
  const breaching = judged.filter(Boolean).length + (treatMissingData === "breaching" ? filled : 0);
  if (breaching >= datapointsToAlarm) return "ALARM";
  if (filled === 0 || treatMissingData === "breaching" || treatMissingData === "notBreaching") return "OK";
  if (judged.includes(false)) return "OK";
  if (treatMissingData === "ignore") return current;
  // "Avoiding premature transitions": all data there is breaches, and it is as old as the data points to alarm.
  const oldest = points.length - points.indexOf(true);
  return judged.length > 0 && oldest >= datapointsToAlarm ? "ALARM" : "INSUFFICIENT_DATA";
}
