import { lastOf, text } from "./type-calls";
import type { Properties, TypeCalls } from "./type-calls";

/** A log group's ARN ends in `:*` for whatever happens in it (CloudWatch Logs user guide). */
const logGroup = (name: unknown) => ({ "logs:log-group": { LogGroupName: `${text(name)}:*` } });
const topic = (arn: unknown) => ({ "sns:topic": { TopicName: lastOf(arn, ":") } });
const named =
  (kind: string, placeholder: string): TypeCalls["kinds"] =>
  ({ name }: Properties) => ({ [kind]: { [placeholder]: text(name) } });

/** Calls for what watches. */
export const observabilityCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:budgets/budget:Budget": {
    kinds: named("budgets:budget", "BudgetName"),
    unused: ["billing:*"],
  },
  "aws:cloudtrail/trail:Trail": {
    kinds: named("cloudtrail:trail", "TrailName"),
    unused: ["cloudtrail:*EventConfiguration", "CloudTrail:*EventConfiguration", "organizations:*", "iam:*"],
  },
  "aws:cloudwatch/dashboard:Dashboard": {
    kinds: ({ dashboardName }) => ({ "cloudwatch:dashboard": { DashboardName: text(dashboardName) } }),
  },
  "aws:cloudwatch/eventRule:EventRule": {
    kinds: named("events:rule-on-default-event-bus", "RuleName"),
    beyond: { create: ["events:EnableRule", "events:DisableRule"] },
    source: "internal/service/events/rule.go",
    unused: ["events:PutTargets", "events:RemoveTargets"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    kinds: ({ rule }) => ({ "events:rule-on-default-event-bus": { RuleName: text(rule) } }),
    beyond: {
      create: ["events:PutTargets"],
      read: ["events:ListTargetsByRule"],
      update: ["events:PutTargets"],
      delete: ["events:RemoveTargets"],
    },
    source: "internal/service/events/target.go",
  },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    kinds: ({ deliverySourceName, deliveryDestinationArn }) => ({
      "logs:delivery": {},
      "logs:delivery-source": { DeliverySourceName: text(deliverySourceName) },
      "logs:delivery-destination": { DeliveryDestinationName: lastOf(deliveryDestinationArn, ":") },
    }),
  },
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
    kinds: named("logs:delivery-destination", "DeliveryDestinationName"),
    beyond: { create: ["logs:DescribeResourcePolicies", "logs:PutResourcePolicy", "logs:DescribeLogGroups"] },
    source: "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html",
    unused: ["logs:*DestinationPolicy"],
  },
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
    kinds: ({ name }) => ({
      "logs:delivery-source": { DeliverySourceName: text(name) },
      "logs:delivery-destination": { DeliveryDestinationName: text(name) },
      "cloudfront:distribution": {},
    }),
    beyond: { create: ["cloudfront:AllowVendedLogDeliveryForResource"] },
    source: "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
    unused: ["autoloop:*", "codewhisperer:*", "workmail:*", "logs:AllowVended*"],
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    kinds: ({ name }) => logGroup(name),
    unused: [
      "firehose:*",
      "s3:*",
      "logs:*DataProtection*",
      "logs:*Index*",
      "logs:*Bearer*",
      "logs:*ResourcePolic*",
      "logs:CreateLogDelivery",
    ],
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": { kinds: ({ logGroupName }) => logGroup(logGroupName) },
  "aws:cloudwatch/logStream:LogStream": {
    kinds: ({ logGroupName, name }) => ({
      "logs:log-stream": { LogGroupName: text(logGroupName), LogStreamName: text(name) },
      ...logGroup(logGroupName),
    }),
  },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    kinds: ({ logGroup: name }) => logGroup(typeof name === "string" ? name : ""),
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    kinds: named("cloudwatch:alarm", "AlarmName"),
  },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": { kinds: () => ({ "ce:anomalymonitor": {} }) },
  "aws:costexplorer/anomalySubscription:AnomalySubscription": {
    kinds: () => ({ "ce:anomalysubscription": {}, "ce:anomalymonitor": {} }),
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    kinds: named("firehose:deliverystream", "DeliveryStreamName"),
    unused: ["iam:GetRole", "kms:RevokeGrant"],
  },
  "aws:sns/topic:Topic": {
    kinds: ({ name }) => ({ "sns:topic": { TopicName: text(name) } }),
    unused: ["iam:*", "sns:*Subscri*", "sns:*DataProtection*"],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    kinds: ({ arn }) => topic(arn),
    beyond: {
      create: ["sns:SetTopicAttributes"],
      read: ["sns:GetTopicAttributes"],
      update: ["sns:SetTopicAttributes"],
      delete: ["sns:SetTopicAttributes"],
    },
    source: "internal/service/sns/topic_policy.go",
  },
  "aws:sns/topicSubscription:TopicSubscription": { kinds: ({ topic: arn }) => topic(arn), unused: ["iam:*"] },
};
