import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";
import { serviceRole } from "../security/service-role";
import { textOf } from "../stated-values";

export interface FlowLogsArgs {
  stage: Stage;
  /** The stage's account, twelve digits. */
  accountId: string;
  /** The network that is watched. */
  vpcId: pulumi.Input<string>;
  /** The ARN of the key that encrypts the log group; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept: one of the values CloudWatch Logs allows. @default 30 */
  logRetentionDays?: number;
  /** Which traffic is noted. @default "ALL" */
  trafficType?: "ALL" | "ACCEPT" | "REJECT";
}

/**
 * A record of every connection in a network, accepted or rejected, in an encrypted log group. It shows connections
 * for investigations, including those that the security groups rejected.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 0.57/0.69 per GB ingested; about 2 GB a month for a
 * quiet stage.
 */
export class FlowLogs extends pulumi.ComponentResource {
  /** The log group's name. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:network:FlowLogs", name, args, options);

    const logGroup = this.logGroup(name, args);
    const role = this.role(name, args, logGroup);
    this.flowLog(name, args, logGroup, role);

    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  private logGroup(name: string, { stage, logsKeyArn, logRetentionDays = 30 }: FlowLogsArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      { name: physicalName("logGroup", stage, name), retentionInDays: logRetentionDays, kmsKeyId: logsKeyArn },
      { parent: this },
    );
  }

  private role(name: string, { stage, accountId }: FlowLogsArgs, logGroup: cloudwatch.LogGroup): iam.Role {
    return serviceRole(
      `${name}-delivery`,
      {
        stage,
        accountId,
        service: "vpc-flow-logs.amazonaws.com",
        description: "Writes the flow logs of the network into their log group",
        statements: [
          {
            sid: "WriteFlowLogs",
            actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources: [logGroup.arn, textOf`${logGroup.arn}:*`],
          },
          { sid: "FindLogGroup", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
        ],
      },
      { parent: this },
    );
  }

  private flowLog(name: string, args: FlowLogsArgs, logGroup: cloudwatch.LogGroup, role: iam.Role): ec2.FlowLog {
    return new ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: args.trafficType ?? "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: role.arn,
        maxAggregationInterval: 600,
        tags: { Name: physicalName("logGroup", args.stage, name) },
      },
      { parent: this },
    );
  }
}
