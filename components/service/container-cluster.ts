import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

export interface ContainerClusterArgs {
  stage: Stage;
  /** The ARN of the key that encrypts sessions in a container and their log; it must allow CloudWatch Logs to use it. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log of those sessions is kept. @default 365 */
  logRetentionDays?: number;
  /** Whether services may run on spare capacity, cheaper and interruptible with two minutes' notice. @default false */
  spot?: boolean;
}

/**
 * The ECS cluster in which the services of a stage run, on Fargate, with Container Insights down to the task. Sessions
 * in containers are recorded: every command and its output, encrypted.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): the cluster is free; Container Insights about USD 0.07 a month
 * for each of about a hundred metrics per service.
 */
export class ContainerCluster extends pulumi.ComponentResource {
  /** The cluster's name. */
  readonly clusterName: pulumi.Output<string>;
  /** The cluster's ARN; there only once its capacity is. */
  readonly clusterArn: pulumi.Output<string>;

  constructor(name: string, args: ContainerClusterArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:service:ContainerCluster", name, args, options);

    const sessionLog = this.sessionLog(name, args);
    const cluster = this.cluster(name, args, sessionLog);
    const capacity = this.capacity(name, args, cluster);

    this.clusterName = capacity.clusterName;
    this.clusterArn = pulumi.all([cluster.arn, capacity.id]).apply(([arn]) => arn);
    this.registerOutputs({ clusterName: this.clusterName, clusterArn: this.clusterArn });
  }

  private sessionLog(
    name: string,
    { stage, logsKeyArn, logRetentionDays = 365 }: ContainerClusterArgs,
  ): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-sessions`,
      {
        name: physicalName("logGroup", stage, name, "sessions"),
        retentionInDays: logRetentionDays,
        kmsKeyId: logsKeyArn,
      },
      { parent: this },
    );
  }

  private cluster(
    name: string,
    { stage, logsKeyArn }: ContainerClusterArgs,
    sessionLog: cloudwatch.LogGroup,
  ): ecs.Cluster {
    return new ecs.Cluster(
      name,
      {
        name: physicalName("cluster", stage, name),
        settings: [{ name: "containerInsights", value: "enhanced" }],
        configuration: {
          executeCommandConfiguration: {
            kmsKeyId: logsKeyArn,
            logging: "OVERRIDE",
            logConfiguration: { cloudWatchLogGroupName: sessionLog.name, cloudWatchEncryptionEnabled: true },
          },
        },
      },
      { parent: this },
    );
  }

  private capacity(
    name: string,
    { spot = false }: ContainerClusterArgs,
    cluster: ecs.Cluster,
  ): ecs.ClusterCapacityProviders {
    return new ecs.ClusterCapacityProviders(
      `${name}-capacity`,
      {
        clusterName: cluster.name,
        capacityProviders: spot ? ["FARGATE", "FARGATE_SPOT"] : ["FARGATE"],
        defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
      },
      { parent: this },
    );
  }
}
