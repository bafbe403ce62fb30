import { known } from "../../unknown-value";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

const alarmTypes = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
const subscriptionTypes = ["aws:sns/topicSubscription:TopicSubscription"];
/** AWS Chatbot configurations, which list a topic without a subscription. */
const chatTypes = ["aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"];

interface NotifyingState {
  readonly alarmActions: readonly string[];
}

export const alertTopicsSubscribed = stackRule({
  id: "alert-topics-subscribed",
  title: "SNS topics of alarms have a subscription",
  severity: "high",
  enforcement: "deployed",
  rows: ["MP-PD0-03", "MP-MON-07", "AH-CON-04"],
  frameworks: [],
  remediation: "Add an aws.sns.TopicSubscription to the topic, with an endpoint that a person reads.",
  example: 'new cloudwatch.MetricAlarm("cpu", { alarmActions: [topic.arn] }); // and no TopicSubscription to it',
  types: tokens.topics,
  check(stack, context) {
    const alarms = stack.of<NotifyingState>(alarmTypes);
    for (const topic of stack.of<{ arn: string }>(tokens.topics)) {
      const about = context.about(topic);
      about.guard(() => {
        if (!alarms.some((alarm) => notifies(alarm, topic)) || stack.of(chatTypes).length > 0) return;
        about.requires({
          read: () =>
            stack.pointingAt<{ filterPolicy: string; endpoint: string }>(topic, subscriptionTypes, {
              property: "topic",
              by: ["arn", "id"],
            }),
          accept: (subscriptions) =>
            subscriptions.some(
              (subscription) =>
                (known(() => subscription.props.filterPolicy) ?? "") === "" &&
                known(() => subscription.props.endpoint) !== "",
            ),
          found: (subscriptions) =>
            subscriptions.length === 0
              ? "no subscription"
              : "only subscriptions that filter messages or have no endpoint",
          needed: "a subscription to every message",
          setting: "aws.sns.TopicSubscription",
        });
      });
    }
  },
});

function notifies(
  { propertyDependencies, props }: StackResource<NotifyingState>,
  topic: StackResource<{ arn: string }>,
) {
  if ((propertyDependencies.alarmActions ?? []).some(({ urn }) => urn === topic.urn)) return true;
  const arn = known(() => topic.props.arn);
  return arn !== undefined && (known(() => props.alarmActions) ?? []).includes(arn);
}
