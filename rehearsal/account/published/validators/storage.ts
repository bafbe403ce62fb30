import type { ProviderRule } from "../provider-rule";
import {
  arns,
  conflict,
  enumerated,
  exactlyOne,
  filled,
  form,
  from,
  inside,
  items,
  length,
  range,
  values,
} from "./rows";

/** A bucket by name, and the account that must own it. */
const owned = [length("bucket", 1, 63), form("expectedBucketOwner", /^\d{12}$/, "expected to be an AWS account ID")];

const lifecycle = from(
  "s3/bucket_lifecycle_configuration.go@01606926",
  ...owned,
  items("rules", 1),
  ...inside(
    "rules[]",
    length("id", 1, 255),
    values("status", "Enabled", "Disabled"),
    ...inside("noncurrentVersionExpiration", range("newerNoncurrentVersions", 1), range("noncurrentDays", 1)),
    ...inside(
      "noncurrentVersionTransitions[]",
      range("newerNoncurrentVersions", 1),
      range("noncurrentDays", 0),
      ...enumerated("storageClass"),
    ),
    ...inside("transitions[]", range("days", 0), ...enumerated("storageClass")),
    ...inside("filter.and", range("objectSizeGreaterThan", 0), range("objectSizeLessThan", 1)),
  ),
);

const object = from(
  "s3/object.go@033c721b",
  ...enumerated("acl", "checksumAlgorithm", "objectLockLegalHoldStatus", "objectLockMode"),
  ...enumerated("serverSideEncryption", "storageClass"),
  filled("bucket"),
  filled("key"),
  conflict("content", "source", "contentBase64"),
  conflict("contentBase64", "source", "content"),
  conflict("source", "content", "contentBase64"),
  conflict("etag", "kmsKeyId"),
  ...arns("kmsKeyId"),
  form("objectLockRetainUntilDate", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/, "expected to be a valid RFC3339 date"),
);

const encryption = from(
  "s3/bucket_server_side_encryption_configuration.go@01606926",
  ...owned,
  ...inside("rules[].applyServerSideEncryptionByDefault", ...enumerated("sseAlgorithm")),
);

const bucket = from(
  "s3/bucket.go@0070bcd1",
  conflict("bucket", "bucketPrefix"),
  length("bucket", 0, 63),
  length("bucketPrefix", 0, 37),
  conflict("acl", "grants"),
  ...inside("grants[]", values("type", "CanonicalUser", "Group")),
);

/** Buckets and what is set on them. */
export const storage: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketNotification:BucketNotification": from("s3/bucket_notification.go@033c721b"),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": lifecycle,
  "aws:s3/bucketObjectv2:BucketObjectv2": object,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": encryption,
  "aws:s3/bucketLogging:BucketLogging": from(
    "s3/bucket_logging.go@01f43111",
    ...owned,
    ...inside("targetObjectKeyFormat", exactlyOne("partitionedPrefix", "simplePrefix")),
  ),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": from(
    "s3/bucket_ownership_controls.go@01c08000",
    filled("bucket"),
    ...inside("rule", ...enumerated("objectOwnership")),
  ),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": from("s3/bucket_public_access_block.go@01606926"),
  "aws:s3/bucketVersioning:BucketVersioning": from(
    "s3/bucket_versioning.go@01c08000",
    ...owned,
    ...inside(
      "versioningConfiguration",
      ...enumerated("mfaDelete"),
      values("status", "Enabled", "Suspended", "Disabled"),
    ),
  ),
};
