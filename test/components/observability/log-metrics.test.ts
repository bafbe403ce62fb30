import { dashboardBody } from "../../../components/observability/dashboard-body";
import { LogMetrics } from "../../../components/observability/log-metrics";
import type { LogMetricAlarm, LogMetricsArgs } from "../../../components/observability/log-metrics";
import { register } from "../mocks";

const logInSuccess: LogMetricAlarm = {
  name: "log-in-success",
  severity: "warning",
  summary: "Fewer than half of the log-ins have succeeded for 15 minutes.",
  runbook: "service-cpu",
  metrics: { succeeded: "LogInSucceeded", attempts: "LogInAttempts" },
  expression: "IF(attempts >= 20, 100 * succeeded / attempts, 100)",
  threshold: 50,
  bad: "below",
};

const args: LogMetricsArgs = {
  stage: "staging",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  logGroupName: "/staging/system/api",
  namespace: "staging/system",
  metrics: [
    { name: "LogInAttempts", pattern: '{ $.event = "log-in.attempt" }' },
    { name: "LogInSucceeded", pattern: '{ $.event = "log-in.succeeded" }' },
    { name: "DeliveryTime", pattern: '{ $.event = "otp.delivered" }', value: "$.milliseconds", unit: "Milliseconds" },
  ],
  alarms: [logInSuccess],
};

const build = (changes: Partial<LogMetricsArgs> = {}) =>
  register(() => new LogMetrics("system-business", { ...args, ...changes }));

describe("log metrics", () => {
  it("count lines, with a zero for quiet times, and take measured values as they are", async () => {
    const account = await build();
    expect(account.named("system-business-log-in-attempts").inputs).toEqual({
      name: "LogInAttempts",
      logGroupName: "/staging/system/api",
      pattern: '{ $.event = "log-in.attempt" }',
      metricTransformation: {
        namespace: "staging/system",
        name: "LogInAttempts",
        value: "1",
        unit: "Count",
        defaultValue: "0",
      },
    });
    expect(account.named("system-business-delivery-time").inputs.metricTransformation).toEqual({
      namespace: "staging/system",
      name: "DeliveryTime",
      value: "$.milliseconds",
      unit: "Milliseconds",
    });
  });

  it("judge a share by metric maths", async () => {
    const account = await build();
    expect(account.only("aws:cloudwatch/metricAlarm:MetricAlarm").inputs).toMatchObject({
      name: "staging-system-business-log-in-success",
      alarmActions: ["arn:warning"],
      comparisonOperator: "LessThanThreshold",
      threshold: 50,
      metricQueries: [
        { id: "judged", expression: logInSuccess.expression, returnData: true },
        {
          id: "succeeded",
          metric: { namespace: "staging/system", metricName: "LogInSucceeded", stat: "Sum", period: 300 },
        },
        { id: "attempts", metric: { metricName: "LogInAttempts" } },
      ],
    });
  });

  it("hand out their names only when they are read", async () => {
    const account = await build();
    expect(await account.value(account.result.metricNames)).toEqual([
      "LogInAttempts",
      "LogInSucceeded",
      "DeliveryTime",
    ]);
  });

  it.each<[string, Partial<LogMetricsArgs>, RegExp]>([
    ["a namespace of AWS", { namespace: "AWS/System" }, /AWS's own/],
    ["a metric that is not there", { alarms: [{ ...logInSuccess, metrics: { lost: "Lost" } }] }, /uses Lost/],
    ["two metrics without a word how", { alarms: [{ ...logInSuccess, expression: undefined }] }, /has 2 metrics/],
  ])("refuse %s", async (_, changes, message) => {
    await expect(build(changes)).rejects.toThrow(message);
  });
});

describe("a dashboard's own rows", () => {
  const widgets = dashboardBody({
    region: "eu-west-1",
    queues: { namespace: "staging/system", names: ["mail"] },
    custom: [
      {
        title: "Business",
        graphs: [
          {
            title: "Log-ins",
            stat: "Sum",
            unit: "percent",
            line: { label: "warning", value: 50 },
            metrics: [
              { namespace: "staging/system", name: "LogInSucceeded", id: "succeeded", hidden: true },
              {
                namespace: "staging/system",
                name: "LogInAttempts",
                dimensions: { Clinic: "1" },
                id: "attempts",
                label: "all",
              },
            ],
            expressions: [{ expression: "100 * succeeded / attempts", label: "succeeded, percent" }],
          },
        ],
      },
    ],
  }).widgets as { y: number; properties: Record<string, unknown> }[];

  it("come below the others", () => {
    const [, , , title, graph] = widgets;
    expect(title?.properties).toEqual({ markdown: "## Business" });
    expect(graph?.y).toBeGreaterThan(title?.y ?? Infinity);
  });

  it("can lead elsewhere where there is nothing to draw", () => {
    const linked = dashboardBody({
      region: "eu-west-1",
      custom: [
        { title: "Database", text: "[Metrics](https://example.org)", graphs: [] },
        { title: "Next", graphs: [] },
      ],
    }).widgets;
    expect(linked).toEqual([
      { type: "text", x: 0, y: 0, width: 24, height: 1, properties: { markdown: "## Database" } },
      { type: "text", x: 0, y: 1, width: 24, height: 2, properties: { markdown: "[Metrics](https://example.org)" } },
      { type: "text", x: 0, y: 3, width: 24, height: 1, properties: { markdown: "## Next" } },
    ]);
  });

  it("draw metrics and what metric maths makes of them", () => {
    expect(widgets.at(-1)?.properties).toMatchObject({
      title: "Log-ins",
      period: 300,
      stat: "Sum",
      metrics: [
        [{ expression: "100 * succeeded / attempts", label: "succeeded, percent" }],
        ["staging/system", "LogInSucceeded", { id: "succeeded", visible: false }],
        ["staging/system", "LogInAttempts", "Clinic", "1", { id: "attempts", label: "all" }],
      ],
      annotations: { horizontal: [{ label: "warning", value: 50 }] },
    });
  });
});
