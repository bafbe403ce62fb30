import { alarmsComplete } from "../../../policy/rules/observability/alarms-complete";
import { alertTopicsSubscribed } from "../../../policy/rules/observability/alert-topics-subscribed";
import { heartbeatAlarmsBreach } from "../../../policy/rules/observability/heartbeat-alarms-breach";
import { uptimeCanary } from "../../../policy/rules/observability/uptime-canary";
import type { StackRule } from "../../../policy/rule";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown } from "../harness";

const found = (rule: StackRule, ...stack: readonly StackResource[]) =>
  judgedTogether(rule, stack).map((message) => /: found (.*?); needed/.exec(message)?.[1] ?? message);
const alarm = (props: object, madeFrom: Record<string, StackResource[]> = {}) =>
  inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", props, madeFrom);

describe("alarms-complete", () => {
  const canary = inStack("aws:synthetics/canary:Canary", "canary", { name: "uptime" });
  const downtime = {
    namespace: "CloudWatchSynthetics",
    metricName: "SuccessPercent",
    dimensions: { CanaryName: "uptime" },
    comparisonOperator: "LessThanThreshold",
    threshold: 100,
    period: 300,
    evaluationPeriods: 3,
  };
  const none = "no alarm on SuccessPercent";

  it.each([
    ["one that tells", {}, "pass"],
    ["one of another namespace", { namespace: "AWS/EC2" }, none],
    ["one whose dimension has another key", { dimensions: { Canary: "uptime" } }, none],
    ["one of another canary", { dimensions: { CanaryName: "another" } }, none],
    ["one that compares the wrong way", { comparisonOperator: "GreaterThanThreshold" }, none],
    ["one whose threshold no fault reaches", { threshold: 1 }, none],
    ["one that tells a day later", { evaluationPeriods: 288 }, none],
    ["an unknown threshold", { threshold: unknown }, "pass"],
    [
      "one that uses the metric as a clock",
      {
        metricName: undefined,
        threshold: 0,
        metricQueries: [
          { expression: "EPOCH(m)" },
          { metric: { metricName: "SuccessPercent", dimensions: { CanaryName: "uptime" } } },
        ],
      },
      none,
    ],
  ])("takes %s for %j", (_, change, expected) => {
    expect(found(alarmsComplete, canary, alarm({ ...downtime, ...change }))).toEqual([expected]);
  });

  it("believes the name in a dimension more than what it was made from", () => {
    const stale = alarm({ ...downtime, dimensions: { CanaryName: "another" } }, { dimensions: [canary] });
    expect(found(alarmsComplete, canary, stale)).toEqual([none]);
    const preview = alarm({ ...downtime, dimensions: { CanaryName: unknown } }, { dimensions: [canary] });
    expect(found(alarmsComplete, canary, preview)).toEqual(["pass"]);
  });

  it.each([
    ["CPUUtilization", "GreaterThanThreshold", 99, true],
    ["CPUUtilization", "GreaterThanThreshold", 200, false],
    ["CPUUtilization", "LessThanThreshold", 70, false],
    ["FreeStorageSpace", "LessThanThreshold", 10_000_000_000, true],
    ["FreeStorageSpace", "LessThanThreshold", 1, false],
    ["FreeStorageSpace", "GreaterThanThreshold", 10_000_000_000, false],
    ["DatabaseConnections", "LessThanLowerOrGreaterThanUpperThreshold", undefined, true],
  ])("knows whether an alarm on %s with %s %s tells", (metricName, comparisonOperator, threshold, tells) => {
    const database = inStack("aws:rds/instance:Instance", "db", { identifier: "db" });
    const dimensions = { DBInstanceIdentifier: "db" };
    const [message = ""] = found(
      alarmsComplete,
      database,
      alarm({ metricName, comparisonOperator, threshold, dimensions }),
    );
    expect(message.includes(metricName)).toBe(!tells);
  });
});

describe("heartbeat-alarms-breach", () => {
  const less = {
    comparisonOperator: "LessThanThreshold",
    metricName: "SuccessPercent",
    dimensions: { CanaryName: "a" },
  };
  const breaching = { treatMissingData: "breaching" };

  it("demands that one alarm on the metric takes silence for a fault", () => {
    const silent = alarm({ ...less, treatMissingData: "notBreaching" });
    const says = "treatMissingData notBreaching on a metric that stops with the resource";
    expect(found(heartbeatAlarmsBreach, silent)).toEqual([says]);
    expect(found(heartbeatAlarmsBreach, silent, alarm({ ...less, ...breaching }))).toEqual(["pass"]);
    const other = inStack("aws:cloudwatch/metricAlarm:MetricAlarm", "other", {
      ...less,
      ...breaching,
      dimensions: { CanaryName: "b" },
    });
    expect(found(heartbeatAlarmsBreach, silent, other)).toEqual([says]);
  });

  it("accepts a notice of the change to INSUFFICIENT_DATA, which only missing data causes", () => {
    const insufficientDataActions = ["arn:aws:sns:eu-west-1:000000000000:warning"];
    expect(found(heartbeatAlarmsBreach, alarm({ ...less, insufficientDataActions }))).toEqual(["pass"]);
    const asMissing = { ...less, treatMissingData: "missing" };
    expect(found(heartbeatAlarmsBreach, alarm({ ...asMissing, insufficientDataActions }))).toEqual(["pass"]);
    const says = (word: string) => [`treatMissingData ${word} on a metric that stops with the resource`];
    expect(found(heartbeatAlarmsBreach, alarm(asMissing))).toEqual(says("missing"));
    const ignored = { ...less, treatMissingData: "ignore", insufficientDataActions };
    expect(found(heartbeatAlarmsBreach, alarm(ignored))).toEqual(says("ignore"));
  });

  it("leaves other alarms alone", () => {
    expect(found(heartbeatAlarmsBreach, alarm({ ...less, metricName: "FreeStorageSpace" }))).toEqual(["pass"]);
    expect(found(heartbeatAlarmsBreach, alarm({ ...less, comparisonOperator: "GreaterThanThreshold" }))).toEqual([
      "pass",
    ]);
    const clock = alarm({
      comparisonOperator: "LessThanThreshold",
      metricQueries: [{ expression: "a" }, { metric: less }],
    });
    expect(found(heartbeatAlarmsBreach, clock)).toEqual(["pass"]);
  });
});

