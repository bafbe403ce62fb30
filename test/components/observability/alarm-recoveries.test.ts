import { AlarmRecoveries } from "../../../components/observability/alarm-recoveries";
import { metricAlarm } from "../../../components/observability/metric-alarm";
import { register, registerBoth } from "../mocks";

const routing = {
  topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
  runbookUrl: "https://runbooks.example.org",
};
const create = () =>
  new AlarmRecoveries("recoveries", {
    stage: "staging",
    accountId: "000000000000",
    region: "eu-west-1",
    routing,
    severities: ["critical", "warning"],
  });

interface Pattern {
  readonly source: readonly string[];
  readonly "detail-type": readonly string[];
  readonly resources: readonly [{ readonly prefix: string }];
  readonly detail: {
    readonly state: { readonly value: readonly string[] };
    readonly previousState: { readonly value: readonly string[] };
    readonly configuration: { readonly description: readonly [{ readonly prefix: string }] };
  };
}

describe("AlarmRecoveries", () => {
  it.each(["critical", "warning"] as const)(
    "lead alarms that were %s and are OK again to their topic",
    async (severity) => {
      const account = await register(create);
      const { eventPattern, name } = account.named(`recoveries-${severity}`).inputs;
      const pattern = JSON.parse(String(eventPattern)) as Pattern;
      expect(pattern).toMatchObject({
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        // An alarm that gets its first data comes from INSUFFICIENT_DATA.
        detail: { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } },
      });
      const target = account.named(`recoveries-${severity}-topic`).inputs;
      expect(target).toMatchObject({ rule: name, arn: routing.topicArns[severity] });
      const { inputPaths, inputTemplate } = target.inputTransformer as {
        readonly inputPaths: Readonly<Record<string, string>>;
        readonly inputTemplate: string;
      };
      const filled = inputTemplate.replace(/<(\w+)>/g, (_, key: string) => JSON.stringify(inputPaths[key]));
      expect(JSON.parse(filled)).toMatchObject({
        AlarmName: "$.detail.alarmName",
        NewStateValue: "$.detail.state.value",
      });
    },
  );

  it.each(["critical", "warning"] as const)(
    "match the description and the ARN of an alarm that is %s, and no other",
    async (severity) => {
      const account = await register(create);
      const alarms = await register(() =>
        metricAlarm(
          "cpu",
          {
            stage: "staging",
            severity,
            routing,
            summary: "CPU above 70 %.",
            runbook: "services/service-cpu",
            threshold: 70,
            comparisonOperator: "GreaterThanThreshold",
            evaluationPeriods: 1,
            metric: { namespace: "AWS/ECS", name: "CPUUtilization", statistic: "Average", period: 60 },
          },
          {},
        ),
      );
      const alarm = alarms.named("cpu").inputs;
      expect(alarm.okActions).toBeUndefined();
      const matching = ["critical", "warning"].filter((other) => {
        const { eventPattern } = account.named(`recoveries-${other}`).inputs;
        const { resources, detail } = JSON.parse(String(eventPattern)) as Pattern;
        const arn = `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:${String(alarm.name)}`;
        return (
          arn.startsWith(resources[0].prefix) &&
          String(alarm.alarmDescription).startsWith(detail.configuration.description[0].prefix)
        );
      });
      expect(matching).toEqual([severity]);
    },
  );

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(create);
    expect(preview.names()).toEqual(update.names());
  });
});
