import { ConfigurationChanges } from "../../../components/observability/configuration-changes";
import { CostBudget } from "../../../components/observability/cost-budget";
import type { CostBudgetArgs } from "../../../components/observability/cost-budget";
import { register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

const topicArns = { critical: "arn:critical", warning: "arn:warning", info: "arn:info" };
const routing = { topicArns, runbookUrl: "https://runbooks.example.org" };

describe("the budget of a stage", () => {
  const args: CostBudgetArgs = { stage: "staging", monthlyUsd: 1200, thresholds: thresholds.costs, topicArns };
  const create = (changes: Partial<CostBudgetArgs> = {}) =>
    register(() => new CostBudget("costs", { ...args, ...changes }));

  it("is told of before it is spent, when it is, and when it will be (MP-PW1-02)", async () => {
    const { inputs } = (await create()).only("aws:budgets/budget:Budget");
    expect(inputs).toMatchObject({ budgetType: "COST", timeUnit: "MONTHLY", limitAmount: "1200", limitUnit: "USD" });
    const notices = inputs.notifications as { notificationType: string; threshold: number }[];
    expect(notices.map(({ notificationType, threshold }) => [notificationType, threshold])).toEqual([
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
    expect(notices.map((notice) => (notice as { subscriberSnsTopicArns?: unknown }).subscriberSnsTopicArns)).toEqual(
      notices.map(() => ["arn:warning"]),
    );
  });

  it("has a watch over every service beside it, told of at once", async () => {
    const account = await create();
    const monitor = account.only("aws:costexplorer/anomalyMonitor:AnomalyMonitor");
    expect(monitor.inputs.monitorType).toBe("CUSTOM");
    expect(monitor.inputs.monitorSpecification).toBe(
      '{"And":null,"CostCategories":null,"Dimensions":null,"Not":null,"Or":null,"Tags":{"Key":"stack","MatchOptions":null,"Values":["staging"]}}',
    );
    const { inputs, options } = account.only("aws:costexplorer/anomalySubscription:AnomalySubscription");
    expect(options.dependencies).toContain(monitor.urn);
    expect(inputs).toMatchObject({
      frequency: "IMMEDIATE",
      subscribers: [{ type: "SNS", address: "arn:warning" }],
      thresholdExpression: { dimension: { key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", values: ["50"] } },
    });
  });

  it("uses the monitor that the account has, for it may have no second", async () => {
    const anomalyMonitorArn = "arn:aws:ce::000000000000:anomalymonitor/00000000-0000-0000-0000-000000000001";
    const account = await create({ anomalyMonitorArn });
    expect(account.ofType("aws:costexplorer/anomalyMonitor:AnomalyMonitor")).toEqual([]);
    expect(account.only("aws:costexplorer/anomalySubscription:AnomalySubscription").inputs.monitorArnLists).toEqual([
      anomalyMonitorArn,
    ]);
  });
});

describe("changes of what guards a stage", () => {
  const create = () =>
    new ConfigurationChanges("configuration-changes", {
      stage: "staging",
      region: "af-south-1",
      routing,
      global: { routing: { ...routing, topicArns: { ...topicArns, info: "arn:global-info" } } },
      logBucketName: "staging-log-archive",
    });

  it("are the same set in a preview", async () => {
    const { preview, update } = await registerBoth(create);
    expect(preview.names()).toEqual(update.names());
  });

  it("are recorded in every region, by a trail that shows whether it was tampered with", async () => {
    expect((await register(create)).only("aws:cloudtrail/trail:Trail").inputs).toMatchObject({
      s3BucketName: "staging-log-archive",
      s3KeyPrefix: "cloudtrail",
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
    });
  });

  it("are told where AWS tells them: roles and records in us-east-1, the rest in the region (MP-THR-08)", async () => {
    const account = await register(create);
    const rules = account.ofType("aws:cloudwatch/eventRule:EventRule").map(({ inputs }) => inputs);
    const told = rules.map(({ region, eventPattern }) => {
      const { detail } = JSON.parse(String(eventPattern)) as {
        detail: { eventSource: string[]; eventName: string[]; errorCode: object[] };
      };
      expect(detail.errorCode).toEqual([{ exists: false }]);
      return [region, detail.eventSource, detail.eventName.length] as const;
    });
    expect(told.map(([region]) => region)).toEqual(["af-south-1", "us-east-1"]);
    expect(told[0]?.[1]).toContain("secretsmanager.amazonaws.com");
    expect(told[1]?.[1]).toEqual(["cloudfront.amazonaws.com", "iam.amazonaws.com", "route53.amazonaws.com"]);
    expect(told.map(([, , calls]) => calls)).toEqual([33, 11]);
    const targets = account.ofType("aws:cloudwatch/eventTarget:EventTarget").map(({ inputs }) => inputs);
    expect(targets.map(({ region, arn }) => [region, arn])).toEqual([
      ["af-south-1", "arn:info"],
      ["us-east-1", "arn:global-info"],
    ]);
    for (const { inputTransformer } of targets) {
      const { inputPaths } = inputTransformer as { inputPaths: Record<string, string> };
      expect(Object.values(inputPaths).filter((path) => /requestParameters|responseElements/.test(path))).toEqual([]);
    }
  });
});
