/** A function of metric math: how many arguments it takes, and whether an alarm may use it. */
export interface MathFunction {
  readonly fewest: number;
  readonly most: number;
  /** Why CloudWatch refuses it in an alarm. @default it does not */
  readonly refused?: string;
}

const args = (fewest: number, most = fewest): MathFunction => ({ fewest, most });

/** Every function of metric math. Source: CloudWatch User Guide, "Functions supported for metric math". */
export const mathFunctions: Readonly<Record<string, MathFunction>> = {
  ABS: args(1),
  ANOMALY_DETECTION_BAND: args(1, 2),
  AVG: args(1),
  CEIL: args(1),
  DATAPOINT_COUNT: args(1),
  DATE: args(1),
  DAY: args(1),
  DB_PERF_INSIGHTS: args(3),
  DIFF: args(1),
  DIFF_TIME: args(1),
  EPOCH: args(1),
  FILL: args(2),
  FIRST: args(1),
  FLOOR: args(1),
  HOUR: args(1),
  IF: args(2, 3),
  INSIGHT_RULE_METRIC: args(2),
  LAMBDA: args(1, 20),
  LAST: args(1),
  LOG: args(1),
  LOG10: args(1),
  MAX: args(1),
  METRICS: args(0, 1),
  METRIC_COUNT: args(1),
  MIN: args(1),
  MINUTE: args(1),
  MONTH: args(1),
  PERIOD: args(1),
  RATE: args(1),
  REMOVE_EMPTY: args(1),
  RUNNING_SUM: args(1),
  SEARCH: { ...args(1, 3), refused: "an alarm watches one time series and SEARCH returns several" },
  SERVICE_QUOTA: args(1),
  SLICE: args(2, 3),
  SORT: args(3, 4),
  STDDEV: args(1),
  SUM: args(1),
  TIME_SERIES: args(1),
  YEAR: args(1),
};

/** Words that are arguments of FILL and SORT, besides the names of functions. */
export const mathWords: ReadonlySet<string> = new Set(["REPEAT", "LINEAR", "ASC", "DESC", "AVG", "MIN", "MAX", "SUM"]);
