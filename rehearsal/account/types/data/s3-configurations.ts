import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type {
  AccountView,
  AnyResourceType,
  Creation,
  Plain,
  Refusal,
  ResourceType,
  ResourceTypes,
} from "../../resource-type";
import { absentPrincipal, isPublic, parsePolicy } from "../policy-language";
import { textOf } from "../wire-text";

export const bucketTypes = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

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
    required: ["bucket", ...(description.required ?? [])],
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

/** Storage classes S3 moves objects to after 30 days at the earliest. */
const infrequentAccess = ["STANDARD_IA", "ONEZONE_IA"];

/** Storage classes to which S3 moves objects 30 days after those at the earliest (S3 user guide, lifecycle transitions). */
const archives = ["GLACIER", "DEEP_ARCHIVE"];

/** With object lock, versions stay on; and versions that were on are never off again, only suspended. */
function versioningRefusal({ inputs, account }: Creation<aws.s3.BucketVersioningArgs>): Refusal | undefined {
  const locked = bucketTypes
    .flatMap((type) => account.list(type))
    .some(({ id, state }) => [id, state.bucket].includes(textOf(inputs.bucket)) && state.objectLockEnabled === true);
  return locked && inputs.versioningConfiguration?.status === "Suspended"
    ? {
        code: "InvalidBucketState",
        message:
          "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      }
    : undefined;
}

/** The provider's own refusal (internal/service/s3/bucket_versioning.go). */
function versioningChange(
  { versioningConfiguration: before }: Plain<aws.s3.BucketVersioningState>,
  { inputs }: Creation<aws.s3.BucketVersioningArgs>,
): Refusal | undefined {
  const [from, to] = [before?.status, inputs.versioningConfiguration?.status];
  return to === "Disabled" && from !== undefined && from !== "Disabled"
    ? {
        code: "InvalidArgument",
        message: `versioning_configuration.status cannot be updated from '${from}' to '${to}'`,
      }
    : undefined;
}

/** Source: S3 API reference, ServerSideEncryptionByDefault, "KMSMasterKeyID". */
function encryptionRefusal({
  inputs,
}: Creation<aws.s3.BucketServerSideEncryptionConfigurationArgs>): Refusal | undefined {
  const wrong = (inputs.rules ?? []).some(({ applyServerSideEncryptionByDefault: byDefault }) => {
    const key = byDefault?.kmsMasterKeyId ?? "";
    return key !== "" && byDefault?.sseAlgorithm === "AES256";
  });
  return wrong
    ? { code: "InvalidArgument", message: "a KMS key ID is not applicable if the default sse algorithm is not aws:kms" }
    : undefined;
}

/** S3 sends a test message at once, so a topic's policy must let it publish (PutBucketNotificationConfiguration). */
function notificationRefusal({ inputs, account }: Creation<aws.s3.BucketNotificationArgs>): Refusal | undefined {
  const deaf = (inputs.topics ?? []).find(({ topicArn }) => !letsPublish(topicArn, account));
  return (
    deaf && {
      code: "InvalidArgument",
      message: `Unable to validate the following destination configurations: the policy of ${deaf.topicArn} does not let s3.amazonaws.com publish.`,
    }
  );
}

function letsPublish(topicArn: string, account: AccountView): boolean {
  const topic = account.find("aws:sns/topic:Topic", "arn", topicArn);
  const own = account.find("aws:sns/topicPolicy:TopicPolicy", "arn", topicArn)?.state.policy ?? topic?.state.policy;
  const statements = parsePolicy(own === "" ? undefined : own);
  return (
    typeof statements !== "string" &&
    statements.some(
      ({ effect, principals }) =>
        effect === "Allow" &&
        [...(principals.Service ?? []), ...(principals.AWS ?? [])].some((each) => ["s3.amazonaws.com", "*"].includes(each)),
    )
  );
}

/** What S3 refuses about lifecycle rules: one id twice, a move too early, an end before the last move. */
export function lifecycleRefusal({ inputs }: Creation<aws.s3.BucketLifecycleConfigurationArgs>): Refusal | undefined {
  const invalid = (message: string): Refusal => ({ code: "InvalidArgument", message });
  const rules = inputs.rules ?? [];
  const ids = rules.map(({ id }) => textOf(id));
  if (new Set(ids).size < ids.length) return invalid("Rule ID must be unique. Found same ID for more than one rule");
  for (const { id, transitions = [], expiration, ...rest } of rules) {
    const actions = [expiration, rest.abortIncompleteMultipartUpload, rest.noncurrentVersionExpiration];
    if (transitions.length === 0 && actions.every((each) => each === undefined) && !rest.noncurrentVersionTransitions) {
      return { code: "InvalidRequest", message: "At least one action needs to be specified in a rule" };
    }
    // S3 API reference, PutBucketLifecycleConfiguration, "AbortIncompleteMultipartUpload".
    if (rest.abortIncompleteMultipartUpload !== undefined && (rest.filter?.tag ?? rest.filter?.and?.tags) !== undefined) {
      return { code: "InvalidRequest", message: "AbortIncompleteMultipartUpload cannot be specified with Tags" };
    }
    const frequent = transitions.find(({ storageClass }) => infrequentAccess.includes(storageClass))?.days;
    const soon = transitions.find(
      ({ days, storageClass }) =>
        frequent !== undefined && days !== undefined && archives.includes(storageClass) && days < frequent + 30,
    );
    if (soon) {
      return invalid(
        `'Days' in the 'Transition' action for StorageClass '${soon.storageClass}' must be 30 days more than 'Transition' action for StorageClass 'STANDARD_IA'`,
      );
    }
    if (textOf(id).length > 255) return invalid("ID length should not exceed allowed limit of 255");
    const early = transitions.find(
      ({ days, storageClass }) => days !== undefined && days < 30 && infrequentAccess.includes(storageClass),
    );
    if (early) {
      return invalid(
        `'Days' in Transition action must be greater than or equal to 30 for storageClass '${early.storageClass}'`,
      );
    }
    const lastMove = Math.max(0, ...transitions.map(({ days = 0 }) => days));
    if (expiration?.days !== undefined && expiration.days <= lastMove) {
      return invalid(`'Days' in the Expiration action must be greater than 'Days' in the Transition action`);
    }
  }
  return undefined;
}

export const bucketConfigurationTypes: ResourceTypes = {
  "aws:s3/bucketPolicy:BucketPolicy": configuration<aws.s3.BucketPolicyArgs, aws.s3.BucketPolicyState>({
    title: "S3 Bucket Policy",
    required: ["policy"],
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
  >({ title: "S3 Bucket Ownership Controls", required: ["rule"] }),
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
      required: ["versioningConfiguration"],
    }),
  ),
  ...both(
    "BucketServerSideEncryptionConfiguration",
    configuration<
      aws.s3.BucketServerSideEncryptionConfigurationArgs,
      aws.s3.BucketServerSideEncryptionConfigurationState
    >({ title: "S3 Bucket Server-side Encryption Configuration", required: ["rules"], refuses: encryptionRefusal }),
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
      required: ["targetBucket", "targetPrefix"],
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
      required: ["corsRules"],
    }),
  ),
};
