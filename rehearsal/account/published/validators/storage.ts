import type { ProviderRule } from "../provider-rule";
import { enumerated, form, from, inside, items, length, range, values } from "./rows";

const lifecycle = from(
  "s3/bucket_lifecycle_configuration.go@01606926",
  length("bucket", 1, 63),
  form("expectedBucketOwner", /^\d{12}$/, "expected to be an AWS account ID"),
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

/** Buckets and what is set on them. */
export const storage: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": lifecycle,
};
