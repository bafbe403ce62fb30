import type { BucketVersioningState } from "@pulumi/aws/s3";
import { configuring } from "../../selectors/buckets";
import type { BucketState } from "../../selectors/buckets";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";
import type { StackResource } from "../../stack-view";

export const s3Versioned = stackRule({
  id: "s3-versioned",
  title: "S3 buckets have versioning enabled",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-BAK-05"],
  frameworks: ["Checkov CKV_AWS_21", "cdk-nag S3BucketVersioningEnabled"],
  remediation: "Add an aws.s3.BucketVersioning with status Enabled for the bucket.",
  example: 'new s3.BucketVersioning("uploads", { bucket, versioningConfiguration: { status: "Suspended" } });',
  types: tokens.buckets,
  check(stack, context) {
    for (const bucket of stack.of<BucketState>(tokens.buckets)) {
      context.about(bucket).requires({
        read: () => {
          const [versioning] = configuring<BucketVersioningState>(stack, bucket, tokens.bucketVersionings);
          return versioning === undefined
            ? inlineVersioning(bucket)
            : versioning.props.versioningConfiguration?.status === "Enabled";
        },
        accept: (enabled) => enabled,
        found: () => "no versioning",
        needed: "versioning Enabled",
        setting: "aws.s3.BucketVersioning",
      });
    }
  },
});

function inlineVersioning({ props }: StackResource<BucketState>): boolean {
  return [props.versioning].flat().some((versioning) => versioning?.enabled === true);
}
