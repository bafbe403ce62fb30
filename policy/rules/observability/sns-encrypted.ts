import type { TopicState } from "@pulumi/aws/sns";
import type { RuleContext } from "../../context";
import { keyBehind, keyStatements, letsWrite } from "../../selectors/key-use";
import { known } from "../../unknown-value";
import { tokens } from "../../selectors/tokens";
import { sendersOf } from "../../selectors/topic-senders";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

const topicType = "aws:sns/topic:Topic";

export const snsEncrypted = stackRule({
  id: "sns-encrypted",
  title: "SNS topics are encrypted with a KMS key that their publishers can use, except topics of ElastiCache",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "AH-MON-08"],
  frameworks: ["FSBP SNS.1", "Checkov CKV_AWS_26", "cdk-nag SNS2"],
  remediation:
    "Set kmsMasterKeyId to a customer-managed key whose policy allows kms:Decrypt and kms:GenerateDataKey* for each publishing service; use a separate unencrypted topic for ElastiCache.",
  example: 'new sns.Topic("alerts"); // and no kmsMasterKeyId',
  types: [topicType],
  check(stack, context) {
    for (const topic of stack.of<TopicState>([topicType])) {
      const about = context.about(topic);
      about.requires({
        read: () => ({
          key: topic.props.kmsMasterKeyId,
          ofCache: stack.pointingAt(topic, tokens.caches, { property: "notificationTopicArn", by: ["arn"] }).length > 0,
        }),
        accept: ({ key, ofCache }) => (ofCache ? key === undefined : isOwnKey(key)),
        found: ({ key, ofCache }) => (ofCache ? "a KMS key on a topic of ElastiCache" : described(key)),
        // ElastiCache silently fails to publish to an encrypted topic (ElastiCache User Guide, "Event notifications").
        needed: "a customer-managed key, or none where ElastiCache publishes",
        setting: "kmsMasterKeyId",
      });
      about.guard(() => {
        if (isOwnKey(topic.props.kmsMasterKeyId)) requiresUsableKey(stack, topic, about);
      });
    }
  },
});

/** A service that may not use the key silently publishes nothing. */
function requiresUsableKey(stack: StackView, topic: StackResource<TopicState>, about: RuleContext): void {
  const senders = sendersOf(stack, topic);
  if (senders.size === 0) return;
  const key = keyBehind(stack, topic, "kmsMasterKeyId");
  if (key === undefined) {
    about.undecided(`the key policy, which is not in this stack, for ${[...senders.keys()].join(", ")}`);
    return;
  }
  const statements = keyStatements(stack, key);
  const account = known(() => topic.props.arn)?.split(":")[4];
  for (const [service, names] of senders) {
    if (letsWrite(statements, { service, account })) continue;
    const others = names.length > 1 ? ` and ${names.length - 1} more` : "";
    about.fails({
      found: `the key ${key.name}, whose policy does not allow ${service}: messages of ${names[0] ?? ""}${others} are lost`,
      needed: `kms:Decrypt and kms:GenerateDataKey* for ${service}`,
      setting: `policy of the key ${key.name}`,
    });
  }
}

/**
 * CloudWatch may not use the AWS-managed key, so an alarm's message would be lost silently (CloudWatch guide,
 * "Notifying users on alarm changes").
 */
function isOwnKey(key: string | undefined): boolean {
  return key !== undefined && !key.endsWith("alias/aws/sns");
}

function described(key: string | undefined): string {
  return key === undefined ? "no key" : "the AWS-managed key aws/sns, which alarms cannot use";
}
