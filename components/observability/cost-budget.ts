import * as budgets from "@pulumi/aws/budgets";
import * as costexplorer from "@pulumi/aws/costexplorer";
import * as pulumi from "@pulumi/pulumi";
import type { AlertTopicArns } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** When a budget and an anomaly are notified. */
export interface CostThresholds {
  /** Percent of the budget that is spent: an early notice and a second one. */
  readonly actualEarlyPercent: number;
  readonly actualPercent: number;
  /** Percent of the budget that is forecast for the whole month. */
  readonly forecastPercent: number;
  /** US dollars by which a service costs more than is usual. */
  readonly anomalyUsd: number;
}

/** The budget of a stage's account, and the alert routes. */
export interface CostBudgetArgs {
  stage: Stage;
  /** US dollars a month. */
  monthlyUsd: number;
  thresholds: CostThresholds;
  /** The ARN of an existing monitor, such as AWS's own of all services. @default a monitor of this stack's costs */
  anomalyMonitorArn?: string;
  /** Topics of us-east-1, the region of cost events, that allow `budgets` and `costalerts` of this account to publish. */
  topicArns: AlertTopicArns;
}

/**
 * A monthly budget for the account of a stage, and anomaly detection for the cost of services (MP-PW1-02).
 * Neither limits spending. AWS reports costs about a day late.
 *
 * Cost (November 2026, list price, everywhere): none; two budgets of an account and all of the watch are free.
 */
export class CostBudget extends pulumi.ComponentResource {
  /** The name of the budget. */
  readonly budgetName: pulumi.Output<string>;

  constructor(name: string, args: CostBudgetArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:CostBudget", name, { ...args }, options);

    const budget = this.budget(name, args);
    const monitorArn = args.anomalyMonitorArn ?? this.monitor(name, args).arn;
    this.subscription(name, args, monitorArn);

    this.budgetName = budget.name;
    this.registerOutputs({ budgetName: this.budgetName });
  }

  private budget(name: string, { stage, monthlyUsd, thresholds, topicArns }: CostBudgetArgs): budgets.Budget {
    const notices = [
      { type: "ACTUAL", percent: thresholds.actualEarlyPercent },
      { type: "ACTUAL", percent: thresholds.actualPercent },
      { type: "FORECASTED", percent: thresholds.forecastPercent },
    ];
    return new budgets.Budget(
      `${name}-monthly`,
      {
        name: physicalName("budget", stage, name),
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        notifications: notices.map(({ type, percent }) => ({
          notificationType: type,
          comparisonOperator: "GREATER_THAN",
          threshold: percent,
          thresholdType: "PERCENTAGE",
          subscriberSnsTopicArns: [topicArns.warning],
        })),
      },
      { parent: this },
    );
  }

  /**
   * Monitors resources with this stack's tag: an account has only one monitor by service, which would cover every stack in it.
   * The tag must be active for cost allocation (Cost Management, "Activating user-defined cost allocation tags").
   */
  private monitor(name: string, { stage }: CostBudgetArgs): costexplorer.AnomalyMonitor {
    return new costexplorer.AnomalyMonitor(
      `${name}-services`,
      {
        name: physicalName("anomalyMonitor", stage, name),
        monitorType: "CUSTOM",
        // In the format of the provider's Read, because a difference in this property would force a replacement.
        monitorSpecification: JSON.stringify({
          And: null,
          CostCategories: null,
          Dimensions: null,
          Not: null,
          Or: null,
          Tags: { Key: "stack", MatchOptions: null, Values: [stage] },
        }),
      },
      { parent: this },
    );
  }

  private subscription(
    name: string,
    { stage, thresholds, topicArns }: CostBudgetArgs,
    monitorArn: pulumi.Input<string>,
  ): void {
    new costexplorer.AnomalySubscription(
      `${name}-anomalies`,
      {
        name: physicalName("anomalyMonitor", stage, name),
        // Topics take notices one by one; summaries go by e-mail only (Cost Management, "Creating alert subscriptions").
        frequency: "IMMEDIATE",
        monitorArnLists: [monitorArn],
        subscribers: [{ type: "SNS", address: topicArns.warning }],
        thresholdExpression: {
          dimension: {
            key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            matchOptions: ["GREATER_THAN_OR_EQUAL"],
            values: [String(thresholds.anomalyUsd)],
          },
        },
      },
      { parent: this },
    );
  }
}
