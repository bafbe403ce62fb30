import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** Which distribution is logged, and where to. */
export interface CloudFrontAccessLogArgs {
  stage: Stage;
  /** The ARN of the distribution. */
  distributionArn: pulumi.Input<string>;
  /** The ARN of the bucket; its policy must already allow the log delivery service to write. */
  bucketArn: pulumi.Input<string>;
}

/** CloudFront delivers its logs in this region, regardless of the bucket's. */
const region = "us-east-1";

/**
 * The logged fields of each request. Query strings, cookies and referrers are omitted: they contain tokens and search
 * terms. Source of the names: CloudFront Developer Guide, "Standard log file fields".
 */
const recordFields = [
  "date",
  "time",
  "x-edge-location",
  "c-ip",
  "c-port",
  "cs-method",
  "x-host-header",
  "cs-uri-stem",
  "cs-protocol",
  "cs-protocol-version",
  "cs(User-Agent)",
  "cs-bytes",
  "sc-status",
  "sc-bytes",
  "sc-content-type",
  "time-taken",
  "time-to-first-byte",
  "x-edge-request-id",
  "x-edge-result-type",
  "x-edge-detailed-result-type",
  "ssl-protocol",
  "ssl-cipher",
];

/**
 * Access logs of a distribution in a bucket of the stage's region, by CloudFront's standard logging v2:
 * v1 needs access control lists and does not support opt-in regions such as af-south-1 (CloudFront Developer Guide,
 * "Configure standard logging"). Cost: about USD 0.25 per GB delivered.
 */
export function cloudFrontAccessLog(
  name: string,
  args: CloudFrontAccessLogArgs,
  options: pulumi.CustomResourceOptions,
): cloudwatch.LogDelivery {
  const physical = physicalName("logDelivery", args.stage, name);
  const source = new cloudwatch.LogDeliverySource(
    `${name}-log-source`,
    { region, name: physical, logType: "ACCESS_LOGS", resourceArn: args.distributionArn },
    options,
  );
  const destination = new cloudwatch.LogDeliveryDestination(
    `${name}-log-destination`,
    {
      region,
      name: physical,
      outputFormat: "json",
      deliveryDestinationConfiguration: { destinationResourceArn: args.bucketArn },
    },
    options,
  );
  return new cloudwatch.LogDelivery(
    `${name}-log-delivery`,
    { region, deliverySourceName: source.name, deliveryDestinationArn: destination.arn, recordFields },
    options,
  );
}
