import type * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { ContainerTask, taskFacts } from "./container-task";
import type { ContainerTaskArgs } from "./container-task";
import { taskSecurityGroup } from "./task-security-group";
import type { ReachedService } from "./task-security-group";
import { textOf } from "../stated-values";

/** The inputs of a one-off task. */
export interface OneOffTaskArgs extends ContainerTaskArgs {
  /** The container, such as a migration; its exit code is the result (AH-DEP-11). */
  command: readonly string[];
  /** The name of the cluster the task is run on. */
  clusterName: pulumi.Input<string>;
  /** The network of the task. */
  vpcId: pulumi.Input<string>;
  /** Private subnets the task may run in. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The stores the task uses. @default [] */
  reaches?: readonly ReachedService[];
  /** TCP ports the task may open to the internet. @default all (C-41) */
  egressPorts?: readonly number[];
}

/**
 * A task definition that is started manually or by a pipeline: database migrations, roles, seed data.
 * It has its own roles, log and security group, and the command that starts it.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): none while it does not run; about USD 0.06/0.08 per hour of
 * 1 vCPU and 2 GB.
 */
export class OneOffTask extends pulumi.ComponentResource {
  /** The ARN of the task definition's newest revision. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** The ARN of the role the application acts in. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** The security group the task must run in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** The AWS CLI command that starts the task once. */
  readonly runCommand: pulumi.Output<string>;

  constructor(name: string, args: OneOffTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:service:OneOffTask", name, { ...taskFacts(args), command: args.command }, options);

    const task = new ContainerTask(name, args, { parent: this });
    const securityGroup = taskSecurityGroup(`${name}-tasks`, args, { parent: this });

    this.taskDefinitionArn = task.taskDefinitionArn;
    this.taskRoleArn = task.taskRoleArn;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.logGroupName;
    this.runCommand = runCommand(args, task, securityGroup);
    this.registerOutputs({
      taskDefinitionArn: this.taskDefinitionArn,
      taskRoleArn: this.taskRoleArn,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
      runCommand: this.runCommand,
    });
  }
}

function runCommand(args: OneOffTaskArgs, task: ContainerTask, group: ec2.SecurityGroup): pulumi.Output<string> {
  const subnets = pulumi.output(args.subnetIds).apply((ids) => ids.join(","));
  return textOf`aws ecs run-task --region ${args.region} --cluster ${args.clusterName} --task-definition ${task.taskDefinitionArn} --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[${subnets}],securityGroups=[${group.id}],assignPublicIp=DISABLED}'`;
}
