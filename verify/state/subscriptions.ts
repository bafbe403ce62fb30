import { judged } from "../outcome";
import type { Probe } from "../probe";
import { type DeployedPart, ofType, regionOf, textOf } from "./deployed";
import { stateProbe } from "./state-probe";

const topicType = "aws:sns/topic:Topic";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

/** Every topic on which the stage notifies people has a subscription that its receiver has confirmed. */
export const subscriptions: Probe = stateProbe({
  name: "subscriptions",
  file: "verify/state/subscriptions.ts",
  title: "Every subscription of the alert topics is confirmed",
  rows: ["AH-GO-06", "MP-PD0-03", "MP-SUC-07"],
  actions: ["sns:ListSubscriptionsByTopic"],
  look: ({ deployed }) => {
    const wanted = ofType(deployed.shared, subscriptionType);
    const topics = ofType(deployed.shared, topicType).filter((topic) =>
      wanted.some((subscription) => textOf(subscription, "topic") === textOf(topic, "arn")),
    );
    if (topics.length === 0) return undefined;
    return {
      address: `${wanted.length} subscriptions of ${topics.length} topics`,
      wanted: "each is there and confirmed",
      measure: async () => {
        const faults = await Promise.all(
          topics.map(async (topic) => {
            const found = await deployed.account.find(
              "sns",
              (client, sending) => client.listSubscriptionsByTopic({ TopicArn: textOf(topic, "arn") }, sending),
              regionOf(topic, deployed),
            );
            return topicFaults(
              topic,
              wanted.filter((one) => textOf(one, "topic") === textOf(topic, "arn")).length,
              found?.Subscriptions?.map(({ SubscriptionArn = "" }) => SubscriptionArn),
            );
          }),
        );
        return judged(faults.flat(), `${wanted.length} subscriptions are confirmed`);
      },
    };
  },
});

/** Judges the subscriptions of a topic; `undefined` where it does not exist. Addresses of people are not part of it. */
export function topicFaults(
  topic: DeployedPart,
  wanted: number,
  found: readonly string[] | undefined,
): readonly string[] {
  const name = textOf(topic, "name");
  if (found === undefined) return [`${name} does not exist`];
  // AWS shows a word in place of the ARN until the receiver has confirmed (SNS API reference, "Subscription").
  const confirmed = found.filter((arn) => arn.startsWith("arn:")).length;
  return confirmed >= wanted ? [] : [`${name}: ${confirmed} of ${wanted} confirmed`];
}
