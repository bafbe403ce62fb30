import { containerTypes } from "../../selectors/containers";
import type { TaskArgs } from "../../selectors/containers";
import { needsOfTasks, taskNeeds } from "../../selectors/task-needs";
import { resourceRule } from "../../rule";

export const ahProdSizing = resourceRule<TaskArgs>({
  id: "ah-prod-sizing",
  title: "A production task has at least the CPU, memory and ephemeral storage that its system requires",
  severity: "medium",
  enforcement: "productionOnly",
  rows: ["AH-INF-01", "AH-INF-02", "AH-INF-03"],
  frameworks: [],
  remediation: "Set cpu, memory and ephemeralStorage to at least the minimum in the StageManifest.",
  example: 'new ContainerService("ahava-healthcare-api", { cpu: 512, memory: 1024, ... });',
  types: containerTypes,
  check(resource, context) {
    const { props } = resource;
    const task = taskNeeds(resource, context);
    const least = "needs" in task ? task.needs.least : undefined;
    if (least === undefined) {
      context.notApplicable(`${needsOfTasks} has no minimum size for the task.`);
      return;
    }
    for (const [setting, wanted, unit, read] of [
      ["cpu", least.cpu ?? 0, "units", () => unitsOf(props.cpu)],
      ["memory", least.memory ?? 0, "MiB", () => unitsOf(props.memory)],
      ["ephemeralStorage", least.ephemeralStorage ?? 0, "GiB", () => diskOf(props.ephemeralStorage)],
    ] as const) {
      context.requires({
        read,
        accept: (value) => value >= wanted,
        found: (value) => `${setting} ${value} ${unit}`,
        needed: `at least ${wanted} ${unit}`,
        setting,
      });
    }
  },
});

/** ECS's value of `2048`, `2 vCPU` or `4 GB`; 0 if it is not set. */
function unitsOf(value: string | number | undefined): number {
  const [, count = "0", unit = ""] = /^\s*([\d.]+)\s*(vcpu|gb)?\s*$/i.exec(String(value ?? "0")) ?? [];
  return Number(count) * (unit === "" ? 1 : 1024);
}

/** Gibibytes of a task's disk; Fargate's default is 20. */
function diskOf(value: TaskArgs["ephemeralStorage"]): number {
  return (typeof value === "object" ? value.sizeInGib : value) ?? 20;
}
