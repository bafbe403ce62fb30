import { text } from "./type-calls";
import type { Properties, TypeCalls } from "./type-calls";

const bucket = ({ bucket: name }: Properties) => ({
  "s3:bucket": { BucketName: text(name) },
  "s3:object": { BucketName: text(name), ObjectName: "0example" },
});

/** A configuration of a bucket that is put, read and deleted by these actions. */
function configuration(file: string, put: string, get: string, taken = put): TypeCalls {
  return {
    kinds: bucket,
    beyond: { create: [put, "s3:ListBucket"], read: [get], update: [put], delete: [taken] },
    source: `internal/service/s3/${file}`,
  };
}

/** Calls for buckets: CloudFormation's schema has one type for what are many in the provider. */
export const bucketCalls: Readonly<Record<string, TypeCalls>> = {
  "aws:s3/bucket:Bucket": {
    kinds: bucket,
    beyond: {
      create: ["s3:CreateBucket", "s3:TagResource", "s3:PutBucketTagging"],
      read: [
        "s3:GetAccelerateConfiguration",
        "s3:GetBucketAcl",
        "s3:GetBucketCORS",
        "s3:GetBucketLocation",
        "s3:GetBucketLogging",
        "s3:GetBucketObjectLockConfiguration",
        "s3:GetBucketPolicy",
        "s3:GetBucketRequestPayment",
        "s3:GetBucketTagging",
        "s3:GetBucketVersioning",
        "s3:GetBucketWebsite",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucket",
        "s3:ListTagsForResource",
      ],
      update: ["s3:PutBucketTagging", "s3:TagResource", "s3:UntagResource"],
      // A bucket with forceDestroy is emptied first, of every version.
      delete: ["s3:DeleteBucket", "s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"],
    },
    source: "internal/service/s3/bucket.go",
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": configuration(
    "bucket_lifecycle_configuration.go",
    "s3:PutLifecycleConfiguration",
    "s3:GetLifecycleConfiguration",
  ),
  "aws:s3/bucketLogging:BucketLogging": configuration(
    "bucket_logging.go",
    "s3:PutBucketLogging",
    "s3:GetBucketLogging",
  ),
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    kinds: ({ bucket: name, key }) => ({
      "s3:bucket": { BucketName: text(name) },
      "s3:object": { BucketName: text(name), ObjectName: text(key) },
    }),
    beyond: {
      create: ["s3:PutObject", "s3:PutObjectTagging"],
      read: ["s3:GetObject", "s3:GetObjectTagging"],
      update: ["s3:PutObject", "s3:PutObjectTagging"],
      delete: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions"],
    },
    source: "internal/service/s3/object.go",
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": configuration(
    "bucket_ownership_controls.go",
    "s3:PutBucketOwnershipControls",
    "s3:GetBucketOwnershipControls",
  ),
  "aws:s3/bucketPolicy:BucketPolicy": { kinds: bucket },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": configuration(
    "bucket_public_access_block.go",
    "s3:PutBucketPublicAccessBlock",
    "s3:GetBucketPublicAccessBlock",
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": configuration(
    "bucket_server_side_encryption_configuration.go",
    "s3:PutEncryptionConfiguration",
    "s3:GetEncryptionConfiguration",
  ),
  "aws:s3/bucketVersioning:BucketVersioning": configuration(
    "bucket_versioning.go",
    "s3:PutBucketVersioning",
    "s3:GetBucketVersioning",
  ),
};
