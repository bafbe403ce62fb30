import { text } from "../calls/type-calls";
import { type Asking, keyUses, logUses, objectUses, onBehalf, takesOn, uses } from "./common-uses";
import { type Graph, listed, partOf, type Standing } from "./graph";
import type { Use } from "./use";

/** CloudWatch Logs encrypts a group by its key. Source: CloudWatch Logs guide, "Encrypt log data using AWS KMS". */
export function logGroupUses(group: Standing, graph: Graph): readonly Use[] {
  const region = graph.regionOf(group);
  const arn = `arn:aws:logs:${region}:${graph.account}:log-group:${text(group.state.name)}`;
  const source = "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html";
  return keyUses({ by: `logs.${region}.amazonaws.com`, purpose: "encrypting the log", source }, graph, {
    key: text(group.state.kmsKeyId),
    region,
    actions: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
      "kms:GenerateDataKey",
      "kms:DescribeKey",
    ],
    context: { "kms:EncryptionContext:aws:logs:arn": arn },
  });
}

/** Source: VPC guide, "IAM role for publishing flow logs to CloudWatch Logs", and "Publish flow logs to Amazon S3". */
export function flowLogUses(flowLog: Standing, graph: Graph): readonly Use[] {
  const { iamRoleArn, logDestination, logDestinationType, arn } = flowLog.state;
  const source = "docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html";
  const region = graph.regionOf(flowLog);
  const destination = text(logDestination);
  if (logDestinationType === "s3") {
    return deliveryUses(
      graph,
      destination,
      `AWSLogs/${graph.account}/vpcflowlogs/`,
      `arn:aws:logs:${region}:${graph.account}:*`,
    );
  }
  const by = text(iamRoleArn);
  const asking = { by, purpose: "the flow logs", source };
  const group = groupIn(destination) ?? text(flowLog.state.logGroupName);
  return [
    ...takesOn("vpc-flow-logs.amazonaws.com", by, source, onBehalf(graph, text(arn))),
    ...uses(asking, ["logs:DescribeLogGroups"], "*"),
    ...uses(
      asking,
      ["logs:DescribeLogStreams"],
      `arn:aws:logs:${region}:${graph.account}:log-group:${group}:log-stream:`,
    ),
    ...logUses(asking, graph, group, region),
  ];
}

/** The name of the group in the ARN of a log group. */
function groupIn(arn: string): string | undefined {
  return arn.split(":log-group:")[1]?.replace(/:\*$/, "");
}

/** Source: CloudWatch Logs guide, "Log group-level subscription filters", Firehose, Kinesis and Lambda. */
export function subscriptionUses({ state }: Standing, graph: Graph): readonly Use[] {
  const source = "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html";
  const { roleArn, destinationArn, logGroup } = state;
  const region = graph.regionOf({ state });
  const destination = text(destinationArn);
  const context = onBehalf(graph, `arn:aws:logs:${region}:${graph.account}:log-group:${text(logGroup)}:*`);
  const asking = { by: text(roleArn), purpose: `the records of ${text(logGroup)}`, source };
  if (destination.includes(":lambda:")) {
    return uses({ ...asking, by: "logs.amazonaws.com" }, ["lambda:InvokeFunction"], destination, context);
  }
  const actions = destination.includes(":firehose:")
    ? ["firehose:PutRecord", "firehose:PutRecordBatch"]
    : ["kinesis:PutRecord"];
  // The trust policy on the page asks for the ARN alone.
  const sent = { "aws:SourceArn": `arn:aws:logs:${region}:${graph.account}:log-group:${text(logGroup)}` };
  return [...takesOn("logs.amazonaws.com", text(roleArn), source, sent), ...uses(asking, actions, destination)];
}

/** What Firehose does in its role. Source: Firehose guide, "Controlling access", "Grant Firehose access to an Amazon S3 destination". */
export function streamUses(stream: Standing, graph: Graph): readonly Use[] {
  const source = "docs.aws.amazon.com/firehose/latest/dev/controlling-access.html";
  const region = graph.regionOf(stream);
  const target = partOf(stream.state.extendedS3Configuration);
  const by = text(target.roleArn);
  if (by === "") return [];
  const bucketArn = text(target.bucketArn);
  const bucket = bucketArn.replace("arn:aws:s3:::", "");
  const asking = (purpose: string): Asking => ({ by, purpose, source });
  const log = partOf(target.cloudwatchLoggingOptions);
  const prefixes = [text(target.prefix), text(target.errorOutputPrefix)].filter(Boolean);
  const logArn = `arn:aws:logs:${region}:${graph.account}:log-group:${text(log.logGroupName)}`;
  return [
    // The page names no key of a source; the account is the external id (see components/security/service-role.ts).
    ...takesOn("firehose.amazonaws.com", by, source, { "sts:ExternalId": graph.account }),
    ...uses(
      asking("its bucket"),
      ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      bucketArn,
    ),
    // An expression, `!{timestamp:…}`, stands for text of its own each time.
    ...(prefixes.length > 0 ? prefixes : [""]).flatMap((prefix) =>
      objectUses(asking("what it delivers"), graph, {
        bucket,
        path: `${prefix.replaceAll(/!\{[^}]*\}/g, "example")}example`,
        actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
        region,
        ...(text(target.kmsKeyArn) !== "" && { key: text(target.kmsKeyArn) }),
      }),
    ),
    ...(log.enabled === true
      ? uses(asking("the log of its errors"), ["logs:PutLogEvents"], `${logArn}:log-stream:${text(log.logStreamName)}`)
      : []),
  ];
}

/**
 * Logs that come through the delivery of CloudWatch Logs into a bucket. Source: CloudWatch Logs guide, "Logs sent to Amazon
 * S3", bucket permissions.
 * @param destination the ARN of the bucket
 */
