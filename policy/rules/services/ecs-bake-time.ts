import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type { ServiceArgs } from "@pulumi/aws/ecs";
import type { Plain } from "../../plain";
import { stackRule } from "../../rule";
import { reportingDelay } from "../../selectors/metric-reporting";
import type { StackView } from "../../stack-view";
import { givenValue } from "../../stack-view";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const serviceType = "aws:ecs/service:Service";

export const ecsBakeTime = stackRule({
  id: "ecs-bake-time",
  title: "Blue-green ECS services bake longer than their deployment alarms take to fire",
  severity: "high",
  enforcement: "released",
  rows: ["DS-ROL-01"],
  frameworks: [],
  remediation:
    "Set bakeTimeInMinutes above datapointsToAlarm times the period of each alarm, plus three minutes for the metric delay.",
  example: 'deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "5" } // and an alarm of 5 minutes',
  types: [serviceType],
  check(stack, context) {
    for (const service of stack.of<ServiceArgs>([serviceType])) {
      const about = context.about(service);
      about.guard(() => {
        const { strategy = "ROLLING", bakeTimeInMinutes = "0" } = givenValue(service, "deploymentConfiguration") ?? {};
        const { alarms } = service.props;
        if (strategy === "ROLLING" || alarms?.enable !== true) return;
        const baked = Number(bakeTimeInMinutes);
        const slowest = Math.ceil(slowestAlarm(stack, alarms.alarmNames) / 60);
        if (baked > slowest) return;
        about.fails({
          found: `${baked} minutes`,
          needed: `more than ${slowest} minutes, which the slowest alarm takes`,
          setting: "deploymentConfiguration.bakeTimeInMinutes",
        });
      });
    }
  },
});

/** Seconds until the slowest of the alarms fires. */
function slowestAlarm(stack: StackView, names: readonly string[]): number {
  const seconds = stack
    .of<MetricAlarmArgs>([alarmType])
    .filter(({ props }) => props.name !== undefined && names.includes(props.name))
    .map(({ props }) => secondsToFire(props));
  return Math.max(0, ...seconds);
}

function secondsToFire(alarm: Plain<MetricAlarmArgs>): number {
  const { evaluationPeriods = 1, datapointsToAlarm = evaluationPeriods, metricQueries = [] } = alarm;
  const [ofQuery = 60] = metricQueries.flatMap(({ metric }) => metric?.period ?? []);
  // The provider reads the period of an alarm on metric math as 0.
  const period = alarm.period === undefined || alarm.period === 0 ? ofQuery : alarm.period;
  return datapointsToAlarm * period + reportingDelay;
}
