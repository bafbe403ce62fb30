import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "./service-account";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topic = "arn:aws:sns:eu-west-1:000000000000:warning";

const create = (type: string, inputs: WireObject) => refusalOf(() => new ServiceAccount().create(type, inputs));

describe("an alarm", () => {
  const bare = {
    name: "cpu",
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 5,
    threshold: 70,
    alarmActions: [topic],
  };
  const single = { ...bare, namespace: "AWS/ECS", metricName: "CPUUtilization", statistic: "Average", period: 60 };
  const metric = { namespace: "n", metricName: "m", stat: "Sum", period: 60 };
  const ratio = [
    { id: "ratio", expression: "a / b", returnData: true },
    { id: "a", returnData: false, metric },
    { id: "b", returnData: false, metric },
  ];

  const maths = (expression: string) => ratio.map((query) => (query.id === "ratio" ? { ...query, expression } : query));

  it.each<[string, WireObject, string]>([
    ["on one metric", single, "accepted"],
    ["on metric maths", { ...bare, metricQueries: ratio }, "accepted"],
    ["on both", { ...single, metricQueries: ratio }, "refused by the provider"],
    ["on neither", bare, "ValidationError"],
    [
      "on two results",
      { ...bare, metricQueries: ratio.map((query) => ({ ...query, returnData: true })) },
      "ValidationError",
    ],
    [
      "with an id in capitals",
      { ...bare, metricQueries: [{ id: "Ratio", expression: "1", returnData: true }] },
      "ValidationError",
    ],
    ["on an expression that is none", { ...bare, metricQueries: maths("a / / b") }, "ValidationError"],
    ["on an id that no query has", { ...bare, metricQueries: maths("a / requests") }, "ValidationError"],
    ["on a function that is none", { ...bare, metricQueries: maths("FILLED(a, 0) / b") }, "ValidationError"],
    ["on a function in small letters", { ...bare, metricQueries: maths("fill(a, 0) / b") }, "ValidationError"],
    ["on a function with an argument too few", { ...bare, metricQueries: maths("FILL(a) / b") }, "ValidationError"],
    ["on itself", { ...bare, metricQueries: maths("ratio / b") }, "ValidationError"],
    ["on a search", { ...bare, metricQueries: maths("SEARCH('{n} m', 'Sum', 60)") }, "ValidationError"],
    [
      "on metrics of two periods",
      { ...bare, metricQueries: [...maths("a / b").slice(0, 2), { id: "b", metric: { ...metric, period: 300 } }] },
      "ValidationError",
    ],
    ["with two statistics", { ...single, extendedStatistic: "p99" }, "refused by the provider"],
    ["with an odd period", { ...single, period: 90 }, "refused by the provider"],
    ["over more than a day by the minute", { ...single, evaluationPeriods: 1441 }, "ValidationError"],
    ["over a week by the hour", { ...single, period: 3600, evaluationPeriods: 168 }, "accepted"],
    ["with more datapoints than periods", { ...single, datapointsToAlarm: 6 }, "ValidationError"],
    ["with a topic that is not there", { ...single, alarmActions: [`${topic}-2`] }, "ValidationError"],
  ])("%s", (_, inputs, code) => {
    expect(create(alarmType, inputs)).toBe(code);
  });

  it("of alarms needs all of them", () => {
    const account = new ServiceAccount();
    account.create(alarmType, single);
    const composite = (alarmRule: string) =>
      refusalOf(() =>
        account.create("aws:cloudwatch/compositeAlarm:CompositeAlarm", {
          alarmName: `both-${alarmRule.length}`,
          alarmRule,
        }),
      );
    expect(composite('ALARM("cpu") AND ALARM("memory")')).toBe("ValidationError");
    expect(composite('ALARM("cpu")')).toBe("accepted");
  });
});

describe("a dashboard", () => {
  const dashboard = (dashboardBody: string) =>
    create("aws:cloudwatch/dashboard:Dashboard", { dashboardName: "d", dashboardBody });

  it.each([
    ['{"widgets":[{"type":"text","x":0,"y":0,"width":24,"height":1}]}', "accepted"],
    ["{widgets", "refused by the provider"],
    ["{}", "InvalidParameterInput"],
    ['{"widgets":[{"type":"text","x":12,"y":0,"width":24,"height":1}]}', "InvalidParameterInput"],
  ])("%s is %s", (body, code) => {
    expect(dashboard(body)).toBe(code);
  });
});

