import type * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { blueGreenRole } from "./blue-green-role";
import type { BlueGreenRouting } from "./blue-green-test-listener";
import { ContainerTask, taskFacts } from "./container-task";
import type { ContainerTaskArgs } from "./container-task";
import { physicalName } from "../naming";
import { runsAsWanted } from "./running-tasks";
import { serviceAutoscaling } from "./service-autoscaling";
import { taskSecurityGroup } from "./task-security-group";
import type { ReachedService } from "./task-security-group";

/** The load balancer of a service. */
export interface ServiceLoadBalancer {
  /** The target group the tasks join; some listener must already forward to it. */
  targetGroupArn: pulumi.Input<string>;
  /** The load balancer's security group: the only one that may reach the tasks. */
  securityGroupId: pulumi.Input<string>;
  /** The health check grace period in seconds. @default 60 */
  healthCheckGracePeriod?: number;
  /** The inputs of blue-green deployments. @default none */
  blueGreen?: { [K in keyof BlueGreenRouting]: pulumi.Input<string> };
  /** Scaling by requests. @default CPU and memory only */
  scaling?: {
    /** Requests per task and minute to aim at. */
    requestsPerTarget: number;
    /** `<load balancer's ARN suffix>/<target group's ARN suffix>`. */
    resourceLabel: pulumi.Input<string>;
  };
}

/**
 * The deployment strategy: "rolling" task by task, or "blue-green" all at once, after a test
 * beside it; the old tasks then stay for `bakeMinutes`, 0 to 1440, in which an alarm shifts the traffic back to them.
 */
export type ServiceDeployment = { strategy: "rolling" } | { strategy: "blue-green"; bakeMinutes: number };

/** The inputs of a service. */
export interface ContainerServiceArgs extends ContainerTaskArgs {
  /** The ARN of the cluster. */
  clusterArn: pulumi.Input<string>;
  /** The name of the cluster. */
  clusterName: pulumi.Input<string>;
  /** The network of the tasks. */
  vpcId: pulumi.Input<string>;
  /** Private subnets in different zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Tasks that always run; at least 2 in production, in different zones. */
  minimumTasks: number;
  /** Tasks that autoscaling never exceeds. */
  maximumTasks: number;
  /** The load balancer; needs `port`. @default none, for a worker */
  loadBalancer?: ServiceLoadBalancer;
  /** The stores the tasks use. @default [] */
  reaches?: readonly ReachedService[];
  /** TCP ports the tasks may open to the internet. @default all (C-41) */
  egressPorts?: readonly number[];
  /** Names of alarms that roll back a deployment when they fire during it. @default none */
  deploymentAlarmNames?: readonly pulumi.Input<string>[];
  /** The deployment strategy; "blue-green" needs `loadBalancer.blueGreen`. @default rolling */
  deployment?: ServiceDeployment;
  /** Average CPU in percent that autoscaling aims at. @default 60 */
  scaleAtCpuPercent?: number;
  /** Average memory in percent that autoscaling aims at. @default 70 */
  scaleAtMemoryPercent?: number;
}

/**
 * An ECS service on Fargate that replaces its tasks one by one or all at once, rolls a failing deployment back, and scales
 * with its load; without a port it is a worker. Only its load balancer can reach its tasks.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 36/47 a month per vCPU and USD 4/5 per GB of memory
 * of each running task: two tasks of 2 vCPU and 4 GB cost about USD 175/230, and twice that during a blue-green deployment.
 */
