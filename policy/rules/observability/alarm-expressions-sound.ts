import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { Plain } from "../../plain";
import { resourceRule } from "../../rule";
import { metricsOf } from "../../selectors/alarms";
import { callsOf, idsOf } from "../../selectors/metric-maths";
import { isReportedOnlyWhenCounted, reportingDelay, shortestPeriod } from "../../selectors/metric-reporting";

type Alarm = Plain<MetricAlarmArgs>;

export const alarmExpressionsSound = resourceRule<MetricAlarmArgs>({
  id: "alarm-expressions-sound",
  title: "CloudWatch alarms can leave and enter ALARM: ids, FILL, periods and missing data fit the metric",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-MON-06", "MP-ALR-01", "MP-ALR-02"],
  frameworks: [],
  remediation:
    "Use ids of metricQueries, return one result, set datapointsToAlarm below evaluationPeriods where FILL puts a constant, and treatMissingData to notBreaching for a metric that is reported only when it counts something.",
  example: 'metricQueries: [{ id: "ratio", expression: "FILL(errors, 0) / requests" }], evaluationPeriods: 5',
  types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  check({ props }, context) {
    context.guard(() => {
      const fault = faultOf(props);
      if (fault !== undefined) context.fails(fault);
    });
  },
});

/** A fault of an alarm: the found and the required value. */
interface Fault {
  readonly found: string;
  readonly needed: string;
  readonly setting: string;
}

function faultOf(alarm: Alarm): Fault | undefined {
  return queryFault(alarm) ?? timingFault(alarm) ?? missingDataFault(alarm);
}

/** Functions that reckon over every period CloudWatch retrieves, which is more than the alarm's (CloudWatch User Guide). */
const overAllPeriods = ["AVG", "DATAPOINT_COUNT", "MAX", "MIN", "REMOVE_EMPTY", "RUNNING_SUM", "STDDEV", "SUM"];

function queryFault(alarm: Alarm): Fault | undefined {
  const queries = alarm.metricQueries ?? [];
  if (queries.length === 0) return undefined;
  const ids = queries.map(({ id }) => id);
  const returned = queries.filter(({ id, returnData }) => returnData === true && id !== alarm.thresholdMetricId);
  if (returned.length !== 1)
    return { found: `${returned.length} queries with returnData`, needed: "exactly one", setting: "metricQueries" };
  const { evaluationPeriods = 1 } = alarm;
  const needsAll = (alarm.datapointsToAlarm ?? evaluationPeriods) >= evaluationPeriods;
  for (const { id, expression = "" } of queries) {
    const unknown = idsOf(expression).find((used) => !ids.includes(used));
    if (unknown !== undefined) {
      const others = ids.filter((each) => each !== id).join(", ");
      return { found: `the id ${unknown} in ${id}`, needed: `one of ${others}`, setting: "metricQueries" };
    }
    for (const { name, args } of callsOf(expression)) {
      const [of = "", filler = ""] = args;
      if (name === "FILL" && /^-?[\d.]+$/.test(filler) && needsAll) {
        return {
          found: `FILL(${of}, ${filler}) with ${evaluationPeriods} of ${evaluationPeriods} data points: the newest one is always ${filler}`,
          needed: "fewer than evaluationPeriods, or no FILL",
          setting: "datapointsToAlarm",
        };
      }
      if (overAllPeriods.includes(name) && !/^\[|^METRICS\b/.test(of)) {
        return {
          found: `${name}(${of}) over one series`,
          needed: "a value of each period, such as of a list in brackets",
          setting: "metricQueries",
        };
      }
    }
  }
  return undefined;
}

function timingFault(alarm: Alarm): Fault | undefined {
  const { evaluationPeriods = 1 } = alarm;
  for (const metric of metricsOf(alarm)) {
    const { period = 60, metricName: name } = metric;
    if (name === undefined) continue;
    const shortest = shortestPeriod(metric);
    if (period < shortest) {
      return {
        found: `${name} in periods of ${period} s`,
        needed: `at least ${shortest} s, in which it is reported`,
        setting: "period",
      };
    }
    const span = period * evaluationPeriods;
    if (span < reportingDelay) {
      return {
        found: `${name} over ${span} s`,
        needed: `at least ${reportingDelay} s in total, since its data arrives late`,
        setting: "evaluationPeriods",
      };
    }
  }
  return undefined;
}

function missingDataFault(alarm: Alarm): Fault | undefined {
  const { metricName, treatMissingData = "missing" } = alarm;
  return metricName !== undefined && isReportedOnlyWhenCounted(alarm) && treatMissingData !== "notBreaching"
    ? {
        found: `treatMissingData ${treatMissingData} for ${metricName}, which is reported only when it counts something`,
        needed: "notBreaching",
        setting: "treatMissingData",
      }
    : undefined;
}