describe("an event rule", () => {
  const rule = (inputs: WireObject) => create("aws:cloudwatch/eventRule:EventRule", { name: "r", ...inputs });

  it.each<[string, WireObject, string]>([
    ["a pattern", { eventPattern: '{"source":["aws.ecs"]}' }, "accepted"],
    ["a schedule", { scheduleExpression: "rate(5 minutes)" }, "accepted"],
    ["neither", {}, "refused by the provider"],
    ["a leaf that is no list", { eventPattern: '{"source":"aws.ecs"}' }, "InvalidEventPatternException"],
    ["an odd schedule", { scheduleExpression: "every day" }, "ValidationException"],
  ])("with %s", (_, inputs, code) => {
    expect(rule(inputs)).toBe(code);
  });

  it("cannot go while it has targets", () => {
    const account = new ServiceAccount();
    const ruleType = "aws:cloudwatch/eventRule:EventRule";
    const created = account.create(ruleType, { name: "r", scheduleExpression: "rate(5 minutes)" });
    const target = account.create("aws:cloudwatch/eventTarget:EventTarget", { rule: "r", targetId: "t", arn: topic });
    const remove = () =>
      refusalOf(() => {
        account.delete(ruleType, created);
      });
    expect(remove()).toBe("ValidationException");
    account.delete("aws:cloudwatch/eventTarget:EventTarget", target);
    expect(remove()).toBe("accepted");
  });
});

describe("the topic of an event target", () => {
  const statement = (action: string, condition?: WireObject) => ({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: action,
    Resource: "*",
    ...(condition && { Condition: condition }),
  });
  const ofAccount = { StringEquals: { "aws:SourceAccount": "000000000000" } };
  const ofTopic = { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topic } };
  const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const encrypts = statement("kms:GenerateDataKey*");

  it.each<[string, string, string, string]>([
    ["that lets EventBridge publish", policy(statement("sns:Publish")), policy(encrypts), "accepted"],
    ["that asks for the account", policy(statement("sns:Publish", ofAccount)), policy(encrypts), "ValidationException"],
    [
      "whose key asks for the account",
      policy(statement("sns:Publish")),
      policy(statement("kms:GenerateDataKey*", ofAccount)),
      "ValidationException",
    ],
    ["whose key asks for the topic", policy(statement("sns:Publish")), policy(statement("kms:*", ofTopic)), "accepted"],
    [
      "whose key lets it decrypt only",
      policy(statement("sns:Publish")),
      policy(statement("kms:Decrypt")),
      "ValidationException",
    ],
  ])("%s", (_, topicPolicy, keyPolicy, code) => {
    const account = new ServiceAccount();
    account.put("aws:kms/key:Key", "key", { arn: "arn:aws:kms:eu-west-1:000000000000:key/k", policy: keyPolicy });
    account.put("aws:sns/topic:Topic", topic, {
      arn: topic,
      kmsMasterKeyId: "arn:aws:kms:eu-west-1:000000000000:key/k",
    });
    account.put("aws:sns/topicPolicy:TopicPolicy", `policy of ${topic}`, { arn: topic, policy: topicPolicy });
    account.create("aws:cloudwatch/eventRule:EventRule", { name: "r", scheduleExpression: "rate(5 minutes)" });
    const target = { rule: "r", targetId: "t", arn: topic };
    expect(refusalOf(() => account.create("aws:cloudwatch/eventTarget:EventTarget", target))).toBe(code);
  });
});

