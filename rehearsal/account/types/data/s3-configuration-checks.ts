import type * as aws from "@pulumi/aws";
import type { AccountView, Creation, Plain, Refusal } from "../../resource-type";
import { mayInvoke } from "../compute/lambda-permissions";
import { parsePolicy } from "../policy-language";
import { textOf } from "../wire-text";
import { bucketTypes } from "./s3-buckets";

/** Storage classes S3 moves objects to after 30 days at the earliest. */
const infrequentAccess = ["STANDARD_IA", "ONEZONE_IA"];

/** Storage classes to which S3 moves objects 30 days after those at the earliest (S3 user guide, lifecycle transitions). */
const archives = ["GLACIER", "DEEP_ARCHIVE"];

/** With object lock, versions stay on; and versions that were on are never off again, only suspended. */
export function versioningRefusal({ inputs, account }: Creation<aws.s3.BucketVersioningArgs>): Refusal | undefined {
  const locked = bucketTypes
    .flatMap((type) => account.list(type))
    .some(({ id, state }) => [id, state.bucket].includes(textOf(inputs.bucket)) && state.objectLockEnabled === true);
  return locked && inputs.versioningConfiguration?.status === "Suspended"
    ? {
        code: "InvalidBucketState",
        message: "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      }
    : undefined;
}

/** The provider's own refusal (internal/service/s3/bucket_versioning.go). */
export function versioningChange(
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
export function encryptionRefusal({
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

/** S3 tries each destination at once, so that it must be allowed to publish or to call (PutBucketNotificationConfiguration). */
export function notificationRefusal({ inputs, account }: Creation<aws.s3.BucketNotificationArgs>): Refusal | undefined {
  const invalid = (reason: string): Refusal => ({
    code: "InvalidArgument",
    message: `Unable to validate the following destination configurations: ${reason}.`,
  });
  const deaf = (inputs.topics ?? []).find(({ topicArn }) => !letsPublish(topicArn, account));
  if (deaf) return invalid(`the policy of ${deaf.topicArn} does not let s3.amazonaws.com publish`);
  const source = `arn:aws:s3:::${textOf(inputs.bucket)}`;
  const closed = (inputs.lambdaFunctions ?? []).find(
    ({ lambdaFunctionArn }) => mayInvoke(account, "s3.amazonaws.com", lambdaFunctionArn, source) === false,
  );
  return closed && invalid(`${textOf(closed.lambdaFunctionArn)} does not let s3.amazonaws.com call it for ${source}`);
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
        [...(principals.Service ?? []), ...(principals.AWS ?? [])].some((each) =>
          ["s3.amazonaws.com", "*"].includes(each),
        ),
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
    if (
      rest.abortIncompleteMultipartUpload !== undefined &&
      (rest.filter?.tag ?? rest.filter?.and?.tags) !== undefined
    ) {
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
