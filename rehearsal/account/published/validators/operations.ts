import type { ProviderRule } from "../provider-rule";
import {
  anyCase,
  arns,
  conflict,
  divisible,
  enumerated,
  excluded,
  form,
  from,
  inside,
  items,
  json,
  length,
  range,
  values,
} from "./rows";

/** Percentiles and trimmed statistics of CloudWatch. */
const extended =
  /^((p|(tm)|(wm)|(tc)|(ts))((\d{1,2}(\.\d{1,2})?)|(100))|(IQM)|(((TM)|(WM)|(PR)|(TC)|(TS)))\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\))$/;

const withQueries = ["dimensions", "extendedStatistic", "metricName", "namespace", "period", "statistic"];

const subscribers = ["application", "firehose", "http", "lambda", "sqs"];

/** Alarms, events, logs, messages and costs. */
export const operations: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:cloudwatch/eventTarget:EventTarget": from(
    "events/target.go@0762c41e",
    ...arns("arn", "roleArn"),
    conflict("input", "inputPath", "inputTransformer"),
    conflict("inputPath", "input", "inputTransformer"),
    ...json("input"),
    length("input", 0, 8192),
    length("inputPath", 0, 256),
    ...inside("inputTransformer", length("inputTemplate", 1, 8192)),
    ...inside("batchTarget", range("arraySize", 2, 10_000), range("jobAttempts", 1, 10)),
    ...inside("deadLetterConfig", ...arns("arn")),
    ...inside(
      "ecsTarget",
      ...arns("taskDefinitionArn"),
      ...enumerated("launchType", "propagateTags"),
      length("group", 1, 255),
      length("platformVersion", 0, 1600),
      items("orderedPlacementStrategies", 0, 5),
      items("placementConstraints", 0, 10),
      range("taskCount", 1, 2_147_483_647),
      ...inside("capacityProviderStrategies[]", range("base", 0, 100_000), range("weight", 0, 1000)),
    ),
    ...inside("kinesisTarget", length("partitionKeyPath", 1, 256)),
    ...inside("redshiftTarget", length("database", 1, 64), length("dbUser", 1, 128), ...arns("secretsManagerArn")),
    ...inside("retryPolicy", range("maximumEventAgeInSeconds", 0, 86_400), range("maximumRetryAttempts", 0, 185)),
    items("runCommandTargets", 0, 5),
    ...inside("runCommandTargets[]", length("key", 1, 128), items("values", 0, 50), length("values", 1, 256)),
  ),
  "aws:cloudwatch/logGroup:LogGroup": from(
    "logs/group.go@0073593e",
    conflict("name", "namePrefix"),
    ...enumerated("logGroupClass"),
    values(
      "retentionInDays",
      ...["0", "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731"],
      ...["1096", "1827", "2192", "2557", "2922", "3288", "3653"],
    ),
  ),
  "aws:cloudwatch/metricAlarm:MetricAlarm": from(
    "cloudwatch/metric_alarm.go@055611a6",
    ...withQueries.map((input) => conflict(input, "metricQueries")),
    conflict("metricQueries", "metricName"),
    conflict("statistic", "extendedStatistic"),
    conflict("threshold", "thresholdMetricId"),
    ...arns("alarmActions", "insufficientDataActions", "okActions"),
    items("insufficientDataActions", 0, 5),
    items("okActions", 0, 5),
    length("alarmDescription", 0, 1024),
    length("name", 1, 255),
    length("metricName", 1, 255),
    length("namespace", 1, 255),
    length("thresholdMetricId", 1, 255),
    ...enumerated("comparisonOperator", "statistic", "unit"),
    range("datapointsToAlarm", 1),
    range("evaluationPeriods", 1),
    anyCase("evaluateLowSampleCountPercentiles", "evaluate", "ignore"),
    form("extendedStatistic", extended, "invalid statistic"),
    divisible("period", 60, 10, 20, 30),
    anyCase("treatMissingData", "breaching", "ignore", "missing", "notBreaching"),
    ...inside(
      "metricQueries[]",
      // Its CustomizeDiff: "No metric_query may have both `expression` and a `metric` specified".
      conflict("expression", "metric"),
      length("accountId", 1, 255),
      length("expression", 1, 1024),
      length("id", 1, 255),
      divisible("period", 60, 1, 5, 10, 20, 30),
      ...inside(
        "metric",
        length("metricName", 1, 255),
        length("namespace", 1, 255),
        divisible("period", 60, 1, 5, 10, 20, 30),
        form("stat", new RegExp(`^(SampleCount|Average|Sum|Minimum|Maximum)$|${extended.source}`), "invalid statistic"),
        ...enumerated("unit"),
      ),
    ),
  ),
  "aws:sns/topicSubscription:TopicSubscription": from(
    "sns/topic_subscription.go@04a2e6e5",
    ...json("deliveryPolicy", "filterPolicy", "redrivePolicy", "replayPolicy"),
    values("filterPolicyScope", "MessageAttributes", "MessageBody"),
    values("protocol", ...["application", "email", "email-json", "firehose", "http", "https", "lambda", "sms", "sqs"]),
    ...arns("subscriptionRoleArn", "topic"),
  ),
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": from(
    "logs/subscription_filter.go@07c8fe26",
    ...arns("destinationArn", "roleArn"),
    ...enumerated("distribution"),
    values("emitSystemFields", "@aws.account", "@aws.region"),
    length("filterPattern", 0, 1024),
    length("name", 1, 512),
  ),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": from(
    "logs/metric_filter.go@0f14e6f6",
    ...inside("metricTransformation", ...enumerated("unit"), length("value", 0, 100)),
  ),
  "aws:cloudwatch/logStream:LogStream": from(
    "logs/stream.go@1468653a",
    form("name", /^[^:]+$/, "colons not allowed"),
    length("name", 1, 512),
  ),
  "aws:sns/topic:Topic": from(
    "sns/topic.go@00a35305",
    ...subscribers.flatMap((subscriber) => [
      ...arns(`${subscriber}FailureFeedbackRoleArn`, `${subscriber}SuccessFeedbackRoleArn`),
      range(`${subscriber}SuccessFeedbackSampleRate`, 0, 100),
    ]),
    ...json("deliveryPolicy", "policy"),
    conflict("name", "namePrefix"),
    range("signatureVersion", 1, 2),
    values("tracingConfig", "Active", "PassThrough"),
    excluded("archivePolicy", { input: "fifoTopic", values: ["false"], orAbsent: true }),
    excluded("fifoThroughputScope", { input: "fifoTopic", values: ["false"], orAbsent: true }),
  ),
  "aws:cloudwatch/logDelivery:LogDelivery": from(
    "logs/delivery.go@009ebbba",
    ...arns("deliveryDestinationArn"),
    length("deliverySourceName", 1, 60),
    length("fieldDelimiter", 0, 5),
    items("recordFields", 0, 128),
    length("recordFields", 1, 64),
  ),
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": from(
    "logs/delivery_destination.go@1e67cc5d",
    length("name", 1, 60),
    ...enumerated("outputFormat"),
    ...inside("deliveryDestinationConfiguration", ...arns("destinationResourceArn")),
  ),
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": from(
    "logs/delivery_source.go@00a35305",
    length("logType", 1, 255),
    length("name", 1, 60),
    ...arns("resourceArn"),
  ),
};
