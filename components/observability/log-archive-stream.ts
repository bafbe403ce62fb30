import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as kinesis from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";
import type { LogArchiveDestination } from "./archived-log";
import { capital, fewerThan } from "./alarm-words";
import { silenceQueries } from "./clock-alarm";
import type { AlarmClock } from "./clock-alarm";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { policyDocument } from "../security/policy-document";
import { serviceRole } from "../security/service-role";
import { textOf } from "../stated-values";

export interface LogArchiveStreamArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The stage's region. */
  region: string;
  /** The IANA time zone of the days the archive is divided into. */
  timeZone: string;
  /** The ARN of the archive's bucket. */
  bucketArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the archive and the stream. */
  dataKeyArn: pulumi.Input<string>;
  /** The ARN of the key that encrypts the stream's own log; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the stream's own log is kept, at least 30 in production (AH-LOG-03). */
  logRetentionDays: number;
  /** Where alarms go. */
  routing: AlarmRouting;
  /** The owner of the logs, for texts: "the foundation". */
  subject: string;
  /** A metric that is reported as long as the stage exists, to distinguish a silent hour from the time before the first record. */
  clock: AlarmClock;
  thresholds: LogArchiveThresholds;
}

/** When the alarms of the archive fire. */
export interface LogArchiveThresholds {
  /** Minutes the oldest record waits; Firehose keeps records 24 hours. */
  readonly delayMinutes: number;
  /** Minimum records per hour; fewer for a day count as silent. */
  readonly hourlyRecords: number;
}

/** Seconds a record waits for others before they become an object; 60 to 900 (CreateDeliveryStream, BufferingHints). */
const bufferingInterval = 300;
/** MiB after which it waits no longer; 1 to 128 (CreateDeliveryStream, BufferingHints). */
const bufferingSize = 64;

/**
 * Copies application logs into the archive continuously, below `applications/` by day: CloudWatch Logs delivers
 * them to a Firehose stream, and `archivedLog` adds a log group to it. It needs no schedule, and the archive of a deleted log group
 * remains (AH-BAK-04, AH-MON-04; docs/decisions/0024-log-archive.md).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 0.031/0.038 per GB, each record counted as a multiple
 * of 5 KB, besides the bucket's storage.
 */
export class LogArchiveStream extends pulumi.ComponentResource {
  /** The subscription inputs of a log group. */
  readonly destination: LogArchiveDestination;
  /** The name of the stream. */
  readonly streamName: pulumi.Output<string>;

  constructor(name: string, args: LogArchiveStreamArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:LogArchiveStream", name, args, options);

    const errors = this.errorLog(name, args);
    const stream = this.stream(name, args, errors);
    const subscriber = this.subscriberRole(name, args, stream);
    this.alarms(name, args, stream);

    this.destination = { streamArn: stream.arn, roleArn: subscriber };
    this.streamName = stream.name;
    this.registerOutputs({ destination: this.destination, streamName: this.streamName });
  }

  /** Firehose's error log. */
  private errorLog(name: string, args: LogArchiveStreamArgs): ErrorLog {
    const group = new cloudwatch.LogGroup(
      `${name}-log`,
      {
        name: physicalName("logGroup", args.stage, name),
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logsKeyArn,
      },
      { parent: this },
    );
    const stream = new cloudwatch.LogStream(
      `${name}-deliveries`,
      { name: "deliveries", logGroupName: group.name },
      { parent: this },
    );
    return { group, stream };
  }

