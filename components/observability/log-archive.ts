import * as pulumi from "@pulumi/pulumi";
import { trailPrefix } from "./configuration-changes";
import type { Stage } from "../naming";
import { PrivateBucket } from "../data/private-bucket";
import type { BucketStatement } from "../data/private-bucket";

export interface LogArchiveArgs {
  stage: Stage;
  /** The stage's account, twelve digits: only its load balancers and buckets may write. */
  accountId: string;
  /** Days the logs are kept. @default 365 */
  archiveDays?: number;
  /** Whether the engine refuses to delete the archive. @default true */
  protectData?: boolean;
  /** Whether a deletion also deletes the logs. @default false */
  forceDestroy?: boolean;
}

/** Days after which logs are seldom read; the least S3 allows for its cheaper class. */
const infrequentAccessAfterDays = 30;

/**
 * The bucket for rarely read logs: access and connection logs of load balancers below
 * `load-balancers/`, access logs of buckets below `buckets/`, those of CloudFront below `AWSLogs/`, application logs below
 * `applications/` (LogArchiveStream). It is encrypted with S3's own key, because load balancers support no other
 * (Elastic Load Balancing user guide, "Enable access logs"); the stream of the application logs uses the stage's own.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 0.0125/0.015 per GB and month.
 */
export class LogArchive extends pulumi.ComponentResource {
  /** The bucket's name; it is there only once load balancers may write into it. */
  readonly bucketName: pulumi.Output<string>;
  /** The bucket's ARN. */
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:LogArchive", name, args, options);

    const bucket = this.bucket(name, args);

    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.bucketArn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private bucket(name: string, args: LogArchiveArgs): PrivateBucket {
    const archiveDays = args.archiveDays ?? 365;
    return new PrivateBucket(
      name,
      {
        stage: args.stage,
        accountId: args.accountId,
        dataClass: "audit",
        encryption: "AES256",
        expireAfterDays: archiveDays,
        noncurrentVersionDays: infrequentAccessAfterDays,
        ...(archiveDays > infrequentAccessAfterDays && { infrequentAccessAfterDays }),
        statements: [
          loadBalancers(args.accountId),
          buckets(args.accountId),
          distributions(args.accountId),
          ...trails(args.accountId),
        ],
        protectData: args.protectData,
        forceDestroy: args.forceDestroy,
        tags: { backup: "archive" },
      },
      { parent: this },
    );
  }
}

/** Load balancers write below their account's number, so other accounts cannot write. */
function loadBalancers(accountId: string): BucketStatement {
  return {
    sid: "LoadBalancerLogs",
    effect: "Allow",
    principals: { Service: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
    actions: ["s3:PutObject"],
    paths: [`load-balancers/*/AWSLogs/${accountId}/*`],
  };
}

function buckets(accountId: string): BucketStatement {
  return {
    sid: "BucketAccessLogs",
    effect: "Allow",
    principals: { Service: ["logging.s3.amazonaws.com"] },
    actions: ["s3:PutObject"],
    paths: ["buckets/*"],
    conditions: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}

/**
 * CloudFront's access logs come through the log delivery of us-east-1, regardless of the bucket's region. Amazon CloudWatch Logs
 * User Guide, "Logs sent to Amazon S3": without exactly this, setting the delivery up would rewrite the bucket's policy.
 */
function distributions(accountId: string): BucketStatement {
  return {
    sid: "DistributionAccessLogs",
    effect: "Allow",
    principals: { Service: ["delivery.logs.amazonaws.com"] },
    actions: ["s3:PutObject"],
    paths: [`AWSLogs/${accountId}/CloudFront/*`],
    conditions: {
      StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${accountId}:delivery-source:*` },
    },
  };
}

/** CloudTrail checks the bucket's ACL, and then writes below its prefix; for trails of this account only. */
function trails(accountId: string): BucketStatement[] {
  const ownTrails = { ArnLike: { "aws:SourceArn": `arn:aws:cloudtrail:*:${accountId}:trail/*` } };
  const cloudTrail = { effect: "Allow" as const, principals: { Service: ["cloudtrail.amazonaws.com"] } };
  return [
    { ...cloudTrail, sid: "TrailOwner", actions: ["s3:GetBucketAcl"], paths: [""], conditions: ownTrails },
    {
      ...cloudTrail,
      sid: "TrailRecords",
      actions: ["s3:PutObject"],
      paths: [`${trailPrefix}/AWSLogs/${accountId}/*`],
      conditions: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" }, ...ownTrails },
    },
  ];
}
