import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

/** The destination of a log group's records; the output `destination` of LogArchiveStream is one. */
export interface LogArchiveDestination {
  /** The ARN of the Firehose stream. */
  readonly streamArn: pulumi.Input<string>;
  /** The ARN of the role with which CloudWatch Logs delivers the records. */
  readonly roleArn: pulumi.Input<string>;
}

/**
 * Copies all records of a log group to the archive (AH-BAK-04). It is one of the two subscriptions that a group can
 * have (CloudWatch Logs quotas). Free of charge; the stream is charged by volume.
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
