import type { BucketPolicyState } from "@pulumi/aws/s3";
import { configuring } from "../../selectors/buckets";
import type { BucketState } from "../../selectors/buckets";
import { deniesPlainHttp, statementsIn } from "../../selectors/policy-document";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import { givenValue } from "../../stack-view";

export const s3TlsOnly = stackRule({
  id: "s3-tls-only",
  title: "S3 bucket policies deny requests without TLS",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-BAK-05", "DS-JWT-09"],
  frameworks: ["FSBP S3.5", "cdk-nag S10"],
  remediation: "Add a bucket policy that denies s3:* where aws:SecureTransport is false.",
  example: 'new s3.Bucket("uploads"); // and no policy: S3 accepts plain HTTP',
  types: tokens.buckets,
  check(stack, context) {
    for (const bucket of stack.of<BucketState>(tokens.buckets)) {
      context.about(bucket).requires({
        read: () => {
          const policies = configuring<BucketPolicyState>(stack, bucket, tokens.bucketPolicies).map(
            ({ props }) => props.policy,
          );
          return [...policies, givenValue(bucket, "policy")].flatMap((policy) => statementsIn(policy, "policy"));
        },
        accept: (statements) => statements.some((statement) => deniesPlainHttp(statement, "s3")),
        found: (statements) =>
          statements.length === 0 ? "no bucket policy" : "a bucket policy that allows plain HTTP",
        needed: "a statement that denies s3:* where aws:SecureTransport is false",
        setting: "aws.s3.BucketPolicy",
      });
    }
  },
});
