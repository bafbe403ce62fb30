import { requiresNotPublic } from "../../selectors/public-policy";
import { tokens } from "../../selectors/tokens";
import { resourceRule } from "../../rule";

/** Inputs of a topic or of its policy, as far as this rule reads them. */
interface TopicArgs {
  readonly policy: unknown;
}

export const snsNotPublic = resourceRule<TopicArgs>({
  id: "sns-not-public",
  title: "SNS topic policies are not public",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-OPS-05", "AH-MON-08"],
  frameworks: ["FSBP SNS.4", "Checkov CKV_AWS_169"],
  remediation: "Name the publishers in the policy, or add a condition on aws:SourceAccount or aws:SourceArn.",
  example: 'new sns.TopicPolicy("alerts", { policy: \'{"Statement":[{"Effect":"Allow","Principal":"*", …}]}\', arn });',
  types: [...tokens.topics, "aws:sns/topicPolicy:TopicPolicy"],
  check({ props }, context) {
    requiresNotPublic(context, {
      read: () => props.policy,
      needed: "named publishers, or a condition that restricts them",
      setting: "policy",
    });
  },
});
