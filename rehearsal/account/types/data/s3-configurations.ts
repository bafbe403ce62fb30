import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { AccountView, AnyResourceType, Creation, Refusal, ResourceType, ResourceTypes } from "../../resource-type";
import { absentPrincipal, isPublic, parsePolicy } from "../policy-language";
import { bucketTypes } from "./s3-buckets";
import {
  encryptionRefusal,
  lifecycleRefusal,
  notificationRefusal,
  versioningChange,
  versioningRefusal,
} from "./s3-configuration-checks";
import { textOf } from "../wire-text";

/** The reference everything about a bucket has to it. */
export const bucketReference = { to: bucketTypes, by: ["bucket", "id"], missing: "NoSuchBucket" } as const;

/** A configuration has one token with and, where the SDK keeps the older spelling too, one without `V2`. */
const tokens = (name: string): readonly string[] => {
  const token = (word: string): string => `aws:s3/${word.charAt(0).toLowerCase()}${word.slice(1)}:${word}`;
  return [token(name), token(`${name}V2`)];
};

/** The regions whose website addresses have a hyphen; all others have a dot (Amazon S3 website endpoints). */
const hyphenated = ["us-east-1", "us-west-1", "us-west-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"].concat(
  ["eu-west-1", "sa-east-1", "us-gov-west-1"],
);

/** The domain under which buckets of a region are websites. */
export function websiteDomain(region: string): string {
  return `s3-website${hyphenated.includes(region) ? "-" : "."}${region}.amazonaws.com`;
}

interface BucketPart {
  readonly bucket: unknown;
}

/** One configuration of a bucket: it has no name or ARN of its own, and its id is that of the bucket. */
function configuration<Args extends BucketPart, State>(
  description: ResourceType<Args, State>,
): ResourceType<Args, State> {
  return resourceType<Args, State>({
    id: ({ inputs }) => textOf(inputs.bucket),
    puts: true,
    ...description,
    replaces: ["bucket", ...(description.replaces ?? [])],
    references: [{ property: "bucket", ...bucketReference }, ...(description.references ?? [])],
  });
}

/** The same description under both spellings of a token. */
const both = (name: string, description: AnyResourceType): ResourceTypes =>
  Object.fromEntries(tokens(name).map((token) => [token, description]));

/** The state of a bucket's configuration, whichever spelling made it. */
function configured(account: AccountView, name: string, bucket: unknown) {
  return tokens(name)
    .map((token) => account.find(token, "bucket", textOf(bucket)))
    .find(Boolean)?.state;
}

/** What S3 refuses about a bucket's policy: bad JSON, somebody else's resources, absent principals, the public. */
export function bucketPolicyRefusal({ inputs, account }: Creation<aws.s3.BucketPolicyArgs>): Refusal | undefined {
  const statements = parsePolicy(inputs.policy);
  const malformed = (message: string): Refusal => ({ code: "MalformedPolicy", message });
  if (typeof statements === "string") return malformed(statements);
  if (statements.some(({ hasPrincipal }) => !hasPrincipal)) return malformed("Missing required field Principal");
  const own = `arn:aws:s3:::${textOf(inputs.bucket)}`;
  const resources = statements.flatMap((statement) => statement.resources);
  if (resources.length === 0 || resources.some((each) => each !== own && !each.startsWith(`${own}/`))) {
    return malformed("Policy has invalid resource");
  }
  if (absentPrincipal(statements, account) !== undefined) return malformed("Invalid principal in policy");
  const block = configured(account, "BucketPublicAccessBlock", inputs.bucket);
  // New buckets block public access from the start (Amazon S3 user guide, since April 2023).
  const blocked = block === undefined || block.blockPublicPolicy === true;
  return blocked && isPublic(statements)
    ? {
        code: "AccessDenied",
        message:
          "s3:PutBucketPolicy is refused because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.",
      }
    : undefined;
}

