import { isDeepStrictEqual } from "node:util";
import type * as aws from "@pulumi/aws";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { textOf, uuid } from "../wire-text";

const monitorType = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";

type MonitorCreation = Creation<aws.costexplorer.AnomalyMonitorArgs>;
type SubscriptionCreation = Creation<aws.costexplorer.AnomalySubscriptionArgs>;

const invalid = (message: string): Refusal => ({ code: "ValidationException", message });

/** Source: CreateAnomalyMonitor, "AnomalyMonitor". */
function kind({ inputs }: MonitorCreation): Refusal | undefined {
  const { monitorDimension, monitorSpecification } = inputs;
  switch (textOf(inputs.monitorType)) {
    case "":
      return undefined;
    case "DIMENSIONAL":
      return monitorDimension === undefined ? invalid("A dimensional monitor needs MonitorDimension.") : undefined;
    case "CUSTOM":
      return monitorSpecification === undefined ? invalid("A custom monitor needs MonitorSpecification.") : undefined;
    default:
      return invalid("MonitorType must be DIMENSIONAL or CUSTOM.");
  }
}

/** An account has one monitor of all services (AWS Cost Management quotas). */
function onlyOne({ inputs, account, id }: MonitorCreation): Refusal | undefined {
  if (inputs.monitorDimension !== "SERVICE") return undefined;
  return account.list(monitorType).some((other) => other.id !== id && other.state.monitorDimension === "SERVICE")
    ? { code: "LimitExceededException", message: "Limit exceeded on dimensional spend monitor creation" }
    : undefined;
}

/** Source: CreateAnomalySubscription, "Frequency": topics take single notices, addresses take summaries. */
function frequency({ inputs }: SubscriptionCreation): Refusal | undefined {
  const given = textOf(inputs.frequency);
  if (given !== "" && !["DAILY", "IMMEDIATE", "WEEKLY"].includes(given)) {
    return invalid("Frequency must be DAILY, IMMEDIATE or WEEKLY.");
  }
  const wrong = (inputs.subscribers ?? []).find(({ type }) => (type === "SNS") !== (given === "IMMEDIATE"));
  return given !== "" && wrong !== undefined
    ? invalid(`Subscribers of the type ${textOf(wrong.type)} cannot have the frequency ${given}.`)
    : undefined;
}

/** The members of an expression and of what it compares, as Go's SDK has them (costexplorer/types, Expression). */
const members = {
  expression: ["And", "CostCategories", "Dimensions", "Not", "Or", "Tags"],
  comparison: ["Key", "MatchOptions", "Values"],
} as const;

/** As Read writes it: json.Marshal of the SDK's structure, with a null for each member that is not given. */
function withEveryMember(specification: string): string {
  const given = documentIn(specification);
  if (given === undefined) return specification;
  const complete = (value: unknown, names: readonly string[]): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(names.map((name) => [name, (value as Readonly<Record<string, unknown>>)[name] ?? null]))
      : value;
  const compared = Object.entries(given).map(([name, value]) => [name, complete(value, members.comparison)]);
  return JSON.stringify(complete(Object.fromEntries(compared), members.expression));
}

function isSameDocument(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [first, second] = [documentIn(one), documentIn(other)];
  return first !== undefined && isDeepStrictEqual(first, second);
}

/** The object in a JSON text; undefined for any other text. */
function documentIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

export const costexplorer: ResourceTypes = globalTypes({
  [monitorType]: resourceType<aws.costexplorer.AnomalyMonitorArgs, aws.costexplorer.AnomalyMonitorState>({
    title: "CE Anomaly Monitor",
    name: {
      property: "name",
      pattern: /[\S\s]+/,
      maxLength: 1024,
      allowed: "1 to 1024 characters",
      uniqueIn: "none",
      taken: "ValidationException",
    },
    id: (creation) => `arn:aws:ce::${creation.account.accountId}:anomalymonitor/${uuid(creation)}`,
    taggable: true,
    computed: { arn: ({ id }) => id },
    replaces: ["monitorType", "monitorDimension", "monitorSpecification"],
    // internal/service/ce/anomaly_monitor.go: SuppressEquivalentJSONDiffs, to which null and absent are two values.
    keeps: ({ monitorSpecification: before }, { monitorSpecification: after }) =>
      isSameDocument(before, after) ? ["monitorSpecification"] : [],
    rewrites: ({ monitorSpecification: given }) => (given ? { monitorSpecification: withEveryMember(given) } : {}),
    refuses: firstRefusal(kind, onlyOne),
  }),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": resourceType<
    aws.costexplorer.AnomalySubscriptionArgs,
    aws.costexplorer.AnomalySubscriptionState
  >({
    title: "CE Anomaly Subscription",
    name: {
      property: "name",
      pattern: /[\S\s]+/,
      maxLength: 1024,
      allowed: "1 to 1024 characters",
      uniqueIn: "none",
      taken: "ValidationException",
    },
    id: (creation) => `arn:aws:ce::${creation.account.accountId}:anomalysubscription/${uuid(creation)}`,
    taggable: true,
    computed: {
      arn: ({ id }) => id,
      accountId: ({ account }) => account.accountId,
      thresholdExpression: () => ({}),
    },
    replaces: ["name", "accountId"],
    references: [
      {
        property: "monitorArnLists[]",
        to: monitorType,
        by: "arn",
        missing: "UnknownMonitorException",
        // A monitor that the account has had from the beginning.
        except: /^arn:aws:ce::\d{12}:anomalymonitor\//,
      },
      {
        property: "subscribers[].address",
        to: "aws:sns/topic:Topic",
        by: "arn",
        missing: "ValidationException",
        anyRegion: true,
        except: /@/,
      },
    ],
    refuses: frequency,
  }),
});
