import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { firstRefusal } from "../first-refusal";

/** The type of a delivery stream, to which log groups subscribe. */
export const deliveryStreamType = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

type StreamCreation = Creation<aws.kinesis.FirehoseDeliveryStreamArgs>;

const invalid = (message: string): Refusal => ({ code: "InvalidArgumentException", message });

/** What must go together in an S3 destination. Source: Firehose API reference, ExtendedS3DestinationConfiguration. */
function s3Destination({ inputs }: StreamCreation): Refusal | undefined {
  const s3 = inputs.extendedS3Configuration;
  if (s3 === undefined) return undefined;
  const { prefix = "", errorOutputPrefix } = s3;
  if (prefix.includes("!{") && errorOutputPrefix === undefined) {
    return invalid("ErrorOutputPrefix is required when Prefix contains expressions.");
  }
  if (prefix.includes("!{firehose:error-output-type}")) {
    return invalid("Prefix may not contain the expression !{firehose:error-output-type}.");
  }
  if (errorOutputPrefix?.includes("!{") === true && !errorOutputPrefix.includes("!{firehose:error-output-type}")) {
    return invalid("ErrorOutputPrefix with expressions must contain !{firehose:error-output-type}.");
  }
  const extension = s3.fileExtension ?? "";
  return extension === "" || /^\.[0-9a-z!\-_.*'()]+$/.test(extension)
    ? undefined
    : invalid(`FileExtension ${extension} must begin with a dot and have lower-case letters and digits.`);
}

function encryption({ inputs }: StreamCreation): Refusal | undefined {
  const { enabled, keyType = "AWS_OWNED_CMK", keyArn } = inputs.serverSideEncryption ?? {};
  if (enabled !== true) return undefined;
  return (keyType === "CUSTOMER_MANAGED_CMK") === (keyArn !== undefined)
    ? undefined
    : invalid(`A key of the type ${keyType} ${keyArn === undefined ? "needs" : "takes no"} KeyARN.`);
}

export const firehose: ResourceTypes = {
  [deliveryStreamType]: resourceType<aws.kinesis.FirehoseDeliveryStreamArgs, aws.kinesis.FirehoseDeliveryStreamState>({
    title: "Kinesis Firehose Delivery Stream",
    name: {
      property: "name",
      pattern: /[a-zA-Z0-9_.-]+/,
      maxLength: 64,
      allowed: "1 to 64 letters, digits, dots, hyphens and underscores",
      taken: "ResourceInUseException",
    },
    id: ({ name, arn }) => arn("firehose", `deliverystream/${name}`),
    taggable: true,
    computed: {
      arn: ({ name, arn }) => arn("firehose", `deliverystream/${name}`),
      destinationId: () => "destinationId-000000000001",
      versionId: () => "1",
    },
    recomputed: ["versionId"],
    replaces: ["name", "destination", "kinesisSourceConfiguration", "mskSourceConfiguration"],
    references: [
      {
        property: "extendedS3Configuration.bucketArn",
        to: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
        by: "arn",
        missing: "InvalidArgumentException",
      },
      {
        property: "extendedS3Configuration.roleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidArgumentException",
        assumedBy: "firehose.amazonaws.com",
      },
      {
        property: "extendedS3Configuration.kmsKeyArn",
        to: "aws:kms/key:Key",
        by: "arn",
        missing: "InvalidArgumentException",
      },
      {
        property: "serverSideEncryption.keyArn",
        to: "aws:kms/key:Key",
        by: "arn",
        missing: "InvalidKMSResourceException",
      },
      {
        property: "extendedS3Configuration.cloudwatchLoggingOptions.logGroupName",
        to: "aws:cloudwatch/logGroup:LogGroup",
        by: "name",
        missing: "InvalidArgumentException",
      },
    ],
    refuses: firstRefusal(s3Destination, encryption),
  }),
};