describe("a canary", () => {
  const canary = {
    name: "uptime",
    artifactS3Location: "s3://logs/canaries",
    executionRoleArn: "arn:aws:iam::000000000000:role/role",
    handler: "probe.handler",
    runtimeVersion: "syn-nodejs-5.4",
    schedule: { expression: "rate(5 minutes)" },
    zipFile: "probe.zip",
  };

  it.each<[string, WireObject, string]>([
    ["as it should be", canary, "accepted"],
    ["on a retired runtime", { ...canary, runtimeVersion: "syn-nodejs-puppeteer-6.2" }, "ValidationException"],
    ["on no runtime", { ...canary, runtimeVersion: "nodejs20.x" }, "ValidationException"],
    ["without a script", { ...canary, zipFile: undefined }, "ValidationException"],
    [
      "with a script that is not there",
      { ...canary, zipFile: undefined, s3Bucket: "logs", s3Key: "x" },
      "ValidationException",
    ],
    ["without its bucket", { ...canary, artifactS3Location: "s3://other/canaries" }, "ValidationException"],
    [
      "without its role",
      { ...canary, executionRoleArn: "arn:aws:iam::000000000000:role/other" },
      "ValidationException",
    ],
    ["every two hours by rate", { ...canary, schedule: { expression: "rate(120 minutes)" } }, "ValidationException"],
    ["with too little memory", { ...canary, runConfig: { memoryInMb: 512 } }, "ValidationException"],
  ])("%s", (_, inputs, code) => {
    expect(create("aws:synthetics/canary:Canary", inputs)).toBe(code);
  });

  it("has a name in lower case", () => {
    expect(() => new ServiceAccount().create("aws:synthetics/canary:Canary", { ...canary, name: "Uptime" })).toThrow(
      /lower-case/,
    );
  });
});

describe("functions, schedules and parameters", () => {
  const code = {
    role: "arn:aws:iam::000000000000:role/role",
    code: "archive",
    handler: "index.handler",
    runtime: "nodejs22.x",
  };

  it.each<[string, string, WireObject, string]>([
    ["a function", "aws:lambda/function:Function", { name: "f", ...code }, "accepted"],
    ["too long a run", "aws:lambda/function:Function", { name: "f", ...code, timeout: 901 }, "refused by the provider"],
    [
      "a variable of Lambda's own",
      "aws:lambda/function:Function",
      { name: "f", ...code, environment: { variables: { AWS_REGION: "x" } } },
      "InvalidParameterValueException",
    ],
    [
      "code without a runtime",
      "aws:lambda/function:Function",
      { name: "f", ...code, runtime: undefined },
      "refused by the provider",
    ],
    [
      "a permission for no function",
      "aws:lambda/permission:Permission",
      { action: "lambda:InvokeFunction", function: "g", principal: "events.amazonaws.com" },
      "ResourceNotFoundException",
    ],
    [
      "a schedule in a time zone",
      "aws:scheduler/schedule:Schedule",
      {
        name: "s",
        scheduleExpression: "cron(0 2 * * ? *)",
        scheduleExpressionTimezone: "Africa/Johannesburg",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: "arn:aws:lambda:eu-west-1:000000000000:function:f",
          roleArn: "arn:aws:iam::000000000000:role/role",
        },
      },
      "accepted",
    ],
    [
      "a schedule in no time zone",
      "aws:scheduler/schedule:Schedule",
      {
        name: "s",
        scheduleExpression: "cron(0 2 * * ? *)",
        scheduleExpressionTimezone: "Africa/Nowhere",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: "arn:aws:lambda:eu-west-1:000000000000:function:f",
          roleArn: "arn:aws:iam::000000000000:role/role",
        },
      },
      "ValidationException",
    ],
    ["a parameter", "aws:ssm/parameter:Parameter", { name: "/a/b", type: "String", value: "x" }, "accepted"],
    [
      "a parameter without its first slash",
      "aws:ssm/parameter:Parameter",
      { name: "a/b", type: "String", value: "x" },
      "ValidationException",
    ],
    [
      "a parameter of AWS's own",
      "aws:ssm/parameter:Parameter",
      { name: "/aws/b", type: "String", value: "x" },
      "AccessDeniedException",
    ],
    [
      "a parameter too long",
      "aws:ssm/parameter:Parameter",
      { name: "/a", type: "String", value: "x".repeat(4097) },
      "ValidationException",
    ],
  ])("%s", (_, type, inputs, expected) => {
    expect(create(type, inputs)).toBe(expected);
  });

  it("counts the versions of a parameter", () => {
    const account = new ServiceAccount();
    const type = "aws:ssm/parameter:Parameter";
    const created = account.create(type, { name: "/a", type: "String", value: "x" });
    expect(created.state.version).toBe(1);
    expect(account.update(type, created, { name: "/a", type: "String", value: "y" }).version).toBe(2);
  });
});
