import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { policyDocument } from "../security/policy-document";
import type { PolicyStatement } from "../security/policy-document";
import { textOf } from "../stated-values";

/**
 * The data class of a store: patient data, audit records, public data, or operational data
 * that can be recreated.
 */
export type DataClass = "patient" | "audit" | "public" | "operations";

/** A statement of a bucket's policy about parts of the bucket. */
export interface BucketStatement extends Omit<PolicyStatement, "resources"> {
  /** Keys the statement is about, with wildcards: `uploads/*`; an empty text is the bucket itself. */
  paths: readonly string[];
}

export interface PrivateBucketArgs {
  stage: Stage;
  /** The stage's account, twelve digits; part of the name, for bucket names are unique in the world. */
  accountId: string;
  /** Whose content it holds; the tag `data-class`. */
  dataClass: DataClass;
  /** "AES256" for what writers require it of (load balancer logs), otherwise the ARN of the key. */
  encryption: "AES256" | { kmsKeyArn: pulumi.Input<string> };
  /** Days after which objects are deleted. @default never */
  expireAfterDays?: number;
  /** The beginning of the keys that `expireAfterDays` is about. @default every key */
  expirePrefix?: string;
  /** Days for which an overwritten or deleted object can be brought back. @default 90 */
  noncurrentVersionDays?: number;
  /** Days, 30 at least, after which objects move to cheaper storage for what is seldom read. @default never */
  infrequentAccessAfterDays?: number;
  /** Where S3 notes each request; `prefix` ends in a slash. @default nowhere */
  accessLogs?: { bucketName: pulumi.Input<string>; prefix: string };
  /** Further permissions besides those of the account's own roles. @default none */
  statements?: readonly BucketStatement[];
  /** Whether the engine refuses to delete the bucket. @default true */
  protectData?: boolean;
  /** Whether a deletion takes the objects along; AWS refuses to delete a bucket that holds any. @default false */
  forceDestroy?: boolean;
  /** What is specific to the bucket, such as the plan that backs it up. @default none */
  tags?: Readonly<Record<string, string>>;
}

