import { alarmRecoveriesNotified } from "../../../policy/rules/observability/alarm-recoveries-notified";
import { inStack, judgedTogether, unknown } from "../harness";

describe("alarm-recoveries-notified", () => {
  const alarm = (props: object = {}) =>
    inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "subject", {
      name: "production-cpu",
      arn: "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:production-cpu",
      alarmDescription: "Critical: CPU of the database at 80 %. Runbook: https://runbooks.example.org/cpu.md",
      alarmActions: ["arn:critical"],
      ...props,
    });
  const pattern = {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    resources: [{ prefix: "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:production-" }],
    detail: {
      state: { value: ["OK"] },
      previousState: { value: ["ALARM"] },
      configuration: { description: [{ prefix: "Critical: " }] },
    },
  };
  const rule = (eventPattern: string, props: object = {}) =>
    inStack("aws:cloudwatch/eventRule:EventRule", "rule", { name: "recoveries", eventPattern, ...props });
  const target = (props: object = {}) =>
    inStack("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: "recoveries", arn: "arn:critical", ...props });
  const missing = [
    "[alarm-recoveries-notified] subject: found no okActions and no rule that notifies of its return to OK; needed one of the two, to a topic of its alarmActions. Change okActions.",
  ];
  const detail = (changes: object) => JSON.stringify({ ...pattern, detail: { ...pattern.detail, ...changes } });

  it.each([
    ["an alarm whose return a rule notifies", [alarm(), rule(JSON.stringify(pattern)), target()], ["pass"]],
    [
      "a rule whose state a preview does not know",
      [alarm(), rule(JSON.stringify(pattern), { state: unknown }), target()],
      ["pass"],
    ],
    ["a rule that is disabled", [alarm(), rule(JSON.stringify(pattern), { state: "DISABLED" }), target()], missing],
    ["an alarm with okActions", [alarm({ okActions: ["arn:critical"] })], ["pass"]],
    ["an alarm with neither", [alarm()], missing],
    ["a rule without a target", [alarm(), rule(JSON.stringify(pattern))], missing],
    ["another topic", [alarm(), rule(JSON.stringify(pattern)), target({ arn: "arn:warning" })], missing],
    ["a rule for another state", [alarm(), rule(detail({ state: { value: ["ALARM"] } })), target()], missing],
    [
      "a rule for new alarms",
      [alarm(), rule(detail({ previousState: { value: ["INSUFFICIENT_DATA"] } })), target()],
      missing,
    ],
    [
      "a rule for another severity",
      [alarm(), rule(detail({ configuration: { description: [{ prefix: "Warning: " }] } })), target()],
      missing,
    ],
    [
      "a rule for another stage",
      [
        alarm(),
        rule(
          JSON.stringify({
            ...pattern,
            resources: [{ prefix: "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:staging-" }],
          }),
        ),
        target(),
      ],
      missing,
    ],
    [
      "a rule for alarms of one name",
      [alarm(), rule(detail({ alarmName: [{ suffix: "-memory" }] })), target()],
      missing,
    ],
    ["a pattern that is no JSON", [alarm(), rule("{"), target()], missing],
    [
      "topics that are not known yet",
      [alarm({ alarmActions: unknown }), rule(JSON.stringify(pattern)), target()],
      ["[alarm-recoveries-notified] subject: undecided: waits for alarmActions."],
    ],
  ])("judges %s", (_, resources, expected) => {
    expect(judgedTogether(alarmRecoveriesNotified, resources)).toEqual(expected);
  });

  it.each([
    ["staging-", ["pass"]],
    ["production-", missing],
  ])("is decided in a preview: rules for %s, and a topic that both are made from", (prefix, expected) => {
    const topic = inStack("aws:sns/topic:Topic", "critical", { arn: unknown });
    const planned = inStack(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "subject",
      { name: "staging-cpu", arn: unknown, alarmDescription: "Critical: CPU at 80 %.", alarmActions: [unknown] },
      { alarmActions: [topic] },
    );
    const led = inStack(
      "aws:cloudwatch/eventTarget:EventTarget",
      "target",
      { rule: "recoveries", arn: unknown },
      { arn: [topic] },
    );
    // The pattern of another rule may not be known yet.
    const others = [
      inStack("aws:cloudwatch/eventRule:EventRule", "other", { name: "deployments", eventPattern: unknown }),
      inStack("aws:cloudwatch/eventTarget:EventTarget", "other-target", { rule: "deployments", arn: unknown }),
    ].slice(prefix === "staging-" ? 0 : 2);
    const resources = [{ prefix: `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:${prefix}` }];
    expect(
      judgedTogether(alarmRecoveriesNotified, [
        planned,
        rule(JSON.stringify({ ...pattern, resources })),
        led,
        ...others,
      ]),
    ).toEqual(expected);
  });

  it.each(["before", "after"])("is decided in a preview when the rule of another Region comes %s its own", (place) => {
    const topic = (name: string) => inStack("aws:sns/topic:Topic", name, { arn: unknown });
    const [own, other] = [topic("critical"), topic("critical-global")];
    const planned = inStack(
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "subject",
      { name: "production-cpu", arn: unknown, alarmDescription: "Critical: CPU at 80 %.", alarmActions: [unknown] },
      { alarmActions: [own] },
    );
    const route = (region: string, to: ReturnType<typeof topic>) => [
      inStack("aws:cloudwatch/eventRule:EventRule", `rule-${region}`, {
        name: "recoveries",
        region,
        eventPattern: JSON.stringify({
          ...pattern,
          resources: [{ prefix: `arn:aws:cloudwatch:${region}:000000000000:alarm:production-` }],
        }),
      }),
      inStack(
        "aws:cloudwatch/eventTarget:EventTarget",
        `target-${region}`,
        { rule: "recoveries", region, arn: unknown },
        { arn: [to] },
      ),
    ];
    const routes = [route("us-east-1", other), route("eu-west-1", own)];
    if (place === "after") routes.reverse();
    expect(judgedTogether(alarmRecoveriesNotified, [planned, ...routes.flat()])).toEqual(["pass"]);
  });
});
