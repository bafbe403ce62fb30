import { metricsOf } from "../../selectors/alarms";
import type { AlarmState } from "../../selectors/alarms";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";
import type { StackResource } from "../../stack-view";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Metrics of repeated events: without data they do not happen. */
const heartbeats: ReadonlySet<string> = new Set([
  ...["SuccessPercent", "HealthyHostCount", "RunningTaskCount", "NumberOfBackupJobsCompleted", "IncomingRecords"],
  ...["HealthCheckStatus", "NumberOfNotificationsDelivered", "HeartbeatCount"],
]);

export const heartbeatAlarmsBreach = stackRule({
  id: "heartbeat-alarms-breach",
  title:
    "CloudWatch alarms on canaries, healthy targets, running tasks and finished backups notify when their data stops",
  severity: "high",
  enforcement: "deployed",
  rows: ["AH-MON-05", "MP-THR-02"],
  frameworks: [],
  remediation: "Set treatMissingData to breaching, or insufficientDataActions to a topic, on one alarm for the metric.",
  example:
    'new cloudwatch.MetricAlarm("downtime", { metricName: "SuccessPercent", treatMissingData: "notBreaching", … });',
  types: [alarmType],
  check(stack, context) {
    const watching = stack.of<AlarmState>([alarmType]).filter(isHeartbeat);
    for (const alarm of watching) {
      context.about(alarm).requires({
        read: () => watching.some((other) => notifiesOfSilence(other) && watchSame(alarm, other)),
        accept: (notified) => notified,
        found: () =>
          `treatMissingData ${known(() => alarm.props.treatMissingData) ?? "missing"} on a metric that stops with the resource`,
        needed: "breaching, or missing with insufficientDataActions, here or on another alarm for the metric",
        setting: "treatMissingData",
      });
    }
  },
});

/** Whether an alarm notifies when its data stops: as a breach, or as the change to the state INSUFFICIENT_DATA. */
function notifiesOfSilence(alarm: StackResource<AlarmState>): boolean {
  const { props } = alarm;
  if (props.treatMissingData === "breaching") return true;
  const becomesInsufficient = ["missing", undefined].includes(known(() => props.treatMissingData));
  return becomesInsufficient && (givenValue(alarm, "insufficientDataActions") ?? []).length > 0;
}

/** Whether an alarm fires when such a metric falls; an expression may use a metric for another purpose, such as a clock. */
function isHeartbeat(alarm: StackResource<AlarmState>): boolean {
  const operator = known(() => alarm.props.comparisonOperator) ?? "";
  const computed = (known(() => alarm.props.metricQueries) ?? []).some(({ expression }) => (expression ?? "") !== "");
  return !computed && operator.startsWith("Less") && namesOf(alarm).some((name) => heartbeats.has(name));
}

function namesOf(alarm: StackResource<AlarmState>): readonly string[] {
  return (known(() => metricsOf(alarm.props)) ?? []).flatMap((metric) => known(() => metric.metricName) ?? []);
}

/** Whether two alarms watch the same metric of the same resource, by its dimensions or by their origin. */
function watchSame(one: StackResource<AlarmState>, other: StackResource<AlarmState>): boolean {
  if (one.urn === other.urn) return true;
  const made = [one, other].map(({ propertyDependencies: { dimensions = [], metricQueries = [] } }) =>
    [...dimensions, ...metricQueries]
      .map(({ urn }) => urn)
      .sort()
      .join(),
  );
  const values = [one, other].map((alarm) =>
    known(() => JSON.stringify(metricsOf(alarm.props).map(({ dimensions }) => dimensions ?? {}))),
  );
  const sameThing = values[0] !== undefined ? values[0] === values[1] : made[0] === made[1];
  return sameThing && namesOf(one).some((name) => namesOf(other).includes(name));
}
