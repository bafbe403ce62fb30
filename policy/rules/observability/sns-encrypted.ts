import type { TopicState } from "@pulumi/aws/sns";
import { tokens } from "../../readings/tokens";
import { stackRule } from "../../rule";

const topicType = "aws:sns/topic:Topic";

export const snsEncrypted = stackRule({
  id: "sns-encrypted",
  title: "A topic is encrypted with a key that its senders may use; only the topic of a cache is not",
  severity: "medium",
  rows: ["DS-OPS-05", "AH-MON-08"],
  frameworks: ["FSBP SNS.1", "Checkov CKV_AWS_26", "cdk-nag SNS2"],
  remediation:
    "Set kmsMasterKeyId to a customer-managed key whose policy lets the senders use it; give a cache a topic of its own without one.",
  example: 'new sns.Topic("alerts"); // and no kmsMasterKeyId',
  types: [topicType],
  check(stack, examination) {
    for (const topic of stack.of<TopicState>([topicType])) {
      const about = examination.about(topic);
      about.requires({
        read: () => ({
          key: topic.props.kmsMasterKeyId,
          ofCache: stack.pointingAt(topic, tokens.caches, { property: "notificationTopicArn", by: ["arn"] }).length > 0,
        }),
        accept: ({ key, ofCache }) => (ofCache ? key === undefined : isOwnKey(key)),
        found: ({ key, ofCache }) => (ofCache ? "a key on the topic of a cache" : described(key)),
        // ElastiCache publishes to no encrypted topic, without a word (ElastiCache User Guide, "Event notifications").
        needed: "a customer-managed key, or none where a cache publishes",
        setting: "kmsMasterKeyId",
      });
    }
  },
});

/**
 * CloudWatch may not use the AWS-managed key, so that an alarm's message would be lost without a word (CloudWatch guide,
 * "Notifying users on alarm changes").
 */
function isOwnKey(key: string | undefined): boolean {
  return key !== undefined && !key.endsWith("alias/aws/sns");
}

function described(key: string | undefined): string {
  return key === undefined ? "no key" : "the AWS-managed key aws/sns, which alarms cannot use";
}
