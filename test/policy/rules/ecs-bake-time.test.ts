import { ecsBakeTime } from "../../../policy/rules/services/ecs-bake-time";
import { inStack, judgedTogether } from "../harness";

describe("ecs-bake-time", () => {
  const alarm = (props: object = {}) =>
    inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "errors", {
      name: "errors",
      evaluationPeriods: 7,
      datapointsToAlarm: 5,
      metricQueries: [{ id: "errors", metric: { metricName: "Errors", period: 60, stat: "Sum" } }],
      ...props,
    });
  const service = (bakeTimeInMinutes: string, props: object = {}) =>
    inStack("aws:ecs/service:Service", "subject", {
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes },
      alarms: { alarmNames: ["errors"], enable: true, rollback: true },
      ...props,
    });
  const short = (minutes: number, least: number) => [
    `[ecs-bake-time] subject: found ${minutes} minutes; needed more than ${least} minutes, which the slowest alarm takes. Change deploymentConfiguration.bakeTimeInMinutes.`,
  ];

  it.each([
    ["longer than its alarm takes", [service("10"), alarm()], ["pass"]],
    ["as long as its alarm takes", [service("8"), alarm()], short(8, 8)],
    ["shorter than one of its alarms", [service("10"), alarm({ datapointsToAlarm: 7, period: 120 })], short(10, 17)],
    ["without a bake time", [service("0"), alarm()], short(0, 8)],
    [
      "shorter than its alarm takes, beside one that is rolling",
      [inStack("aws:ecs/service:Service", "rolling", { alarms: undefined }), service("5"), alarm({ period: 0 })],
      short(5, 8),
    ],
    ["rolling", [service("0", { deploymentConfiguration: undefined }), alarm()], ["pass"]],
    ["without alarms", [service("0", { alarms: undefined }), alarm()], ["pass"]],
  ])("%s", (_, stack, expected) => {
    expect(judgedTogether(ecsBakeTime, stack)).toEqual(expected);
  });
});
