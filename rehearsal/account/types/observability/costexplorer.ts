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
