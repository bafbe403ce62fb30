import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

/** Where the records of a log group are copied to; the output `destination` of LogArchiveStream is one. */
export interface LogArchiveDestination {
  /** The ARN of the Firehose stream. */
  readonly streamArn: pulumi.Input<string>;
  /** The ARN of the role in which CloudWatch Logs hands the records over. */
  readonly roleArn: pulumi.Input<string>;
}

/**
 * Copies everything a log group takes in to the archive (AH-BAK-04). It is one of the two subscriptions that a group can
 * have (CloudWatch Logs quotas). Free of charge; the stream costs by what goes through it.
 */
export function archivedLog(
  name: string,
  logGroup: cloudwatch.LogGroup,
  destination: LogArchiveDestination,
  options: pulumi.CustomResourceOptions,
): cloudwatch.LogSubscriptionFilter {
  return new cloudwatch.LogSubscriptionFilter(
    name,
    {
      name: "archive",
      logGroup: logGroup.name,
      // Every record.
      filterPattern: "",
      destinationArn: destination.streamArn,
      roleArn: destination.roleArn,
      distribution: "Random",
    },
    options,
  );
}
