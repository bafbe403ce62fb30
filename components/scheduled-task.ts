import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as iam from "@pulumi/aws/iam";
import * as scheduler from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { ContainerTask, taskFacts } from "./container-task";
import type { ContainerTaskArgs } from "./container-task";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import { physicalName } from "./naming";
import { serviceRole } from "./service-role";
import { taskSecurityGroup } from "./task-security-group";
import type { ReachedService } from "./task-security-group";

/** What is run, when, and whom it may reach. */
export interface ScheduledTaskArgs extends ContainerTaskArgs {
  /** Where it is told that a run failed or never began. */
  routing: AlarmRouting;
  /** What the task runs; its exit code is its result. */
  command: readonly string[];
  /** When, as EventBridge Scheduler writes it: `cron(0 2 * * ? *)`. */
  schedule: string;
  /** The time zone of the schedule by its IANA name: "Africa/Johannesburg". */
  timeZone: string;
  /** The ARN of the cluster the task runs on. */
  clusterArn: pulumi.Input<string>;
  /** The network of the task. */
  vpcId: pulumi.Input<string>;
  /** Private subnets the task may run in. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** The stores the task uses. @default [] */
  reaches?: readonly ReachedService[];
  /** TCP ports the task may open to the internet. @default all (C-41) */
  egressPorts?: readonly number[];
  /** How often a run that could not be started is tried again, 0 to 185. @default 3 */
  startAttempts?: number;
  /** Seconds after which a run that could not be started is given up, 60 to 86400. @default 3600 */
  giveUpAfter?: number;
}

/**
 * A task that runs by the clock: the schedule starts it, tries again when it cannot, and tells when it gives up; a run that
 * fails is told too. It needs no dead-letter queue, for what a late run would do the next one does.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): schedules are free up to 14 million runs; about USD 0.06/0.08 per
 * hour of 1 vCPU and 2 GB while it runs.
 */
export class ScheduledTask extends pulumi.ComponentResource {
  /** The name of the schedule. */
  readonly scheduleName: pulumi.Output<string>;
  /** The ARN of the task definition's newest revision, which the next run uses. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** The ARN of the role the application acts in. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** The security group of the task. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ScheduledTaskArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:service:ScheduledTask", name, facts(args), options);

    const task = new ContainerTask(name, args, { parent: this });
    const securityGroup = taskSecurityGroup(`${name}-tasks`, args, { parent: this });
    const group = this.group(name, args);
    const role = this.role(name, args, task);
    const schedule = this.schedule(name, args, { task, securityGroup, group, role });
    this.notStartedAlarm(name, args, group);
    this.failureEvent(name, args, task);

    this.scheduleName = schedule.name;
    this.taskDefinitionArn = task.taskDefinitionArn;
    this.taskRoleArn = task.taskRoleArn;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.logGroupName;
    this.registerOutputs({
      scheduleName: this.scheduleName,
      taskDefinitionArn: this.taskDefinitionArn,
      taskRoleArn: this.taskRoleArn,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
    });
  }

  /** A group of its own, because the metrics of a schedule are those of its group. */
  private group(name: string, args: ScheduledTaskArgs): scheduler.ScheduleGroup {
    return new scheduler.ScheduleGroup(
      `${name}-group`,
      { name: physicalName("scheduleGroup", args.stage, name) },
      { parent: this },
    );
  }

  /** May start this task on this cluster, hand it its two roles, and nothing else. */
  private role(name: string, args: ScheduledTaskArgs, task: ContainerTask): iam.Role {
    return serviceRole(
      `${name}-schedule`,
      {
        stage: args.stage,
        service: "scheduler.amazonaws.com",
        accountId: args.accountId,
        description: `Starts ${args.system} ${args.role} by the clock`,
        statements: [
          {
            sid: "RunThisTask",
            actions: ["ecs:RunTask"],
            resources: [pulumi.interpolate`${familyOf(task)}*`],
            conditions: { ArnEquals: { "ecs:cluster": args.clusterArn } },
          },
          {
            sid: "HandOverItsRoles",
            actions: ["iam:PassRole"],
            resources: [task.taskRoleArn, task.executionRoleArn],
            conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
          },
          {
            sid: "TagItsRuns",
            actions: ["ecs:TagResource"],
            resources: [pulumi.output(args.clusterArn).apply((arn) => `${arn.replace(":cluster/", ":task/")}/*`)],
            conditions: { StringEquals: { "ecs:CreateAction": "RunTask" } },
          },
        ],
      },
      { parent: this },
    );
  }

