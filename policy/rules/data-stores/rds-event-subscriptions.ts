import type { EventSubscriptionState } from "@pulumi/aws/rds";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const subscriptionType = "aws:rds/eventSubscription:EventSubscription";

/** The required event categories by source type. Source: AWS Security Hub, RDS.19 and RDS.20. */
const sources = [
  {
    types: tokens.databases,
    sourceType: "db-instance",
    by: ["identifier", "id"],
    categories: ["configuration change", "failure", "maintenance"],
  },
  {
    types: tokens.databaseClusters,
    sourceType: "db-cluster",
    by: ["clusterIdentifier", "id"],
    categories: ["failure", "maintenance"],
  },
] as const;

export const rdsEventSubscriptions = stackRule({
  id: "rds-event-subscriptions",
  title: "RDS event subscriptions cover failure and maintenance, and for instances configuration change",
  severity: "low",
  enforcement: "advised",
  rows: ["AH-MON-07"],
  frameworks: ["FSBP RDS.19", "FSBP RDS.20"],
  remediation:
    "Add an aws.rds.EventSubscription for the database with these categories, or without categories for all of them.",
  example: 'new rds.EventSubscription("events", { sourceType: "db-instance", eventCategories: ["backup"], snsTopic });',
  types: sources.flatMap(({ types }) => [...types]),
  check(stack, context) {
    for (const { types, sourceType, by, categories } of sources) {
      for (const database of stack.of(types)) {
        context.about(database).requires({
          read: () => {
            const told = subscriptionsTo(stack, database, sourceType, by).map(
              ({ props }) => props.eventCategories ?? [],
            );
            // A subscription without categories is to all of them.
            if (told.some((list) => list.length === 0)) return [];
            return categories.filter((category) => !told.some((list) => list.includes(category)));
          },
          accept: (missing) => missing.length === 0,
          found: (missing) => `no event subscription for ${missing.join(", ")}`,
          needed: "an event subscription for each",
          setting: "aws.rds.EventSubscription",
        });
      }
    }
  },
});

/** The subscriptions that are on and cover a database: by its identifier, or as one of all. */
function subscriptionsTo(
  stack: StackView,
  database: StackResource,
  sourceType: string,
  by: readonly string[],
): readonly StackResource<EventSubscriptionState>[] {
  return stack.of<EventSubscriptionState>([subscriptionType]).filter(({ props, propertyDependencies }) => {
    if (props.enabled === false || (props.sourceType ?? sourceType) !== sourceType) return false;
    const madeFrom = propertyDependencies.sourceIds ?? [];
    if (madeFrom.some(({ urn }) => urn === database.urn)) return true;
    const ids = props.sourceIds ?? [];
    return ids.length === 0 || by.some((property) => ids.includes(String((database.props as never)[property])));
  });
}