/**
 * A private bucket: encrypted, versioned, reachable over TLS 1.2 and later only, and
 * with the account as the owner of every object. An object that is overwritten or deleted can be brought back.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 0.023/0.027 per GB and month.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  /** The bucket's name; it is there only once the bucket's policy is in place. */
  readonly bucketName: pulumi.Output<string>;
  /** The bucket's ARN. */
  readonly bucketArn: pulumi.Output<string>;
  /** The bucket's name in its region's DNS. */
  readonly regionalDomainName: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:data:PrivateBucket", name, facts(args), options);

    const bucket = this.bucket(name, args);
    const accessBlock = this.blockPublicAccess(name, bucket);
    this.ownObjects(name, bucket);
    this.encrypt(name, args, bucket);
    const versioning = this.version(name, bucket);
    this.lifecycle(name, args, bucket, versioning);
    this.logAccess(name, args, bucket);
    const policy = this.policy(name, args, bucket, accessBlock);

    this.bucketName = policy.bucket;
    this.bucketArn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      regionalDomainName: this.regionalDomainName,
    });
  }

  private bucket(
    name: string,
    { stage, accountId, dataClass, protectData = true, forceDestroy, tags }: PrivateBucketArgs,
  ): s3.Bucket {
    return new s3.Bucket(
      name,
      {
        bucket: physicalName("bucket", stage, name, accountId),
        forceDestroy: forceDestroy ?? false,
        tags: { ...tags, "data-class": dataClass },
      },
      { parent: this, protect: protectData },
    );
  }

  private blockPublicAccess(name: string, bucket: s3.Bucket): s3.BucketPublicAccessBlock {
    return new s3.BucketPublicAccessBlock(
      `${name}-access-block`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
  }

  private ownObjects(name: string, bucket: s3.Bucket): s3.BucketOwnershipControls {
    return new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
  }

  private encrypt(
    name: string,
    { encryption }: PrivateBucketArgs,
    bucket: s3.Bucket,
  ): s3.BucketServerSideEncryptionConfiguration {
    const byDefault =
      encryption === "AES256"
        ? { sseAlgorithm: "AES256" }
        : { sseAlgorithm: "aws:kms", kmsMasterKeyId: encryption.kmsKeyArn };
    return new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.bucket,
        rules: [{ applyServerSideEncryptionByDefault: byDefault, bucketKeyEnabled: encryption !== "AES256" }],
      },
      { parent: this },
    );
  }

  private version(name: string, bucket: s3.Bucket): s3.BucketVersioning {
    return new s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
  }

  private lifecycle(
    name: string,
    args: PrivateBucketArgs,
    bucket: s3.Bucket,
    versioning: s3.BucketVersioning,
  ): s3.BucketLifecycleConfiguration {
    const { expireAfterDays, expirePrefix, infrequentAccessAfterDays, noncurrentVersionDays = 90 } = args;
    const expiry = expireAfterDays === undefined ? {} : { expiration: { days: expireAfterDays } };
    return new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        bucket: bucket.bucket,
        rules: [
          {
            id: "keep-what-is-needed",
            status: "Enabled",
            filter: {},
            ...(infrequentAccessAfterDays !== undefined && {
              transitions: [{ days: infrequentAccessAfterDays, storageClass: "STANDARD_IA" }],
            }),
            ...(expirePrefix === undefined && expiry),
            noncurrentVersionExpiration: { noncurrentDays: noncurrentVersionDays },
            // Parts of uploads that were given up are invisible, and charged for ever.
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
          ...(expirePrefix === undefined
            ? []
            : [{ id: "expire-what-is-old", status: "Enabled", filter: { prefix: expirePrefix }, ...expiry }]),
        ],
      },
      { parent: this, dependsOn: [versioning] },
    );
  }

  private logAccess(name: string, { accessLogs }: PrivateBucketArgs, bucket: s3.Bucket): s3.BucketLogging | undefined {
    if (accessLogs === undefined) return undefined;
    return new s3.BucketLogging(
      `${name}-access-logs`,
      { bucket: bucket.bucket, targetBucket: accessLogs.bucketName, targetPrefix: accessLogs.prefix },
      { parent: this },
    );
  }

  private policy(
    name: string,
    { statements = [] }: PrivateBucketArgs,
    bucket: s3.Bucket,
    accessBlock: s3.BucketPublicAccessBlock,
  ): s3.BucketPolicy {
    const given = statements.map(({ paths, ...statement }) => ({
      ...statement,
      resources: paths.map((path) => (path === "" ? bucket.arn : textOf`${bucket.arn}/${path}`)),
    }));
    return new s3.BucketPolicy(
      `${name}-policy`,
      { bucket: bucket.bucket, policy: policyDocument([...onlyOverTls(bucket), ...given]) },
      // S3 refuses two changes of one bucket's access at the same time (OperationAborted).
      { parent: this, dependsOn: [accessBlock] },
    );
  }
}

/** Statements that deny requests without TLS or with an outdated TLS version. */
function onlyOverTls(bucket: s3.Bucket): PolicyStatement[] {
  const everything = {
    effect: "Deny" as const,
    principals: "*" as const,
    actions: ["s3:*"],
    resources: [bucket.arn, textOf`${bucket.arn}/*`],
  };
  return [
    { sid: "OnlyOverTls", ...everything, conditions: { Bool: { "aws:SecureTransport": "false" } } },
    { sid: "OnlyTls12AndLater", ...everything, conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  ];
}

/**
 * Facts of the bucket for rules at preview time. Of the statements the names only: one may name a reader that is made from
 * the bucket itself, and a component waits for all of its inputs.
 */
function facts({ statements = [], ...rest }: PrivateBucketArgs) {
  return { ...rest, statements: statements.map(({ sid }) => sid) };
}
