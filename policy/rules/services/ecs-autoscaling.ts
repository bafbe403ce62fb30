import type { PolicyState, TargetState } from "@pulumi/aws/appautoscaling";
import type { ServiceState } from "@pulumi/aws/ecs";
import { known } from "../../unknown-value";
import { stackRule } from "../../rule";
import type { StackResource, StackView } from "../../stack-view";
import { givenValue } from "../../stack-view";

const serviceType = "aws:ecs/service:Service";
const targetTypes = ["aws:appautoscaling/target:Target"];
const policyTypes = ["aws:appautoscaling/policy:Policy", "aws:appautoscaling/scheduledAction:ScheduledAction"];

export const ecsAutoscaling = stackRule({
  id: "ecs-autoscaling",
  title: "ECS services scale by a policy, with room above the smallest number of tasks",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["DS-REL-01", "MP-PERF-08"],
  frameworks: [],
  remediation:
    "Add an aws.appautoscaling.Target for the service with maxCapacity above minCapacity, and an aws.appautoscaling.Policy for it.",
  example: 'new ecs.Service("api", { desiredCount: 2, … }); // and no aws.appautoscaling.Target',
  types: [serviceType],
  check(stack, context) {
    for (const service of stack.of<ServiceState>([serviceType])) {
      // A service that runs on every host of a cluster has as many tasks as there are hosts.
      if (known(() => service.props.schedulingStrategy) === "DAEMON") continue;
      context.about(service).requires({
        read: () => faultOf(stack, service),
        accept: (fault) => fault === "",
        found: (fault) => fault,
        needed: "a scalable target with a policy",
        setting: "aws.appautoscaling.Target",
      });
    }
  },
});

function faultOf(stack: StackView, service: StackResource<ServiceState>): string {
  const targets = stack.of<TargetState>(targetTypes).filter((target) => isOf(target, service));
  const [target] = targets;
  if (target === undefined) return "no scalable target";
  const policies = stack
    .of<PolicyState>(policyTypes)
    .filter((policy) => madeFrom(policy, target) || policy.props.resourceId === target.props.resourceId);
  if (policies.length === 0) return "a scalable target without a policy";
  if (policies.some(neverScales)) return "a policy whose target value no use of the tasks exceeds";
  const { minCapacity = 0, maxCapacity = 0 } = target.props;
  const suspendedState = givenValue(target, "suspendedState");
  if (suspendedState?.dynamicScalingOutSuspended === true) return "a scalable target that does not scale out";
  return maxCapacity > minCapacity ? "" : `between ${minCapacity} and ${maxCapacity} tasks`;
}

/** Whether a policy waits for more than all of a share. Source: Application Auto Scaling API, PredefinedMetricSpecification. */
function neverScales(policy: StackResource<PolicyState>): boolean {
  const tracking = givenValue(policy, "targetTrackingScalingPolicyConfiguration");
  const metric = tracking?.predefinedMetricSpecification?.predefinedMetricType ?? "";
  return /^ECSServiceAverage\w+Utilization$/.test(metric) && (tracking?.targetValue ?? 0) >= 100;
}

/** A target names its service as `service/<cluster>/<service>`. */
function isOf(target: StackResource<TargetState>, service: StackResource<ServiceState>): boolean {
  if (madeFrom(target, service)) return true;
  const name = service.props.name ?? "";
  return name !== "" && (target.props.resourceId ?? "").endsWith(`/${name}`);
}

function madeFrom({ propertyDependencies: { resourceId = [] } }: StackResource, { urn }: StackResource): boolean {
  return resourceId.some((source) => source.urn === urn);
}