describe("alert-topics-subscribed", () => {
  const topic = inStack("aws:sns/topic:Topic", "alerts", { arn: "arn:alerts" });
  const subscription = (props: object) =>
    inStack("aws:sns/topicSubscription:TopicSubscription", "mail", { topic: "arn:alerts", ...props });
  const notifying = alarm({ alarmActions: ["arn:alerts"] });

  it.each<[string, readonly StackResource[], string]>([
    ["a subscription", [notifying, subscription({})], "pass"],
    ["none", [notifying], "no subscription"],
    ["one to another topic", [notifying, subscription({ topic: "arn:other" })], "no subscription"],
    [
      "one that filters",
      [notifying, subscription({ filterPolicy: '{"a":["b"]}' })],
      "only subscriptions that filter messages or have no endpoint",
    ],
    ["a topic of no alarm", [], "pass"],
  ])("judges %s", (_, stack, expected) => {
    expect(found(alertTopicsSubscribed, topic, ...stack)).toEqual([expected]);
  });

  it("believes an ARN more than what it was made from", () => {
    const stale = inStack(
      "aws:sns/topicSubscription:TopicSubscription",
      "mail",
      { topic: "arn:other" },
      { topic: [topic] },
    );
    expect(found(alertTopicsSubscribed, topic, notifying, stale)).toEqual(["no subscription"]);
  });
});

describe("uptime-canary", () => {
  const host = "api.example.org";
  const script = (text: string) =>
    inStack("aws:s3/bucketObjectv2:BucketObjectv2", "script", {
      key: "k",
      source: { assets: { "probe.js": { text } } },
    });
  const canary = (change: object = {}) =>
    inStack("aws:synthetics/canary:Canary", "canary", {
      startCanary: true,
      schedule: { expression: "rate(5 minutes)" },
      s3Key: "k",
      ...change,
    });
  const edge = [
    inStack("aws:lb/loadBalancer:LoadBalancer", "lb", { arn: "arn:lb" }),
    inStack("aws:lb/listener:Listener", "https", { arn: "arn:l", loadBalancerArn: "arn:lb", port: 443 }),
    inStack("aws:lb/listenerRule:ListenerRule", "rule", {
      listenerArn: "arn:l",
      actions: [{ type: "forward" }],
      conditions: [{ hostHeader: { values: [host, "*.example.org"] } }],
    }),
  ];
  const asks = script(`const url = "https://${host}/health";`);

  it.each<[string, readonly StackResource[], string]>([
    ["one that runs", [canary(), asks], "pass"],
    ["none", [], `no canary that probes ${host}`],
    ["one that asks elsewhere", [canary(), script('get("https://example.com")')], `no canary that probes ${host}`],
    ["one that asks over plain HTTP", [canary(), script(`get("http://${host}")`)], `no canary that probes ${host}`],
    ["one whose script is not here", [canary({ s3Key: "elsewhere" }), asks], "pass"],
    ["one that is stopped", [canary({ startCanary: false }), asks], "a canary that is stopped"],
    ["one that nobody started", [canary({ startCanary: undefined }), asks], "a canary that is stopped"],
    ["one every minute", [canary({ schedule: { expression: "cron(* * * * ? *)" } }), asks], "pass"],
    ["one every hour", [canary({ schedule: { expression: "rate(1 hour)" } }), asks], "a probe every 60 minutes"],
    [
      "one that runs once",
      [canary({ schedule: { expression: "rate(0 minute)" } }), asks],
      "a schedule that does not repeat every few minutes",
    ],
    [
      "one that runs each morning",
      [canary({ schedule: { expression: "cron(0 8 * * ? *)" } }), asks],
      "a schedule that does not repeat every few minutes",
    ],
    [
      "one that ends",
      [canary({ schedule: { expression: "rate(5 minutes)", durationInSeconds: 3600 } }), asks],
      "a schedule that ends after 3600 s",
    ],
  ])("judges %s", (_, stack, expected) => {
    expect(found(uptimeCanary, ...edge, ...stack)).toEqual([expected]);
  });
});
