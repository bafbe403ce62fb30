import type * as aws from "@pulumi/aws";
import { globalTypes, resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

type BudgetCreation = Creation<aws.budgets.BudgetArgs>;

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

/** Source: CreateBudget, "BudgetType", "TimeUnit" and "BudgetLimit". */
function amounts({ inputs }: BudgetCreation): Refusal | undefined {
  const type = textOf(inputs.budgetType);
  const kinds = [
    "COST",
    "USAGE",
    "RI_UTILIZATION",
    "RI_COVERAGE",
    "SAVINGS_PLANS_UTILIZATION",
    "SAVINGS_PLANS_COVERAGE",
  ];
  if (type !== "" && !kinds.includes(type)) return invalid(`Budget type ${type} is none of ${kinds.join(", ")}.`);
  const unit = textOf(inputs.timeUnit);
  if (unit !== "" && !["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY", "CUSTOM"].includes(unit)) {
    return invalid(`Time unit ${unit} is not valid.`);
  }
  const { limitAmount, plannedLimits, autoAdjustData } = inputs;
  if (limitAmount === undefined && plannedLimits === undefined && autoAdjustData === undefined) {
    return invalid("BudgetLimit, PlannedBudgetLimits or AutoAdjustData must be given.");
  }
  return limitAmount !== undefined && !(Number(limitAmount) > 0)
    ? invalid(`The amount ${limitAmount} must be positive.`)
    : undefined;
}

/** Source: AWS Budgets quotas: ten notifications of a budget, each with one topic at most and ten addresses. */
function notifications({ inputs }: BudgetCreation): Refusal | undefined {
  const given = inputs.notifications ?? [];
  if (given.length > 10) return { code: "CreationLimitExceededException", message: "A budget has 10 notifications." };
  const keys = given.map(({ notificationType, comparisonOperator, threshold, thresholdType }) =>
    [notificationType, comparisonOperator, threshold, thresholdType].join(" "),
  );
  if (new Set(keys).size < keys.length) {
    return { code: "DuplicateRecordException", message: "Two notifications of the budget are the same." };
  }
  for (const { subscriberSnsTopicArns = [], subscriberEmailAddresses = [] } of given) {
    const topics = subscriberSnsTopicArns.length;
    if (topics + subscriberEmailAddresses.length === 0) return invalid("A notification must have a subscriber.");
    if (topics > 1) return invalid("A notification can have one SNS subscriber.");
    // AWS Budgets API reference, CreateNotification: one topic and up to ten addresses.
    if (subscriberEmailAddresses.length > 10) return invalid("A notification can have 10 email subscribers.");
  }
  return undefined;
}

export const budgets: ResourceTypes = globalTypes({
  "aws:budgets/budget:Budget": resourceType<aws.budgets.BudgetArgs, aws.budgets.BudgetState>({
    title: "Budgets Budget",
    name: {
      property: "name",
      pattern: /[^:\\]+/,
      maxLength: 100,
      allowed: "1 to 100 characters, no colon and no backslash",
      taken: "DuplicateRecordException",
    },
    id: ({ name, account }) => `${account.accountId}:${name}`,
    taggable: true,
    empty: { namePrefix: "", costFilters: [] },
    computed: {
      arn: ({ name, arn }) => arn("budgets", `budget/${name}`, { region: "" }),
      accountId: ({ account }) => account.accountId,
      costTypes: () => ({
        includeCredit: true,
        includeDiscount: true,
        includeOtherSubscription: true,
        includeRecurring: true,
        includeRefund: true,
        includeSubscription: true,
        includeSupport: true,
        includeTax: true,
        includeUpfront: true,
        useAmortized: false,
        useBlended: false,
      }),
      limitAmount: () => "",
      limitUnit: () => "",
      timePeriodStart: () => "2000-01-01_00:00",
      timePeriodEnd: () => "2087-06-15_00:00",
    },
    replaces: ["name", "namePrefix", "accountId", "budgetType"],
    references: [
      {
        property: "notifications[].subscriberSnsTopicArns[]",
        to: "aws:sns/topic:Topic",
        by: "arn",
        missing: "InvalidParameterException",
        anyRegion: true,
      },
    ],
    refuses: firstRefusal(amounts, notifications),
  }),
});