  private stream(name: string, args: LogArchiveStreamArgs, errors: ErrorLog): kinesis.FirehoseDeliveryStream {
    return new kinesis.FirehoseDeliveryStream(
      `${name}-stream`,
      {
        name: physicalName("deliveryStream", args.stage, name),
        destination: "extended_s3",
        serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: args.dataKeyArn },
        extendedS3Configuration: {
          roleArn: this.deliveryRole(name, args, errors).arn,
          bucketArn: args.bucketArn,
          prefix: "applications/!{timestamp:yyyy/MM/dd}/",
          errorOutputPrefix: "applications-undelivered/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
          customTimeZone: args.timeZone,
          bufferingInterval,
          bufferingSize,
          // CloudWatch Logs has compressed the records already; an object of several is one gzip file all the same.
          compressionFormat: "UNCOMPRESSED",
          fileExtension: ".gz",
          kmsKeyArn: args.dataKeyArn,
          cloudwatchLoggingOptions: {
            enabled: true,
            logGroupName: errors.group.name,
            logStreamName: errors.stream.name,
          },
        },
      },
      { parent: this },
    );
  }

  /** May write and list below the archive's prefixes and use the key for that. Source: Firehose guide, "Controlling access". */
  private deliveryRole(name: string, args: LogArchiveStreamArgs, errors: ErrorLog): iam.Role {
    return serviceRole(
      `${name}-delivery`,
      {
        stage: args.stage,
        service: "firehose.amazonaws.com",
        accountId: args.accountId,
        description: "Writes application logs into the archive",
        statements: [
          {
            sid: "WriteArchive",
            actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
            resources: [textOf`${args.bucketArn}/applications/*`, textOf`${args.bucketArn}/applications-undelivered/*`],
          },
          {
            sid: "FindArchive",
            actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            resources: [args.bucketArn],
          },
          {
            sid: "EncryptArchive",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [args.dataKeyArn],
            conditions: { StringEquals: { "kms:ViaService": `s3.${args.region}.amazonaws.com` } },
          },
          {
            sid: "SayWhatFailed",
            actions: ["logs:PutLogEvents"],
            resources: [textOf`${errors.group.arn}:log-stream:*`],
          },
        ],
      },
      { parent: this },
    );
  }

  /**
   * The ARN of the role with which CloudWatch Logs delivers the records of the subscribed groups; known only once the role
   * has its rights, because a subscription is tested on creation (PutSubscriptionFilter).
   */
  private subscriberRole(
    name: string,
    args: LogArchiveStreamArgs,
    stream: kinesis.FirehoseDeliveryStream,
  ): pulumi.Output<string> {
    const role = serviceRole(
      `${name}-subscriber`,
      {
        stage: args.stage,
        service: "logs.amazonaws.com",
        accountId: args.accountId,
        description: "Hands application logs over to the archive's stream",
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      `${name}-subscriber-policy`,
      {
        role: role.name,
        policy: policyDocument([
          {
            sid: "HandOver",
            effect: "Allow",
            actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
            resources: [stream.arn],
          },
        ]),
      },
      { parent: this },
    );
    return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
  }

  private alarms(name: string, args: LogArchiveStreamArgs, stream: kinesis.FirehoseDeliveryStream): void {
    const { delayMinutes, hourlyRecords } = args.thresholds;
    const dimensions = { DeliveryStreamName: stream.name };
    const shared = {
      stage: args.stage,
      routing: args.routing,
      severity: "warning",
      runbook: "data/log-archive",
    } as const;
    metricAlarm(
      `${name}-late`,
      {
        ...shared,
        summary: `Application logs waited more than ${delayMinutes} minutes for the log archive of ${args.subject}; Firehose drops them after 24 hours.`,
        metric: {
          namespace: "AWS/Firehose",
          name: "DeliveryToS3.DataFreshness",
          dimensions,
          statistic: "Maximum",
          period: 300,
        },
        evaluationPeriods: 1,
        comparisonOperator: "GreaterThanThreshold",
        threshold: delayMinutes * 60,
        // No data means no delay.
        treatMissingData: "notBreaching",
      },
      { parent: this },
    );
    metricAlarm(
      `${name}-silent`,
      {
        ...shared,
        summary: `${capital(fewerThan(hourlyRecords, "application log record"))} an hour reached the log archive of ${args.subject} for 24 hours.`,
        queries: silenceQueries("received", "Records an hour", {
          clock: args.clock,
          watched: { namespace: "AWS/Firehose", name: "IncomingRecords", dimensions },
          period: 3600,
        }),
        evaluationPeriods: 24,
        comparisonOperator: "LessThanThreshold",
        threshold: hourlyRecords,
        treatMissingData: "notBreaching",
      },
      { parent: this },
    );
  }
}

interface ErrorLog {
  readonly group: cloudwatch.LogGroup;
  readonly stream: cloudwatch.LogStream;
}