/** A bucket takes an ACL only when its ownership setting leaves ACLs on; new buckets have them off. */
export function aclRefusal({ inputs, account }: Creation<aws.s3.BucketAclArgs>): Refusal | undefined {
  const rule = configured(account, "BucketOwnershipControls", inputs.bucket)?.rule;
  const ownership = (rule as { readonly objectOwnership?: string } | undefined)?.objectOwnership;
  if (ownership === undefined || ownership === "BucketOwnerEnforced") {
    return { code: "AccessControlListNotSupported", message: "The bucket does not allow ACLs" };
  }
  const block = configured(account, "BucketPublicAccessBlock", inputs.bucket);
  const open = ["public-read", "public-read-write", "authenticated-read"].includes(inputs.acl ?? "");
  return open && (block === undefined || block.blockPublicAcls === true)
    ? {
        code: "AccessDenied",
        message: "Public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.",
      }
    : undefined;
}

export const bucketConfigurationTypes: ResourceTypes = {
  "aws:s3/bucketPolicy:BucketPolicy": configuration<aws.s3.BucketPolicyArgs, aws.s3.BucketPolicyState>({
    title: "S3 Bucket Policy",
    refuses: bucketPolicyRefusal,
  }),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": configuration<
    aws.s3.BucketPublicAccessBlockArgs,
    aws.s3.BucketPublicAccessBlockState
  >({
    title: "S3 Bucket Public Access Block",
    defaults: {
      blockPublicAcls: false,
      blockPublicPolicy: false,
      ignorePublicAcls: false,
      restrictPublicBuckets: false,
    },
  }),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": configuration<
    aws.s3.BucketOwnershipControlsArgs,
    aws.s3.BucketOwnershipControlsState
  >({ title: "S3 Bucket Ownership Controls" }),
  "aws:s3/bucketNotification:BucketNotification": configuration<
    aws.s3.BucketNotificationArgs,
    aws.s3.BucketNotificationState
  >({
    title: "S3 Bucket Notification",
    defaults: { eventbridge: false },
    references: [{ property: "topics[].topicArn", to: "aws:sns/topic:Topic", by: "arn", missing: "InvalidArgument" }],
    refuses: notificationRefusal,
  }),
  ...both(
    "BucketVersioning",
    configuration<aws.s3.BucketVersioningArgs, aws.s3.BucketVersioningState>({
      title: "S3 Bucket Versioning",
      refuses: versioningRefusal,
      refusesChange: versioningChange,
    }),
  ),
  ...both(
    "BucketServerSideEncryptionConfiguration",
    configuration<
      aws.s3.BucketServerSideEncryptionConfigurationArgs,
      aws.s3.BucketServerSideEncryptionConfigurationState
    >({ title: "S3 Bucket Server-side Encryption Configuration", refuses: encryptionRefusal }),
  ),
  ...both(
    "BucketLifecycleConfiguration",
    configuration<aws.s3.BucketLifecycleConfigurationArgs, aws.s3.BucketLifecycleConfigurationState>({
      title: "S3 Bucket Lifecycle Configuration",
      empty: { expectedBucketOwner: "" },
      defaults: { transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
      refuses: lifecycleRefusal,
    }),
  ),
  ...both(
    "BucketLogging",
    configuration<aws.s3.BucketLoggingArgs, aws.s3.BucketLoggingState>({
      title: "S3 Bucket Logging",
      references: [{ ...bucketReference, property: "targetBucket", missing: "InvalidTargetBucketForLogging" }],
    }),
  ),
  ...both(
    "BucketAcl",
    configuration<aws.s3.BucketAclArgs, aws.s3.BucketAclState>({
      title: "S3 Bucket ACL",
      empty: { accessControlPolicy: {} },
      id: ({ inputs }) => [inputs.bucket, inputs.acl].filter(Boolean).join(","),
      refuses: aclRefusal,
    }),
  ),
  ...both(
    "BucketCorsConfiguration",
    configuration<aws.s3.BucketCorsConfigurationArgs, aws.s3.BucketCorsConfigurationState>({
      title: "S3 Bucket CORS Configuration",
    }),
  ),
};
