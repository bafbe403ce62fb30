import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { distributionType } from "../edge/cloudfront-distribution-checks";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const sourceType = "aws:cloudwatch/logDeliverySource:LogDeliverySource";
const destinationType = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";
const deliveryType = "aws:cloudwatch/logDelivery:LogDelivery";

const nameRule = {
  property: "name",
  pattern: /[\w-]+/,
  maxLength: 60,
  allowed: "1 to 60 letters, digits, hyphens and underscores",
  taken: "ConflictException",
} as const;

const conflict = (message: string): Refusal => ({ code: "ConflictException", message });

type SourceCreation = Creation<aws.cloudwatch.LogDeliverySourceArgs>;

/** The logs of CloudFront are handed over in one region only. */
function sourceRegion({ inputs, account }: SourceCreation): Refusal | undefined {
  return textOf(inputs.resourceArn).startsWith("arn:aws:cloudfront:") && account.region !== "us-east-1"
    ? { code: "ValidationException", message: "This resource is not allowed for this LogType." }
    : undefined;
}

function oneSource({ inputs, id, account }: SourceCreation): Refusal | undefined {
  const same = account
    .list(sourceType)
    .some(
      (other) =>
        other.id !== id && other.state.resourceArn === inputs.resourceArn && other.state.logType === inputs.logType,
    );
  return same
    ? conflict("This ResourceId has already been used in another Delivery Source in this account")
    : undefined;
}

function oneDelivery({ inputs, id, account }: Creation<aws.cloudwatch.LogDeliveryArgs>): Refusal | undefined {
  const same = account
    .list(deliveryType)
    .some(
      (other) =>
        other.id !== id &&
        other.state.deliverySourceName === inputs.deliverySourceName &&
        other.state.deliveryDestinationArn === inputs.deliveryDestinationArn,
    );
  return same ? conflict("Delivery already exists for this source and destination") : undefined;
}

/** The log delivery of services that hand their logs over by CloudWatch: a source, a destination, and the two joined. */
export const logDelivery: ResourceTypes = {
  [sourceType]: resourceType<aws.cloudwatch.LogDeliverySourceArgs, aws.cloudwatch.LogDeliverySourceState>({
    title: "CloudWatch Logs Delivery Source",
    name: nameRule,
    taggable: true,
    computed: {
      arn: ({ name, arn }) => arn("logs", `delivery-source:${name}`),
      service: ({ inputs }) => textOf(inputs.resourceArn).split(":")[2] ?? "",
    },
    replaces: ["name", "logType", "resourceArn"],
    references: [
      {
        property: "resourceArn",
        to: distributionType,
        by: "arn",
        missing: "ResourceNotFoundException",
        // Other services hand over logs in the same way and are not looked for.
        except: /^arn:aws:(?!cloudfront:)/,
      },
    ],
    refuses: firstRefusal(sourceRegion, oneSource),
  }),
  [destinationType]: resourceType<
    aws.cloudwatch.LogDeliveryDestinationArgs,
    aws.cloudwatch.LogDeliveryDestinationState
  >({
    title: "CloudWatch Logs Delivery Destination",
    name: nameRule,
    taggable: true,
    computed: {
      arn: ({ name, arn }) => arn("logs", `delivery-destination:${name}`),
      deliveryDestinationType: ({ inputs }) => {
        const target = textOf(inputs.deliveryDestinationConfiguration?.destinationResourceArn).split(":")[2] ?? "";
        return { s3: "S3", logs: "CWL", firehose: "FH" }[target] ?? "XRAY";
      },
    },
    replaces: ["name", "outputFormat"],
    references: [
      {
        property: "deliveryDestinationConfiguration.destinationResourceArn",
        to: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", "aws:cloudwatch/logGroup:LogGroup"],
        by: "arn",
        missing: "ResourceNotFoundException",
        except: /^arn:aws:firehose:/,
      },
    ],
  }),
  [deliveryType]: resourceType<aws.cloudwatch.LogDeliveryArgs, aws.cloudwatch.LogDeliveryState>({
    title: "CloudWatch Logs Delivery",
    empty: { fieldDelimiter: "", recordFields: [], s3DeliveryConfigurations: [] },
    id: ({ hex }) => hex(16),
    taggable: true,
    computed: { arn: ({ id, arn }) => arn("logs", `delivery:${id}`) },
    replaces: ["deliverySourceName", "deliveryDestinationArn"],
    references: [
      {
        property: "deliverySourceName",
        to: sourceType,
        by: "name",
        missing: "ResourceNotFoundException",
        inUse: "ConflictException",
      },
      {
        property: "deliveryDestinationArn",
        to: destinationType,
        by: "arn",
        missing: "ResourceNotFoundException",
        inUse: "ConflictException",
      },
    ],
    refuses: oneDelivery,
  }),
};
