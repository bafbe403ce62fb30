import type { StackResource, StackView } from "../stack-view";
import { eachKnownText } from "./texts";
import { known } from "../unknown-value";

/** A kind of resource that makes a service publish to a topic, and by which of its properties. */
interface SenderKind {
  readonly types: readonly string[];
  readonly properties: readonly string[];
  /** The service, as a policy names it. */
  readonly service: string;
}

/**
 * The services that publish as themselves, and so need the key of a topic. Source: SNS Developer Guide, "Enable
 * compatibility between event sources from AWS services and encrypted topics", and the guides of Budgets, Cost Anomaly
 * Detection, Backup, CloudTrail, Config and CodeStar Notifications on encrypted topics.
 */
const kinds: readonly SenderKind[] = [
  {
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    properties: ["alarmActions", "okActions", "insufficientDataActions"],
    service: "cloudwatch.amazonaws.com",
  },
  { types: ["aws:cloudwatch/eventTarget:EventTarget"], properties: ["arn"], service: "events.amazonaws.com" },
  {
    types: ["aws:rds/eventSubscription:EventSubscription"],
    properties: ["snsTopic"],
    service: "events.rds.amazonaws.com",
  },
  { types: ["aws:s3/bucketNotification:BucketNotification"], properties: ["topics"], service: "s3.amazonaws.com" },
  {
    types: ["aws:backup/vaultNotifications:VaultNotifications"],
    properties: ["snsTopicArn"],
    service: "backup.amazonaws.com",
  },
  { types: ["aws:budgets/budget:Budget"], properties: ["notifications"], service: "budgets.amazonaws.com" },
  { types: ["aws:budgets/budgetAction:BudgetAction"], properties: ["subscribers"], service: "budgets.amazonaws.com" },
  {
    types: ["aws:costexplorer/anomalySubscription:AnomalySubscription"],
    properties: ["subscribers"],
    service: "costalerts.amazonaws.com",
  },
  {
    types: ["aws:codestarnotifications/notificationRule:NotificationRule"],
    properties: ["targets"],
    service: "codestar-notifications.amazonaws.com",
  },
  { types: ["aws:cloudtrail/trail:Trail"], properties: ["snsTopicName"], service: "cloudtrail.amazonaws.com" },
  { types: ["aws:cfg/deliveryChannel:DeliveryChannel"], properties: ["snsTopicArn"], service: "config.amazonaws.com" },
  {
    types: ["aws:ses/identityNotificationTopic:IdentityNotificationTopic"],
    properties: ["topicArn"],
    service: "ses.amazonaws.com",
  },
  { types: ["aws:dms/eventSubscription:EventSubscription"], properties: ["snsTopicArn"], service: "dms.amazonaws.com" },
  {
    types: ["aws:redshift/eventSubscription:EventSubscription"],
    properties: ["snsTopicArn"],
    service: "redshift.amazonaws.com",
  },
  { types: ["aws:glacier/vault:Vault"], properties: ["notification"], service: "glacier.amazonaws.com" },
];

/** A topic, as far as it identifies its senders. */
export interface TopicNames {
  readonly arn: string;
  readonly name: string;
}

/** The services that publish to a topic, each with the names of the resources that make it. */
export function sendersOf(stack: StackView, topic: StackResource<TopicNames>): ReadonlyMap<string, readonly string[]> {
  const senders = new Map<string, readonly string[]>();
  for (const { types, properties, service } of kinds) {
    const sending = stack
      .of(types)
      .filter((resource) => properties.some((property) => leadsTo(resource, property, topic)));
    if (sending.length > 0) senders.set(service, [...(senders.get(service) ?? []), ...sending.map(({ name }) => name)]);
  }
  return senders;
}

/** Whether a property holds the topic's ARN or name, or was made from the topic while its value is not known yet. */
function leadsTo(
  { props, propertyDependencies }: StackResource,
  property: string,
  topic: StackResource<TopicNames>,
): boolean {
  const texts: string[] = [];
  eachKnownText(
    known(() => (props as Record<string, unknown>)[property]),
    (text) => texts.push(text),
  );
  const names = [known(() => topic.props.arn), known(() => topic.props.name)].filter((name) => name !== undefined);
  if (
    texts.some(
      (text) => names.includes(text) || names.some((name) => text.startsWith("arn:") && text.endsWith(`:${name}`)),
    )
  )
    return true;
  const made = (propertyDependencies[property] ?? []).some(({ urn }) => urn === topic.urn);
  // A known ARN of another resource means that the value uses another property of the topic.
  return (
    made && !(names.some((name) => name.startsWith("arn:")) && texts.some((text) => text.startsWith("arn:aws:sns:")))
  );
}
