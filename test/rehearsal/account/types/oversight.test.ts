import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "./service-account";

const topic = "arn:aws:sns:eu-west-1:000000000000:warning";

describe("a budget", () => {
  const type = "aws:budgets/budget:Budget";
  const notice = {
    notificationType: "ACTUAL",
    comparisonOperator: "GREATER_THAN",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberSnsTopicArns: [topic],
  };
  const budget = {
    name: "staging",
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "100",
    limitUnit: "USD",
    notifications: [notice],
  };

  it.each<[string, WireObject, string]>([
    ["with an amount and a notice", budget, "accepted"],
    ["without an amount", { ...budget, limitAmount: undefined }, "InvalidParameterException"],
    ["of nothing", { ...budget, limitAmount: "0" }, "InvalidParameterException"],
    ["of a kind there is not", { ...budget, budgetType: "MONEY" }, "InvalidParameterException"],
    ["by the week", { ...budget, timeUnit: "WEEKLY" }, "InvalidParameterException"],
    ["with the same notice twice", { ...budget, notifications: [notice, notice] }, "DuplicateRecordException"],
    [
      "with a notice that nobody gets",
      { ...budget, notifications: [{ ...notice, subscriberSnsTopicArns: [] }] },
      "InvalidParameterException",
    ],
    [
      "with two topics for one notice",
      { ...budget, notifications: [{ ...notice, subscriberSnsTopicArns: [topic, topic] }] },
      "InvalidParameterException",
    ],
    [
      "with a topic that is not there",
      { ...budget, notifications: [{ ...notice, subscriberSnsTopicArns: [`${topic}-2`] }] },
      "InvalidParameterException",
    ],
    [
      "with eleven notices",
      {
        ...budget,
        notifications: Array.from({ length: 11 }, (_, index) => ({ ...notice, threshold: index + 1 })),
      },
      "InvalidParameterException",
    ],
  ])("%s", (_, inputs, code) => {
    expect(refusalOf(() => new ServiceAccount().create(type, inputs))).toBe(code);
  });
});

describe("a watch over costs", () => {
  const monitorType = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
  const services = { name: "services", monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" };

  it("over all services is one of an account", () => {
    const account = new ServiceAccount();
    account.create(monitorType, services);
    expect(refusalOf(() => account.create(monitorType, { ...services, name: "again" }))).toBe("LimitExceededException");
  });

  it.each<[string, WireObject, string]>([
    ["without its dimension", { name: "m", monitorType: "DIMENSIONAL" }, "ValidationException"],
    ["of one's own without what it is about", { name: "m", monitorType: "CUSTOM" }, "ValidationException"],
    ["of a kind there is not", { ...services, monitorType: "OTHER" }, "ValidationException"],
  ])("%s", (_, inputs, code) => {
    expect(refusalOf(() => new ServiceAccount().create(monitorType, inputs))).toBe(code);
  });

  it.each([
    ["IMMEDIATE", "SNS", topic, "accepted"],
    ["DAILY", "EMAIL", "team@example.org", "accepted"],
    ["DAILY", "SNS", topic, "ValidationException"],
    ["IMMEDIATE", "EMAIL", "team@example.org", "ValidationException"],
    ["HOURLY", "SNS", topic, "ValidationException"],
    ["IMMEDIATE", "SNS", `${topic}-2`, "ValidationException"],
  ])("is told %s by %s to %s: %s", (frequency, type, address, code) => {
    const account = new ServiceAccount();
    const monitor = account.create(monitorType, services);
    const inputs = { name: "s", frequency, monitorArnLists: [monitor.id], subscribers: [{ type, address }] };
    const create = () => account.create("aws:costexplorer/anomalySubscription:AnomalySubscription", inputs);
    expect(refusalOf(create)).toBe(code);
  });
});

describe("a trail", () => {
  const type = "aws:cloudtrail/trail:Trail";
  const statement = (Action: string) => ({
    Effect: "Allow",
    Principal: { Service: "cloudtrail.amazonaws.com" },
    Action,
    Resource: "*",
  });
  const create = (actions: readonly string[], inputs: WireObject = {}) => {
    const account = new ServiceAccount();
    account.put("aws:s3/bucket:Bucket", "trail", { bucket: "trail" });
    account.put("aws:s3/bucketPolicy:BucketPolicy", "trail", {
      bucket: "trail",
      policy: JSON.stringify({ Version: "2012-10-17", Statement: actions.map(statement) }),
    });
    return refusalOf(() => account.create(type, { name: "trail", s3BucketName: "trail", ...inputs }));
  };

  it("needs a bucket that lets it look and write", () => {
    expect(create(["s3:GetBucketAcl", "s3:PutObject"])).toBe("accepted");
    expect(create(["s3:PutObject"])).toBe("InsufficientS3BucketPolicyException");
    expect(create(["s3:GetBucketAcl"])).toBe("InsufficientS3BucketPolicyException");
    expect(create([], { s3BucketName: "elsewhere" })).toBe("S3BucketDoesNotExistException");
  });

  it("of every region has the services without regions in it", () => {
    const everywhere = { isMultiRegionTrail: true, includeGlobalServiceEvents: false };
    expect(create(["s3:GetBucketAcl", "s3:PutObject"], everywhere)).toBe("InvalidParameterCombinationException");
  });

  it("is one of five", () => {
    const account = new ServiceAccount();
    for (const name of ["a", "b", "c", "d", "e"]) account.put(type, name, { name });
    account.put("aws:s3/bucket:Bucket", "trail", { bucket: "trail" });
    expect(refusalOf(() => account.create(type, { name: "trail", s3BucketName: "trail" }))).toBe(
      "MaximumNumberOfTrailsExceededException",
    );
  });
});

describe("an alarm on what is usual", () => {
  const metric = { namespace: "n", metricName: "m", stat: "Sum", period: 60 };
  const usual = {
    name: "usual",
    comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
    evaluationPeriods: 3,
    thresholdMetricId: "band",
    metricQueries: [
      { id: "band", expression: "ANOMALY_DETECTION_BAND(m, 2)", returnData: true },
      { id: "m", returnData: true, metric },
    ],
  };

  it.each<[string, WireObject, string]>([
    ["with a band and a metric", usual, "accepted"],
    ["with a number beside the band", { ...usual, threshold: 3 }, "refused by the provider"],
    ["with an operator for numbers", { ...usual, comparisonOperator: "GreaterThanThreshold" }, "ValidationError"],
    ["without the band's id", { ...usual, thresholdMetricId: undefined }, "ValidationError"],
    ["with a band that is none", { ...usual, thresholdMetricId: "m" }, "ValidationError"],
  ])("%s", (_, inputs, code) => {
    expect(refusalOf(() => new ServiceAccount().create("aws:cloudwatch/metricAlarm:MetricAlarm", inputs))).toBe(code);
  });
});
