import type { ScheduledActionArgs, TargetArgs } from "@pulumi/aws/appautoscaling";
import type { Plain } from "../../plain";
import { resourceRule } from "../../rule";

export const ecsMinimumCapacity = resourceRule<TargetArgs & Pick<ScheduledActionArgs, "scalableTargetAction">>({
  id: "ecs-minimum-capacity",
  title: "Production ECS autoscaling has a minimum capacity of at least two tasks",
  severity: "high",
  enforcement: "productionOnly",
  rows: ["DS-ROL-01"],
  frameworks: [],
  settings: {
    productionTasks: { description: "Minimum tasks of a service in production.", default: 2, minimum: 1, maximum: 100 },
  },
  remediation: "Set minCapacity of the scalable target to two or more.",
  example: 'new aws.appautoscaling.Target("api", { ..., minCapacity: 1 });',
  types: ["aws:appautoscaling/target:Target", "aws:appautoscaling/scheduledAction:ScheduledAction"],
  check({ type, props }, context) {
    context.guard(() => {
      if (props.serviceNamespace !== "ecs") context.notApplicable("Not a target of ECS.");
      const tasks = context.setting("productionTasks");
      context.requires({
        // A scheduled action that says nothing of it leaves what the target says.
        read: () =>
          type.endsWith("ScheduledAction") ? smallestOf(props.scalableTargetAction, tasks) : (props.minCapacity ?? 0),
        accept: (count) => count >= tasks,
        needed: `at least ${tasks} tasks`,
        setting: "minCapacity",
      });
    });
  },
});

function smallestOf(action: Plain<ScheduledActionArgs>["scalableTargetAction"] | undefined, tasks: number): number {
  const { minCapacity, maxCapacity } = action ?? {};
  return Math.min(minCapacity ?? tasks, maxCapacity ?? tasks);
}
