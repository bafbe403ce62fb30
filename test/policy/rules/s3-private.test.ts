import { s3Private } from "../../../policy/rules/data-stores/s3-private";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judgedTogether, unknown } from "../harness";

const tlsOnly = JSON.stringify({
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
});

/** A bucket and the resources around it, in one of the two spellings. */
function bucketWith(
  suffix: "" | "V2",
  changes: { without?: string; props?: Record<string, object> } = {},
): StackResource[] {
  const { without, props = {} } = changes;
  const parts = {
    block: [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    ],
    encryption: [
      `aws:s3/bucketServerSideEncryptionConfiguration${suffix}:BucketServerSideEncryptionConfiguration${suffix}`,
      { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
    ],
    versioning: [
      `aws:s3/bucketVersioning${suffix}:BucketVersioning${suffix}`,
      { versioningConfiguration: { status: "Enabled" } },
    ],
    policy: ["aws:s3/bucketPolicy:BucketPolicy", { policy: tlsOnly }],
  } as const;
  const around = Object.entries(parts)
    .filter(([part]) => part !== without)
    .map(([part, [type, common]]) => inStack(type, part, { bucket: "uploads-1", ...common, ...props[part] }));
  return [
    inStack(`aws:s3/bucket${suffix}:Bucket${suffix}`, "uploads", { bucket: "uploads-1", ...props.bucket }),
    ...around,
  ];
}

const messages = {
  block:
    "[s3-private] uploads: found no public access block; needed all four public access blocks. Change aws.s3.BucketPublicAccessBlock.",
  encryption:
    "[s3-private] uploads: found no encryption configuration; needed an encryption configuration. Change aws.s3.BucketServerSideEncryptionConfiguration.",
  versioning: "[s3-private] uploads: found no versioning; needed versioning Enabled. Change aws.s3.BucketVersioning.",
  policy:
    "[s3-private] uploads: found no bucket policy; needed a statement that denies s3:* where aws:SecureTransport is false. Change aws.s3.BucketPolicy.",
};

describe("s3-private", () => {
  it.each(["", "V2"] as const)("passes a closed, encrypted, versioned bucket in the spelling Bucket%s", (suffix) => {
    expect(judgedTogether(s3Private, bucketWith(suffix))).toEqual(["pass"]);
  });

  it.each(Object.entries(messages))("refuses a bucket without its %s, in both spellings", (part, message) => {
    expect(judgedTogether(s3Private, bucketWith("", { without: part }))).toEqual([message]);
    expect(judgedTogether(s3Private, bucketWith("V2", { without: part }))).toEqual([message]);
  });

  it.each([
    [
      "a block that is off",
      { block: { blockPublicPolicy: false, restrictPublicBuckets: undefined } },
      "[s3-private] uploads: found blockPublicPolicy, restrictPublicBuckets not true; needed all four public access blocks. Change aws.s3.BucketPublicAccessBlock.",
    ],
    ["suspended versioning", { versioning: { versioningConfiguration: { status: "Suspended" } } }, messages.versioning],
    [
      "a policy that allows plain HTTP",
      {
        policy: { policy: JSON.stringify({ Statement: { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" } }) },
      },
      "[s3-private] uploads: found a bucket policy that allows plain HTTP; needed a statement that denies s3:* where aws:SecureTransport is false. Change aws.s3.BucketPolicy.",
    ],
    [
      "a policy that is not known yet",
      { policy: { policy: unknown } },
      "[s3-private] uploads: undecided: waits for policy.",
    ],
    [
      "an unknown block",
      { block: { blockPublicAcls: unknown } },
      "[s3-private] uploads: undecided: waits for blockPublicAcls.",
    ],
    ["a block of another bucket", { block: { bucket: "other" } }, messages.block],
  ])("judges %s", (_, props, expected) => {
    expect(judgedTogether(s3Private, bucketWith("", { props }))).toEqual([expected]);
  });

  it("reads what older programs wrote in the bucket itself", () => {
    const inline = { serverSideEncryptionConfiguration: { rule: {} }, policy: tlsOnly };
    const block = bucketWith("").slice(1, 2);
    const bucket = (versioning: object) =>
      inStack("aws:s3/bucket:Bucket", "uploads", { bucket: "uploads-1", ...inline, versioning });
    expect(judgedTogether(s3Private, [bucket({ enabled: true }), ...block])).toEqual(["pass"]);
    expect(judgedTogether(s3Private, [bucket([{ enabled: true }]), ...block])).toEqual(["pass"]);
    expect(judgedTogether(s3Private, [bucket([{ enabled: false }]), ...block])).toEqual([messages.versioning]);
  });
});