  private schedule(
    name: string,
    args: ScheduledTaskArgs,
    parts: { task: ContainerTask; securityGroup: ec2.SecurityGroup; group: scheduler.ScheduleGroup; role: iam.Role },
  ): scheduler.Schedule {
    return new scheduler.Schedule(
      `${name}-schedule`,
      {
        name: physicalName("schedule", args.stage, name),
        groupName: parts.group.name,
        description: `Runs ${args.system} ${args.role}`,
        scheduleExpression: args.schedule,
        scheduleExpressionTimezone: args.timeZone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.clusterArn,
          roleArn: parts.role.arn,
          ecsParameters: {
            taskDefinitionArn: parts.task.taskDefinitionArn,
            taskCount: 1,
            launchType: "FARGATE",
            platformVersion: "LATEST",
            networkConfiguration: {
              subnets: args.subnetIds,
              securityGroups: [parts.securityGroup.id],
              assignPublicIp: false,
            },
            enableEcsManagedTags: true,
            enableExecuteCommand: false,
            propagateTags: "TASK_DEFINITION",
          },
          retryPolicy: {
            maximumRetryAttempts: args.startAttempts ?? 3,
            maximumEventAgeInSeconds: args.giveUpAfter ?? 3600,
          },
        },
      },
      { parent: this },
    );
  }

  private notStartedAlarm(name: string, args: ScheduledTaskArgs, group: scheduler.ScheduleGroup): void {
    metricAlarm(
      `${name}-not-started`,
      {
        stage: args.stage,
        severity: "critical",
        routing: args.routing,
        summary: `The scheduled task ${name} could not be started and was given up; its work was not done.`,
        runbook: "scheduled-task-not-started",
        threshold: 0,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        // Nothing is reported while nothing is dropped.
        treatMissingData: "notBreaching",
        metric: {
          namespace: "AWS/Scheduler",
          name: "InvocationDroppedCount",
          dimensions: { ScheduleGroup: group.name },
          statistic: "Sum",
          period: 300,
        },
      },
      { parent: this },
    );
  }

  /** A run that ended with anything but 0, or that ECS accepted and then could not start. */
  private failureEvent(name: string, args: ScheduledTaskArgs, task: ContainerTask): void {
    const rule = new cloudwatch.EventRule(
      `${name}-failed`,
      {
        name: physicalName("eventRule", args.stage, name, "failed"),
        description: `A run of ${name} failed`,
        eventPattern: pulumi.jsonStringify({
          source: ["aws.ecs"],
          "detail-type": ["ECS Task State Change"],
          detail: {
            clusterArn: [args.clusterArn],
            lastStatus: ["STOPPED"],
            taskDefinitionArn: [{ prefix: familyOf(task) }],
            $or: [{ containers: { exitCode: [{ "anything-but": [0] }] } }, { stopCode: ["TaskFailedToStart"] }],
          },
        }),
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-failed-topic`,
      {
        rule: rule.name,
        targetId: "critical",
        arn: args.routing.topicArns.critical,
        inputTransformer: {
          inputPaths: { reason: "$.detail.stoppedReason", task: "$.detail.taskArn" },
          inputTemplate: JSON.stringify(
            `A run of ${name} failed: <reason> (<task>) Runbook: ${args.routing.runbookUrl}/scheduled-task-failed.md`,
          ),
        },
      },
      { parent: this },
    );
  }
}

/** The ARN of a task definition up to the number of its revision. */
function familyOf(task: ContainerTask): pulumi.Output<string> {
  return task.taskDefinitionArn.apply((arn) => arn.replace(/\d+$/, ""));
}

/** What a rule reads of the task at preview time. */
function facts(args: ScheduledTaskArgs) {
  return { ...taskFacts(args), command: args.command, schedule: args.schedule, timeZone: args.timeZone };
}
