import type { WireValue } from "../resource-type";
import type { Quota } from "./quota";
import { each, eachIn, lengthOf, textOf } from "./quota";

const iamSource =
  "IAM User Guide, IAM and AWS STS quotas (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)";
const logsSource = "Amazon CloudWatch Logs User Guide, CloudWatch Logs quotas";
const eventsSource = "Amazon EventBridge User Guide, Amazon EventBridge quotas";
const iam = { service: "iam", scope: "account", source: iamSource } as const;
const costs = { scope: "account", raisedBy: "nobody" } as const;

/** IAM counts the characters of a policy without white space. */
function charactersOf(policy: WireValue): number {
  return typeof policy === "string" ? policy.replace(/\s/g, "").length : 0;
}

/** The quotas of rights, observability and costs. */
export const operationsQuotas: readonly Quota[] = [
  {
    ...iam,
    code: "L-FE177D64",
    name: "Roles per account",
    unit: "roles",
    default: 1000,
    refusal: "LimitExceeded",
    counts: { "aws:iam/role:Role": each },
  },
  {
    ...iam,
    code: "L-0DA4ABF3",
    name: "Managed policies per role",
    unit: "policies",
    per: "role",
    default: 10,
    refusal: "LimitExceeded",
    counts: { "aws:iam/rolePolicyAttachment:RolePolicyAttachment": eachIn("role") },
  },
  {
    ...iam,
    name: "Groups per account",
    unit: "groups",
    default: 300,
    refusal: "LimitExceeded",
    counts: { "aws:iam/group:Group": each },
  },
  {
    ...iam,
    name: "Customer managed policies per account",
    unit: "policies",
    default: 1500,
    refusal: "LimitExceeded",
    counts: { "aws:iam/policy:Policy": each },
  },
  {
    ...iam,
    name: "Managed policies per user",
    unit: "policies",
    per: "user",
    default: 10,
    refusal: "LimitExceeded",
    counts: { "aws:iam/userPolicyAttachment:UserPolicyAttachment": eachIn("user") },
  },
  {
    ...iam,
    name: "Managed policies per group",
    unit: "policies",
    per: "group",
    default: 10,
    refusal: "LimitExceeded",
    counts: { "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": eachIn("group") },
  },
  {
    ...iam,
    code: "L-C07B4B0D",
    name: "Role trust policy length",
    unit: "characters",
    per: "role",
    default: 2048,
    refusal: "LimitExceeded",
    counts: {
      "aws:iam/role:Role": ({ urn, state }) => [{ within: urn, amount: charactersOf(state.assumeRolePolicy) }],
    },
  },
  {
    ...iam,
    name: "Size of all inline policies of a role",
    unit: "characters",
    per: "role",
    default: 10_240,
    raisedBy: "nobody",
    refusal: "LimitExceeded",
    counts: {
      "aws:iam/rolePolicy:RolePolicy": ({ state }) => [
        { within: textOf(state.role), amount: charactersOf(state.policy) },
      ],
    },
  },
  {
    service: "monitoring",
    name: "Dashboards",
    unit: "dashboards",
    scope: "account",
    default: 5000,
    raisedBy: "a support case",
    source: "Amazon CloudWatch User Guide, CloudWatch service quotas",
    refusal: "LimitExceeded",
    counts: { "aws:cloudwatch/dashboard:Dashboard": each },
  },
  {
    service: "monitoring",
    name: "Actions per alarm",
    unit: "actions",
    scope: "Region",
    per: "alarm",
    default: 5,
    raisedBy: "nobody",
    source: "Amazon CloudWatch User Guide, CloudWatch service quotas: the number of alarms has no limit",
    refusal: "ValidationError",
    counts: { "aws:cloudwatch/metricAlarm:MetricAlarm": lengthOf("alarmActions") },
  },
  {
    service: "logs",
    name: "Metric filters per log group",
    unit: "filters",
    scope: "Region",
    per: "log group",
    default: 100,
    raisedBy: "nobody",
    source: logsSource,
    refusal: "LimitExceededException",
    counts: { "aws:cloudwatch/logMetricFilter:LogMetricFilter": eachIn("logGroupName") },
  },
  {
    service: "logs",
    name: "Subscription filters per log group",
    unit: "filters",
    scope: "Region",
    per: "log group",
    default: 2,
    raisedBy: "nobody",
    source: logsSource,
    refusal: "LimitExceededException",
    counts: { "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": eachIn("logGroup") },
  },
  {
    service: "logs",
    name: "Resource policies per Region",
    unit: "policies",
    scope: "Region",
    default: 10,
    raisedBy: "nobody",
    source: logsSource,
    refusal: "LimitExceededException",
    counts: { "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": each },
  },
  {
    service: "sns",
    code: "L-61103206",
    name: "Topics per account",
    unit: "topics",
    scope: "Region",
    default: 100_000,
    source: "AWS General Reference, Amazon SNS endpoints and quotas",
    refusal: "TopicLimitExceeded",
    counts: { "aws:sns/topic:Topic": each },
  },
  {
    service: "synthetics",
    name: "Canaries",
    unit: "canaries",
    scope: "Region",
    default: 200,
    source: "Amazon CloudWatch User Guide, CloudWatch service quotas",
    refusal: "ServiceQuotaExceededException",
    counts: { "aws:synthetics/canary:Canary": each },
  },
  {
    service: "events",
    code: "L-244521F2",
    name: "Number of rules",
    unit: "rules",
    scope: "Region",
    per: "event bus",
    // 100 in some Regions, af-south-1 among them; the smaller value holds everywhere.
    default: 100,
    source: eventsSource,
    refusal: "LimitExceededException",
    counts: {
      "aws:cloudwatch/eventRule:EventRule": ({ state }) => [
        { within: textOf(state.eventBusName ?? "default"), amount: 1 },
      ],
    },
  },
  {
    service: "events",
    name: "Targets per rule",
    unit: "targets",
    scope: "Region",
    per: "rule",
    default: 5,
    source: eventsSource,
    refusal: "LimitExceededException",
    counts: { "aws:cloudwatch/eventTarget:EventTarget": eachIn("rule") },
  },
  {
    service: "cloudtrail",
    name: "Trails per Region",
    unit: "trails",
    scope: "Region",
    default: 5,
    raisedBy: "nobody",
    source: "AWS CloudTrail User Guide, Quotas in AWS CloudTrail",
    refusal: "MaximumNumberOfTrailsExceededException",
    counts: { "aws:cloudtrail/trail:Trail": each },
  },
  {
    ...costs,
    service: "budgets",
    name: "Budgets per account",
    unit: "budgets",
    default: 20_000,
    source: "AWS Cost Management User Guide, Quotas and restrictions",
    refusal: "CreationLimitExceededException",
    counts: { "aws:budgets/budget:Budget": each },
  },
  {
    ...costs,
    service: "ce",
    name: "Custom anomaly monitors per account",
    unit: "monitors",
    default: 500,
    source: "AWS Cost Management User Guide, Quotas and restrictions",
    refusal: "LimitExceededException",
    counts: {
      "aws:costexplorer/anomalyMonitor:AnomalyMonitor": ({ state }) =>
        state.monitorType === "CUSTOM" ? [{ amount: 1 }] : [],
    },
  },
];
