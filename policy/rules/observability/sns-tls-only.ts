import type { TopicPolicyState, TopicState } from "@pulumi/aws/sns";
import { deniesPlainHttp, statementsIn } from "../../selectors/policy-document";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";

export const snsTlsOnly = stackRule({
  id: "sns-tls-only",
  title: "SNS topic policies deny publishing without TLS",
  severity: "low",
  enforcement: "advised",
  rows: ["DS-OPS-05", "DS-JWT-09"],
  frameworks: ["cdk-nag SNS3", "cdk-nag SNSTopicSSLPublishOnly"],
  remediation: "Add a topic policy that denies sns:Publish where aws:SecureTransport is false.",
  example: 'new sns.Topic("alerts", { kmsMasterKeyId }); // and no policy: SNS accepts plain HTTP',
  types: tokens.topics,
  check(stack, context) {
    for (const topic of stack.of<TopicState>(tokens.topics)) {
      context.about(topic).requires({
        read: () => {
          const policies = stack.pointingAt<TopicPolicyState>(topic, ["aws:sns/topicPolicy:TopicPolicy"], {
            property: "arn",
            by: ["arn", "id"],
          });
          return [...policies.map(({ props }) => props.policy), givenValue(topic, "policy")].flatMap((policy) =>
            statementsIn(policy, "policy"),
          );
        },
        accept: (statements) => statements.some((statement) => deniesPlainHttp(statement, "sns", "sns:publish")),
        found: () => "a topic that accepts messages over plain HTTP",
        needed: "a statement that denies sns:Publish where aws:SecureTransport is false",
        setting: "aws.sns.TopicPolicy",
      });
    }
  },
});
