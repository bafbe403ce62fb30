import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The range and the targets of a service's autoscaling. */
export interface ServiceAutoscalingArgs {
  stage: Stage;
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  /** Never fewer tasks than this. */
  minimumTasks: number;
  /** Never more tasks than this. */
  maximumTasks: number;
  /** Target of average CPU in percent; below the alarm's 70 % (C-10). @default 60 */
  cpuPercent?: number;
  /** Average memory in percent that scaling aims at; below the 80 % of its alarm (C-10). @default 70 */
  memoryPercent?: number;
  /** Target of requests per target and minute, with the target group. @default none */
  requests?: {
    perTarget: number;
    /** `<load balancer's ARN suffix>/<target group's ARN suffix>`. */
    resourceLabel: pulumi.Input<string>;
  };
}

/** Seconds before the next step: tasks are added soon and taken away slowly, so that a wave of requests is ridden out. */
const cooldown = { out: 60, in: 300 };

/** Scales a service by CPU, memory and, behind a load balancer, requests. Free of charge. */
export function serviceAutoscaling(
  name: string,
  args: ServiceAutoscalingArgs,
  options: pulumi.CustomResourceOptions,
): appautoscaling.Target {
  const target = new appautoscaling.Target(
    `${name}-scaling`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
      minCapacity: args.minimumTasks,
      maxCapacity: args.maximumTasks,
    },
    options,
  );
  const follow = (
    role: string,
    targetValue: number,
    predefinedMetricType: string,
    resourceLabel?: pulumi.Input<string>,
  ) =>
    new appautoscaling.Policy(
      `${name}-scaling-${role}`,
      {
        name: physicalName("scalingPolicy", args.stage, name, role),
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
          targetValue,
          scaleOutCooldown: cooldown.out,
          scaleInCooldown: cooldown.in,
          predefinedMetricSpecification: { predefinedMetricType, resourceLabel },
        },
      },
      options,
    );
  follow("cpu", args.cpuPercent ?? 60, "ECSServiceAverageCPUUtilization");
  follow("memory", args.memoryPercent ?? 70, "ECSServiceAverageMemoryUtilization");
  if (args.requests) {
    follow("requests", args.requests.perTarget, "ALBRequestCountPerTarget", args.requests.resourceLabel);
  }
  return target;
}