export class ContainerService extends pulumi.ComponentResource {
  /** The name of the service. */
  readonly serviceName: pulumi.Output<string>;
  /** The ARN of the service. */
  readonly serviceArn: pulumi.Output<string>;
  /** The name of its cluster. */
  readonly clusterName: pulumi.Output<string>;
  /** The security group of its tasks. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The ARN of the role the application acts in. */
  readonly taskRoleArn: pulumi.Output<string>;
  /** The ARN of the task definition's newest revision. */
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** Whether exactly the tasks of these arguments run; known once the service is deployed. */
  readonly runsAsWanted: pulumi.Output<boolean>;
  /** The name of the log group. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ContainerServiceArgs, options?: pulumi.ComponentResourceOptions) {
    refuseLoadBalancerWithoutPort(name, args);
    refuseBlueGreenUnprepared(name, args);
    super("care-platform:service:ContainerService", name, serviceFacts(args), options);

    const task = new ContainerTask(name, args, { parent: this });
    const securityGroup = this.securityGroup(name, args);
    const service = this.service(name, args, task, securityGroup);
    this.autoscaling(name, args, service);

    this.serviceName = service.name;
    this.serviceArn = service.arn;
    this.clusterName = pulumi.output(args.clusterName);
    this.securityGroupId = securityGroup.id;
    this.taskRoleArn = task.taskRoleArn;
    this.taskDefinitionArn = task.taskDefinitionArn;
    this.runsAsWanted = runsAsWanted(service, task.wantedContainers, { parent: this });
    this.logGroupName = task.logGroupName;
    this.registerOutputs({
      serviceName: this.serviceName,
      serviceArn: this.serviceArn,
      clusterName: this.clusterName,
      securityGroupId: this.securityGroupId,
      taskRoleArn: this.taskRoleArn,
      taskDefinitionArn: this.taskDefinitionArn,
      logGroupName: this.logGroupName,
    });
  }

  private securityGroup(name: string, args: ContainerServiceArgs): ec2.SecurityGroup {
    const loadBalancer =
      args.loadBalancer && args.port !== undefined
        ? { securityGroupId: args.loadBalancer.securityGroupId, port: args.port }
        : undefined;
    return taskSecurityGroup(`${name}-tasks`, { ...args, loadBalancer }, { parent: this });
  }

  private service(
    name: string,
    args: ContainerServiceArgs,
    task: ContainerTask,
    securityGroup: ec2.SecurityGroup,
  ): ecs.Service {
    const alarmNames = args.deploymentAlarmNames ?? [];
    const blueGreen = args.deployment?.strategy === "blue-green" ? args.deployment : undefined;
    return new ecs.Service(
      `${name}-service`,
      {
        name: physicalName("service", args.stage, name),
        cluster: args.clusterArn,
        taskDefinition: task.taskDefinitionArn,
        desiredCount: args.minimumTasks,
        capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
        platformVersion: "LATEST",
        networkConfiguration: {
          subnets: args.subnetIds,
          securityGroups: [securityGroup.id],
          assignPublicIp: false,
        },
        ...(args.loadBalancer && behind(args.loadBalancer, args, this.trafficRole(name, args))),
        ...(blueGreen && {
          deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: String(blueGreen.bakeMinutes) },
        }),
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        ...(alarmNames.length > 0 && { alarms: { alarmNames: [...alarmNames], enable: true, rollback: true } }),
        availabilityZoneRebalancing: "ENABLED",
        // ECS Exec needs a writable root file system and opens a shell on patient data (C-16).
        enableExecuteCommand: false,
        enableEcsManagedTags: true,
        propagateTags: "SERVICE",
        waitForSteadyState: true,
      },
      // The task's roles must hold their policies before the first task starts; autoscaling owns the count afterwards.
      {
        parent: this,
        dependsOn: [task],
        ignoreChanges: ["desiredCount"],
        ...(blueGreen && { customTimeouts: timeouts(blueGreen.bakeMinutes) }),
      },
    );
  }

  private trafficRole(name: string, args: ContainerServiceArgs): pulumi.Output<string> | undefined {
    return args.deployment?.strategy === "blue-green" ? blueGreenRole(name, args, { parent: this }) : undefined;
  }

  private autoscaling(name: string, args: ContainerServiceArgs, service: ecs.Service): void {
    const scaling = args.loadBalancer?.scaling;
    serviceAutoscaling(
      name,
      {
        stage: args.stage,
        clusterName: args.clusterName,
        serviceName: service.name,
        minimumTasks: args.minimumTasks,
        maximumTasks: args.maximumTasks,
        cpuPercent: args.scaleAtCpuPercent,
        memoryPercent: args.scaleAtMemoryPercent,
        requests: scaling && { perTarget: scaling.requestsPerTarget, resourceLabel: scaling.resourceLabel },
      },
      { parent: this },
    );
  }
}

/** Facts of a service for rules at preview time: the task's facts and the numbers of the service. */
function serviceFacts(args: ContainerServiceArgs) {
  return {
    ...taskFacts(args),
    minimumTasks: args.minimumTasks,
    maximumTasks: args.maximumTasks,
    behindLoadBalancer: args.loadBalancer !== undefined,
    deployment: args.deployment?.strategy ?? "rolling",
    bakeMinutes: args.deployment?.strategy === "blue-green" ? args.deployment.bakeMinutes : undefined,
    deploymentAlarms: args.deploymentAlarmNames?.length ?? 0,
  };
}

/** Inputs of a service behind a load balancer. */
function behind(
  { targetGroupArn, healthCheckGracePeriod = 60, blueGreen }: ServiceLoadBalancer,
  args: ContainerServiceArgs,
  trafficRoleArn: pulumi.Output<string> | undefined,
) {
  const advancedConfiguration = blueGreen &&
    trafficRoleArn && {
      alternateTargetGroupArn: blueGreen.alternateTargetGroupArn,
      productionListenerRule: blueGreen.productionListenerRuleArn,
      testListenerRule: blueGreen.testListenerRuleArn,
      roleArn: trafficRoleArn,
    };
  return {
    healthCheckGracePeriodSeconds: healthCheckGracePeriod,
    loadBalancers: [{ targetGroupArn, containerName: args.role, containerPort: args.port ?? 0, advancedConfiguration }],
  };
}

/** The provider's timeout in minutes: its default of twenty for the tasks, ten for the traffic shift, and the bake time. */
function timeouts(bakeMinutes: number): pulumi.CustomTimeouts {
  const minutes = `${30 + bakeMinutes}m`;
  return { create: minutes, update: minutes };
}

function refuseBlueGreenUnprepared(name: string, { deployment, loadBalancer }: ContainerServiceArgs): void {
  if (deployment?.strategy !== "blue-green") return;
  const { bakeMinutes } = deployment;
  if (loadBalancer?.blueGreen === undefined) {
    throw new pulumi.RunError(
      `The service ${name} deploys blue-green but has no second target group; set blueGreen of its edge.`,
    );
  }
  if (!Number.isInteger(bakeMinutes) || bakeMinutes < 0 || bakeMinutes > 1440) {
    throw new pulumi.RunError(`The service ${name} has bakeMinutes ${bakeMinutes}; it must be 0 to 1440.`);
  }
  // The metric is one target group's, and the tasks move to the other with every release.
  if (loadBalancer.scaling !== undefined) {
    throw new pulumi.RunError(`The service ${name} deploys blue-green and cannot scale with requests too.`);
  }
}

function refuseLoadBalancerWithoutPort(name: string, args: ContainerServiceArgs): void {
  if (args.loadBalancer && args.port === undefined) {
    throw new pulumi.RunError(`The service ${name} is behind a load balancer but has no port; set one.`);
  }
  if (args.minimumTasks > args.maximumTasks) {
    throw new pulumi.RunError(
      `The service ${name} has minimumTasks ${args.minimumTasks}; ` +
        `it must be at most maximumTasks, ${args.maximumTasks}.`,
    );
  }
}
