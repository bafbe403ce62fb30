import type { WireValue } from "../resource-type";
import { isJsonObject, isSameJson, type Json, jsonDocument, jsonIn, normalizedDocument } from "./documents";
import { policyDocument } from "./policy-document";
import type { ReadProperty, Reads } from "./read";

/** An amount of money as a budget reports it: `1000.0` for `1000`; the plan compares numbers. */
const limitAmount: ReadProperty = {
  reported: (given) => (typeof given === "string" && /^\d+$/.test(given) ? `${given}.0` : given),
  same: (read, given) => read !== undefined && given !== undefined && Number(read) === Number(given),
  source: "internal/service/budgets/budget.go, suppressEquivalentBudgetLimitAmount",
};

/** The members of an expression and of what it compares, as Go's SDK has them (costexplorer/types, Expression). */
const members = {
  expression: ["And", "CostCategories", "Dimensions", "Not", "Or", "Tags"],
  comparison: ["Key", "MatchOptions", "Values"],
} as const;

/** Read writes json.Marshal of the SDK's structure, with a null for each member that is not given; null and absent differ. */
const monitorSpecification: ReadProperty = {
  reported: withEveryMember,
  same: isSameJson,
  source: "internal/service/ce/anomaly_monitor.go, SuppressEquivalentJSONDiffs",
};

function withEveryMember(specification: WireValue): WireValue {
  const given = jsonIn(specification);
  if (!isJsonObject(given)) return specification;
  const complete = (value: Json, names: readonly string[]): Json =>
    isJsonObject(value) ? Object.fromEntries(names.map((name) => [name, value[name] ?? null])) : value;
  const compared = Object.entries(given).map(([name, value]) => [name, complete(value, members.comparison)] as const);
  return JSON.stringify(complete(Object.fromEntries(compared), members.expression));
}

export const observabilityReads: Reads = {
  "aws:budgets/budget:Budget": { source: "budgets/budget.go", properties: { limitAmount } },
  "aws:cloudwatch/dashboard:Dashboard": {
    source: "cloudwatch/dashboard.go",
    properties: { dashboardBody: jsonDocument },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    source: "events/rule.go",
    properties: { eventPattern: normalizedDocument },
  },
  "aws:cloudwatch/eventTarget:EventTarget": { source: "events/target.go" },
  "aws:cloudwatch/logDelivery:LogDelivery": { source: "logs/delivery.go" },
  "aws:cloudwatch/logGroup:LogGroup": { source: "logs/group.go" },
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": {
    source: "ce/anomaly_monitor.go",
    properties: { monitorSpecification },
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    source: "sns/topic_subscription.go",
    properties: { filterPolicy: jsonDocument, redrivePolicy: jsonDocument, replayPolicy: jsonDocument },
  },
  "aws:sns/topicPolicy:TopicPolicy": { source: "sns/topic_policy.go", properties: { policy: policyDocument } },
};
