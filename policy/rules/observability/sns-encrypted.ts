import type { TopicArgs } from "@pulumi/aws/sns";
import { resourceRule } from "../../rule";

export const snsEncrypted = resourceRule<TopicArgs>({
  id: "sns-encrypted",
  title: "A topic is encrypted with a key that alarms may use",
  severity: "medium",
  rows: ["DS-OPS-05"],
  frameworks: ["FSBP SNS.1", "Checkov CKV_AWS_26", "cdk-nag SNS2"],
  remediation: "Set kmsMasterKeyId to a customer-managed key whose policy lets cloudwatch.amazonaws.com use it.",
  types: ["aws:sns/topic:Topic"],
  check({ props }, examination) {
    examination.requires({
      read: () => props.kmsMasterKeyId,
      // CloudWatch may not use the AWS-managed key, so that an alarm's message would be lost without a word
      // (CloudWatch guide, "Notifying users on alarm changes").
      accept: (key) => key !== undefined && !key.endsWith("alias/aws/sns"),
      found: (key) => (key === undefined ? "no key" : "the AWS-managed key aws/sns, which alarms cannot use"),
      needed: "a customer-managed key",
      setting: "kmsMasterKeyId",
    });
  },
});
