import { s3Encrypted } from "../../../policy/rules/data-stores/s3-encrypted";
import { s3Private } from "../../../policy/rules/data-stores/s3-private";
import { s3TlsOnly } from "../../../policy/rules/data-stores/s3-tls-only";
import { s3Versioned } from "../../../policy/rules/data-stores/s3-versioned";
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
    "[s3-encrypted] uploads: found no encryption configuration; needed an encryption configuration. Change aws.s3.BucketServerSideEncryptionConfiguration.",
  versioning: "[s3-versioned] uploads: found no versioning; needed versioning Enabled. Change aws.s3.BucketVersioning.",
  policy:
    "[s3-tls-only] uploads: found no bucket policy; needed a statement that denies s3:* where aws:SecureTransport is false. Change aws.s3.BucketPolicy.",
};
const ofPart = { block: s3Private, encryption: s3Encrypted, versioning: s3Versioned, policy: s3TlsOnly };
const parts = ["block", "encryption", "versioning", "policy"] as const;
const all = (resources: StackResource[]) => Object.values(ofPart).map((rule) => judgedTogether(rule, resources));

describe("the rules of buckets", () => {
  it.each(["", "V2"] as const)("pass a closed, encrypted, versioned bucket in the spelling Bucket%s", (suffix) => {
    expect(all(bucketWith(suffix))).toEqual([["pass"], ["pass"], ["pass"], ["pass"]]);
  });

  it.each(parts)("refuse a bucket without its %s, in both spellings, and each only its own part", (part) => {
    for (const suffix of ["", "V2"] as const) {
      expect(all(bucketWith(suffix, { without: part }))).toEqual(
        parts.map((other) => (other === part ? [messages[part]] : ["pass"])),
      );
    }
  });

  it("read what older programs wrote in the bucket itself", () => {
    const inline = { serverSideEncryptionConfiguration: { rule: {} }, policy: tlsOnly };
    const block = bucketWith("").slice(1, 2);
    const bucket = (versioning: object) => [
      inStack("aws:s3/bucket:Bucket", "uploads", { bucket: "uploads-1", ...inline, versioning }),
      ...block,
    ];
    expect(all(bucket({ enabled: true }))).toEqual([["pass"], ["pass"], ["pass"], ["pass"]]);
    expect(judgedTogether(s3Versioned, bucket([{ enabled: true }]))).toEqual(["pass"]);
    expect(judgedTogether(s3Versioned, bucket([{ enabled: false }]))).toEqual([messages.versioning]);
  });

  it.each([
    [
      "suspended versioning",
      s3Versioned,
      { versioning: { versioningConfiguration: { status: "Suspended" } } },
      messages.versioning,
    ],
    [
      "unknown versioning",
      s3Versioned,
      { versioning: { versioningConfiguration: { status: unknown } } },
      "[s3-versioned] uploads: undecided: waits for versioningConfiguration.status.",
    ],
    ["the encryption of another bucket", s3Encrypted, { encryption: { bucket: "other" } }, messages.encryption],
    [
      "the encryption of an unknown bucket",
      s3Encrypted,
      { encryption: { bucket: unknown } },
      "[s3-encrypted] uploads: undecided: waits for bucket.",
    ],
    [
      "a policy that allows plain HTTP",
      s3TlsOnly,
      {
        policy: { policy: JSON.stringify({ Statement: { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" } }) },
      },
      "[s3-tls-only] uploads: found a bucket policy that allows plain HTTP; needed a statement that denies s3:* where aws:SecureTransport is false. Change aws.s3.BucketPolicy.",
    ],
    [
      "a policy that is not known yet",
      s3TlsOnly,
      { policy: { policy: unknown } },
      "[s3-tls-only] uploads: undecided: waits for policy.",
    ],
  ])("judge %s", (_, rule, props, expected) => {
    expect(judgedTogether(rule, bucketWith("", { props }))).toEqual([expected]);
  });
});

describe("s3-private", () => {
  const everybody = (statement: object) => ({
    policy: { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject", ...statement }] }) },
  });
  const open =
    "[s3-private] uploads: found a public bucket policy; needed named principals, or a condition that restricts them. Change aws.s3.BucketPolicy.";

  it.each([
    [
      "a block that is off",
      { block: { blockPublicPolicy: false, restrictPublicBuckets: undefined } },
      "[s3-private] uploads: found blockPublicPolicy, restrictPublicBuckets not true; needed all four public access blocks. Change aws.s3.BucketPublicAccessBlock.",
    ],
    [
      "an unknown block",
      { block: { blockPublicAcls: unknown } },
      "[s3-private] uploads: undecided: waits for blockPublicAcls.",
    ],
    ["a block of another bucket", { block: { bucket: "other" } }, messages.block],
    ["a policy for everybody", everybody({ Principal: "*" }), open],
    ["a policy for every account", everybody({ Principal: { AWS: ["*"] } }), open],
    ["a policy for all but one", everybody({ NotPrincipal: { AWS: "000000000000" } }), open],
    [
      "everybody but under a condition that narrows nothing",
      everybody({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      open,
    ],
    [
      "everybody from everywhere",
      everybody({ Principal: "*", Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }),
      open,
    ],
    [
      "everybody unless",
      everybody({ Principal: "*", Condition: { StringNotEquals: { "aws:SourceAccount": "1" } } }),
      open,
    ],
    [
      "a policy for everybody of one network",
      everybody({ Principal: "*", Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
      "pass",
    ],
    ["a policy for CloudFront", everybody({ Principal: { Service: "cloudfront.amazonaws.com" } }), "pass"],
  ])("judges %s", (_, props, expected) => {
    expect(judgedTogether(s3Private, bucketWith("", { props }))).toEqual([expected]);
  });

  it("takes the block of the whole account for the bucket's", () => {
    const account = (props: object = {}) =>
      inStack("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "account", {
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
        ...props,
      });
    const bucket = bucketWith("", { without: "block" });
    expect(judgedTogether(s3Private, [...bucket, account()])).toEqual(["pass"]);
    expect(judgedTogether(s3Private, [...bucket, account({ ignorePublicAcls: false })])).toEqual([
      "[s3-private] uploads: found ignorePublicAcls not true; needed all four public access blocks. Change aws.s3.BucketPublicAccessBlock.",
    ]);
  });
});
