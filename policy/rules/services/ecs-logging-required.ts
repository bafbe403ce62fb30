import { eachContainer } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { resourceRule } from "../../rule";

export const ecsLoggingRequired = resourceRule<TaskArgs>({
  id: "ecs-logging-required",
  title: "ECS containers have a log driver",
  severity: "medium",
  enforcement: "everywhere",
  rows: ["MP-CODE-04"],
  frameworks: ["FSBP ECS.9", "cdk-nag ECS7"],
  remediation: "Give each container a logConfiguration; with the awslogs driver also awslogs-group.",
  example: 'containerDefinitions: JSON.stringify([{ name: "api", image }])',
  types: ["aws:ecs/taskDefinition:TaskDefinition"],
  check(resource, context) {
    eachContainer(resource, context, ({ name, logConfiguration }) => {
      context.requires({
        read: () => logConfiguration?.logDriver,
        accept: (driver) => driver !== undefined && driver !== "none",
        found: () => `no log driver in container ${name}`,
        needed: "a logConfiguration with a log driver",
        setting: "logConfiguration",
      });
      if (logConfiguration?.logDriver !== "awslogs") return;
      context.requires({
        read: () => logConfiguration.options?.["awslogs-group"] ?? "",
        accept: (group) => group !== "",
        found: () => `an awslogs driver without a log group in container ${name}`,
        needed: "the option awslogs-group",
        setting: "logConfiguration",
      });
    });
  },
});
