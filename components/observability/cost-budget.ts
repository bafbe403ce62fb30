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

/** What the account of a stage may cost, and who is notified when it costs more. */
export interface CostBudgetArgs {
  stage: Stage;
  /** US dollars a month. */
  monthlyUsd: number;
  thresholds: CostThresholds;
  /** The ARN of a monitor the account has already, such as AWS's own of all services. @default one of this stack's costs */
  anomalyMonitorArn?: string;
  /** Topics of us-east-1, where costs are told, that let `budgets` and `costalerts` of this account publish. */
  topicArns: AlertTopicArns;
}

/**
 * A monthly budget for the account of a stage, and a watch for services that cost more than they usually do (MP-PW1-02).
 * Neither stops anything. AWS knows a cost about a day later.
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
   * Watches what carries this stack's tag: of monitors by service an account has one, which would look at every stack in it.
   * The tag must be active for cost allocation (Cost Management, "Activating user-defined cost allocation tags").
   */
  private monitor(name: string, { stage }: CostBudgetArgs): costexplorer.AnomalyMonitor {
    return new costexplorer.AnomalyMonitor(
      `${name}-services`,
      {
        name: physicalName("anomalyMonitor", stage, name),
        monitorType: "CUSTOM",
        // As the provider's Read writes it: a property that forces replacement must not differ from it.
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