function deliveryUses(graph: Graph, destination: string, path: string, sourceArn: string): readonly Use[] {
  const source = "docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html";
  const asking = { by: "delivery.logs.amazonaws.com", purpose: "delivering the log", source };
  const bucket = destination.replace("arn:aws:s3:::", "").split("/")[0] ?? "";
  return objectUses(asking, graph, {
    bucket,
    path: `${path}example`,
    actions: ["s3:PutObject"],
    region: graph.region,
    context: { ...onBehalf(graph, sourceArn), "s3:x-amz-acl": "bucket-owner-full-control" },
  });
}

/** The folder of each service in the bucket that its logs are delivered to. Source: the same page, and that of the service. */
const folders: Readonly<Record<string, string>> = { cloudfront: "CloudFront" };

export function logDeliveryUses({ state }: Standing, graph: Graph): readonly Use[] {
  const from = graph.find("aws:cloudwatch/logDeliverySource:LogDeliverySource", "name", state.deliverySourceName);
  const to = graph.at(text(state.deliveryDestinationArn));
  const destination = text(partOf(to?.state.deliveryDestinationConfiguration).destinationResourceArn);
  if (from === undefined || !destination.startsWith("arn:aws:s3:::")) return [];
  const service = text(from.state.service);
  const path = `AWSLogs/${graph.account}/${folders[service] ?? service}/`;
  return deliveryUses(graph, destination, path, text(from.state.arn));
}

/** Source: CloudTrail guide, "Amazon S3 bucket policy for CloudTrail", "Configure AWS KMS key policies for CloudTrail". */
export function trailUses({ state }: Standing, graph: Graph): readonly Use[] {
  const page = "docs.aws.amazon.com/awscloudtrail/latest/userguide";
  const source = `${page}/create-s3-bucket-policy-for-cloudtrail.html`;
  const asking = (purpose: string): Asking => ({ by: "cloudtrail.amazonaws.com", purpose, source });
  const bucket = text(state.s3BucketName);
  const region = graph.regionOf({ state });
  const context = onBehalf(graph, text(state.arn));
  const role = text(state.cloudWatchLogsRoleArn);
  const group = groupIn(text(state.cloudWatchLogsGroupArn)) ?? "";
  return [
    ...uses(asking("finding the bucket's owner"), ["s3:GetBucketAcl"], `arn:aws:s3:::${bucket}`, context),
    ...uses(
      asking("writing the trail"),
      ["s3:PutObject"],
      `arn:aws:s3:::${bucket}/${[text(state.s3KeyPrefix), "AWSLogs", graph.account, "example"].filter(Boolean).join("/")}`,
      { ...context, "s3:x-amz-acl": "bucket-owner-full-control" },
    ),
    ...keyUses(asking("encrypting the trail"), graph, {
      key: text(state.kmsKeyId),
      region,
      actions: ["kms:GenerateDataKey", "kms:DescribeKey"],
      context: { ...context, "kms:EncryptionContext:aws:cloudtrail:arn": text(state.arn) },
    }),
    ...(role === ""
      ? []
      : [
          // Conditions on the account lock it out (prowler-cloud/prowler#4714).
          ...takesOn("cloudtrail.amazonaws.com", role, source),
          ...logUses({ by: role, purpose: "the trail's log", source }, graph, group, region),
        ]),
  ];
}

/** Source: S3 guide, "Enabling Amazon S3 server access logging", bucket policy for the log delivery. */
export function accessLogUses({ state }: Standing, graph: Graph): readonly Use[] {
  const source = "docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html";
  const asking = { by: "logging.s3.amazonaws.com", purpose: "writing the access log", source };
  const target = `arn:aws:s3:::${text(state.targetBucket)}/${text(state.targetPrefix)}example`;
  return uses(asking, ["s3:PutObject"], target, onBehalf(graph, `arn:aws:s3:::${text(state.bucket)}`));
}

/** Source: Elastic Load Balancing guide, "Enable access logs for your Application Load Balancer", which sends no account. */
export function balancerLogUses({ state }: Standing, graph: Graph): readonly Use[] {
  const source = "docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html";
  const asking = {
    by: "logdelivery.elasticloadbalancing.amazonaws.com",
    purpose: "writing the log of requests",
    source,
  };
  return [state.accessLogs, state.connectionLogs, state.healthCheckLogs].flatMap((each) => {
    const { bucket, prefix, enabled } = partOf(each);
    if (enabled !== true) return [];
    const path = [text(prefix), "AWSLogs", graph.account, "example"].filter(Boolean).join("/");
    return uses(asking, ["s3:PutObject"], `arn:aws:s3:::${text(bucket)}/${path}`);
  });
}

/**
 * Files that CloudFront reads for a distribution. Source: CloudFront guide, "Restrict access to an Amazon S3 origin", bucket
 * policy and SSE-KMS.
 */
export function distributionUses({ state }: Standing, graph: Graph): readonly Use[] {
  const source =
    "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html";
  return listed(state.origins).flatMap((each) => {
    const { domainName, originAccessControlId } = partOf(each);
    const [, bucket = ""] = /^(.+)\.s3(?:\.[a-z0-9-]+)?\.amazonaws\.com$/.exec(text(domainName)) ?? [];
    if (bucket === "" || text(originAccessControlId) === "") return [];
    const region = text(graph.bucket(bucket)?.state.region) || graph.region;
    return objectUses({ by: "cloudfront.amazonaws.com", purpose: "reading the files of the site", source }, graph, {
      bucket,
      path: "index.html",
      actions: ["s3:GetObject"],
      region,
      context: { "aws:SourceArn": text(state.arn) },
    });
  });
}
