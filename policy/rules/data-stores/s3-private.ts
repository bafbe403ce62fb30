import type {
  BucketPolicyState,
  BucketPublicAccessBlockState,
  BucketServerSideEncryptionConfigurationState,
  BucketVersioningState,
} from "@pulumi/aws/s3";
import type { Examination } from "../../examination";
import { statementsOf } from "../../readings/policy-document";
import type { Statement } from "../../readings/policy-document";
import { tokens } from "../../readings/tokens";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";

/** What older programs write in the bucket itself: an object in today's spelling, a list in that of BucketV2. */
interface BucketState {
  readonly serverSideEncryptionConfiguration: object;
  readonly versioning: { readonly enabled?: boolean } | readonly { readonly enabled?: boolean }[];
  readonly policy: unknown;
}

const blocks = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

export const s3Private = stackRule({
  id: "s3-private",
  title: "A bucket is closed to the public, encrypted, versioned and reached over TLS only",
  severity: "critical",
  rows: ["AH-BAK-05", "MP-PERF-05"],
  frameworks: ["FSBP S3.1", "FSBP S3.5", "FSBP S3.8", "Checkov CKV2_AWS_6", "Checkov CKV_AWS_21", "cdk-nag S10"],
  remediation:
    "Give the bucket a BucketPublicAccessBlock with all four blocks, an encryption configuration, versioning, and a policy that denies aws:SecureTransport false.",
  example: 'new s3.Bucket("uploads", {}); // and no s3.BucketPublicAccessBlock',
  unwaivable: "Patients' files stand in buckets, and a public one is read by strangers.",
  types: tokens.buckets,
  check(stack, examination) {
    for (const bucket of stack.of<BucketState>(tokens.buckets)) {
      const about = examination.about(bucket);
      requiresAccessBlock(stack, bucket, about);
      requiresEncryption(stack, bucket, about);
      requiresVersioning(stack, bucket, about);
      requiresTls(stack, bucket, about);
    }
  },
});

/** The resources of the given types that configure a bucket. */
function configuring<State>(
  stack: StackView,
  bucket: StackResource,
  types: readonly string[],
): readonly StackResource<State>[] {
  return stack.pointingAt<State>(bucket, types, { property: "bucket", by: ["bucket", "id", "arn"] });
}

function requiresAccessBlock(stack: StackView, bucket: StackResource, about: Examination): void {
  about.requires({
    read: () => {
      const [block] = configuring<BucketPublicAccessBlockState>(stack, bucket, tokens.bucketAccessBlocks);
      return block === undefined ? undefined : blocks.filter((name) => block.props[name] !== true);
    },
    accept: (missing) => missing?.length === 0,
    found: (missing) => (missing === undefined ? "no public access block" : `${missing.join(", ")} not true`),
    needed: "all four public access blocks",
    setting: "aws.s3.BucketPublicAccessBlock",
  });
}

function requiresEncryption(stack: StackView, bucket: StackResource<BucketState>, about: Examination): void {
  about.requires({
    read: () =>
      configuring<BucketServerSideEncryptionConfigurationState>(stack, bucket, tokens.bucketEncryptions).length > 0 ||
      bucket.props.serverSideEncryptionConfiguration !== undefined,
    accept: (encrypted) => encrypted,
    found: () => "no encryption configuration",
    needed: "an encryption configuration",
    setting: "aws.s3.BucketServerSideEncryptionConfiguration",
  });
}

function requiresVersioning(stack: StackView, bucket: StackResource<BucketState>, about: Examination): void {
  about.requires({
    read: () => {
      const [versioning] = configuring<BucketVersioningState>(stack, bucket, tokens.bucketVersionings);
      const inline = inlineVersioning(bucket);
      return versioning === undefined ? inline : versioning.props.versioningConfiguration?.status === "Enabled";
    },
    accept: (enabled) => enabled,
    found: () => "no versioning",
    needed: "versioning Enabled",
    setting: "aws.s3.BucketVersioning",
  });
}

function inlineVersioning({ props }: StackResource<BucketState>): boolean {
  return [props.versioning].flat().some((versioning) => versioning?.enabled === true);
}

function requiresTls(stack: StackView, bucket: StackResource<BucketState>, about: Examination): void {
  about.requires({
    read: () => {
      const policies = configuring<BucketPolicyState>(stack, bucket, tokens.bucketPolicies).map(
        ({ props }) => props.policy,
      );
      return [...policies, bucket.props.policy].flatMap((policy) => statementsOf(policy) ?? []);
    },
    accept: (statements) => statements.some(deniesPlainHttp),
    found: (statements) => (statements.length === 0 ? "no bucket policy" : "a bucket policy that allows plain HTTP"),
    needed: "a statement that denies s3:* where aws:SecureTransport is false",
    setting: "aws.s3.BucketPolicy",
  });
}

function deniesPlainHttp({ effect, actions, conditions }: Statement): boolean {
  const transport = conditions.Bool?.["aws:SecureTransport"];
  return (
    effect === "Deny" &&
    actions.some((action) => action === "s3:*" || action === "*") &&
    [transport].flat().some((value) => String(value) === "false")
  );
}
