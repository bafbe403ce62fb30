import { letsPublish } from "../../selectors/key-use";
import { statementsIn } from "../../selectors/policy-document";
import { sendersOf } from "../../selectors/topic-senders";
import type { TopicNames } from "../../selectors/topic-senders";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";
import { known } from "../../unknown-value";

const policyTypes = ["aws:sns/topicPolicy:TopicPolicy"];

interface TopicState extends TopicNames {
  readonly policy: unknown;
}

export const alertTopicsWritable = stackRule({
  id: "alert-topics-writable",
  title: "Policies of SNS topics let each service publish that sends to them",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "AH-MON-08"],
  frameworks: [],
  remediation: "Allow sns:Publish in the topic's policy to the service, with a condition on aws:SourceAccount.",
  example: 'new sns.TopicPolicy("alerts", { arn, policy: denyAll }); // and alarms whose alarmActions name the topic',
  types: tokens.topics,
  check(stack, context) {
    for (const topic of stack.of<TopicState>(tokens.topics)) {
      const about = context.about(topic);
      about.guard(() => {
        const policies = [
          ...stack
            .pointingAt<{ policy: unknown }>(topic, policyTypes, { property: "arn", by: ["arn", "id"] })
            .map(({ props }) => props.policy),
          givenValue(topic, "policy"),
        ].filter((policy) => policy !== undefined && policy !== "");
        // Without a policy SNS has one of its own, which lets the account's alarms publish.
        if (policies.length === 0) return;
        const statements = policies.flatMap((policy) => statementsIn(policy, "policy"));
        const account = known(() => topic.props.arn)?.split(":")[4];
        for (const [service, names] of sendersOf(stack, topic)) {
          if (letsPublish(statements, { service, account })) continue;
          about.fails({
            found: `a policy that does not let ${service} publish: messages of ${names[0] ?? ""} are lost`,
            needed: `sns:Publish for ${service}`,
            setting: "aws.sns.TopicPolicy",
          });
        }
      });
    }
  },
});
