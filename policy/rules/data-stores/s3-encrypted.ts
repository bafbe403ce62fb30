import type { BucketServerSideEncryptionConfigurationState } from "@pulumi/aws/s3";
import { configuring } from "../../selectors/buckets";
import type { BucketState } from "../../selectors/buckets";
import { tokens } from "../../selectors/tokens";
import { stackRule } from "../../rule";

export const s3Encrypted = stackRule({
  id: "s3-encrypted",
  title: "S3 buckets have a default encryption configuration",
  severity: "medium",
  enforcement: "deployed",
  rows: ["AH-BAK-05"],
  frameworks: ["Checkov CKV_AWS_19", "cdk-nag S3DefaultEncryptionKMS"],
  remediation: "Add an aws.s3.BucketServerSideEncryptionConfiguration for the bucket.",
  example: 'new s3.Bucket("uploads"); // and no BucketServerSideEncryptionConfiguration',
  types: tokens.buckets,
  check(stack, context) {
    for (const bucket of stack.of<BucketState>(tokens.buckets)) {
      context.about(bucket).requires({
        // Absent is S3's own key for objects created since January 2023, and nothing for older objects.
        read: () =>
          configuring<BucketServerSideEncryptionConfigurationState>(stack, bucket, tokens.bucketEncryptions).length >
            0 || bucket.props.serverSideEncryptionConfiguration !== undefined,
        accept: (encrypted) => encrypted,
        found: () => "no encryption configuration",
        needed: "an encryption configuration",
        setting: "aws.s3.BucketServerSideEncryptionConfiguration",
      });
    }
  },
});
