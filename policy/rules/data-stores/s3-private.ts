import type { AccountPublicAccessBlockState, BucketPolicyState, BucketPublicAccessBlockState } from "@pulumi/aws/s3";
import type { RuleContext } from "../../context";
import { configuring } from "../../selectors/buckets";
import type { BucketState } from "../../selectors/buckets";
import { admitsEverybody, statementsIn } from "../../selectors/policy-document";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";
import { givenValue } from "../../stack-view";

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const s3Private = stackRule({
  id: "s3-private",
  title: "S3 buckets block public access and have no public bucket policy",
  severity: "critical",
  enforcement: "everywhere",
  rows: ["AH-BAK-05", "MP-PERF-05"],
  frameworks: ["FSBP S3.2", "FSBP S3.3", "FSBP S3.8", "Checkov CKV2_AWS_6", "cdk-nag S2"],
  remediation:
    "Add a BucketPublicAccessBlock with all four blocks for the bucket, and serve files through CloudFront with origin access control.",
  example: 'new s3.BucketPublicAccessBlock("uploads", { bucket: uploads.id, blockPublicPolicy: false });',
  unwaivable: "Scanners find a public bucket within hours, and a data leak cannot be undone.",
  types: tokens.buckets,
  check(stack, context) {
    for (const bucket of stack.of<BucketState>(tokens.buckets)) {
      const about = context.about(bucket);
      requiresAccessBlock(stack, bucket, about);
      refusesPublicPolicy(stack, bucket, about);
    }
  },
});

function requiresAccessBlock(stack: StackView, bucket: StackResource, about: RuleContext): void {
  about.requires({
    read: () => {
      const [block] = configuring<BucketPublicAccessBlockState>(stack, bucket, tokens.bucketAccessBlocks);
      const [ofAccount] = stack.of<AccountPublicAccessBlockState>(tokens.accountAccessBlocks);
      if (block === undefined && ofAccount === undefined) return undefined;
      return blocks.filter((name) => block?.props[name] !== true && ofAccount?.props[name] !== true);
    },
    accept: (missing) => missing?.length === 0,
    found: (missing) => (missing === undefined ? "no public access block" : `${missing.join(", ")} not true`),
    needed: "all four public access blocks",
    setting: "aws.s3.BucketPublicAccessBlock",
  });
}

/** The block makes S3 refuse such a policy; a program that brings both would fail half-way. */
function refusesPublicPolicy(stack: StackView, bucket: StackResource<BucketState>, about: RuleContext): void {
  about.requires({
    read: () => {
      const policies = configuring<BucketPolicyState>(stack, bucket, tokens.bucketPolicies).map(
        ({ props }) => props.policy,
      );
      return [...policies, givenValue(bucket, "policy")].flatMap((policy) => statementsIn(policy, "policy"));
    },
    accept: (statements) => !statements.some(admitsEverybody),
    found: () => "a public bucket policy",
    needed: "named principals, or a condition that restricts them",
    setting: "aws.s3.BucketPolicy",
  });
}
