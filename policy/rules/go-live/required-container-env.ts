import type { RuleContext } from "../../context";
import { containerTypes, eachContainer } from "../../selectors/containers";
import type { Container, TaskArgs } from "../../selectors/containers";
import { needsOfTasks, taskNeeds } from "../../selectors/task-needs";
import { resourceRule } from "../../rule";
import type { CheckedResource } from "../../rule";

export const requiredContainerEnv = resourceRule<TaskArgs>({
  id: "required-container-env",
  title: "API containers have the environment variables and secrets they require to start",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-VAL-02", "DS-VAL-03", "DS-VAL-04", "DS-PRE-01", "MP-ENV-02"],
  frameworks: [],
  remediation:
    "Add the missing names: secrets with valueFrom, the others to environment. The StageManifest lists them.",
  example: 'new ContainerService("doctor-system-api", { secrets: {}, ... });',
  types: containerTypes,
  check(resource, context) {
    const task = taskNeeds(resource, context);
    if ("why" in task) {
      if (task.why === "no API") context.notApplicable("Not an API.");
      else if (task.why === "no manifest") context.undecided(`${needsOfTasks} with the needs of ${task.called}`);
      else
        context.fails({
          found: `nothing about ${task.called} in the stage's manifest`,
          needed: `its secrets and variables in the ${needsOfTasks}`,
          setting: "systems",
        });
      return;
    }
    const { role, needs } = task;
    const container = containerOf(resource, context, role);
    if (container === undefined) return;
    const secrets = () => (container.secrets ?? []).map(({ name }) => name);
    const all = () => [...(container.environment ?? []).map(({ name }) => name), ...secrets()];
    for (const [what, wanted, present, setting] of [
      ["secret", needs.secrets, secrets, "secrets"],
      ["variable", needs.variables, all, "environment"],
    ] as const) {
      context.requires({
        read: () => wanted.filter((name) => !present().includes(name)),
        accept: (missing) => missing.length === 0,
        found: (missing) => `no ${what} ${missing.join(", ")} in container ${container.name}`,
        needed: `the ${what}s ${wanted.join(", ")}`,
        setting,
      });
    }
  },
});

/** The main container of a task: the one named after its role, or its only one. Sidecars have their own variables. */
function containerOf(resource: CheckedResource<TaskArgs>, context: RuleContext, role: string): Container | undefined {
  const containers: Container[] = [];
  eachContainer(resource, context, (container) => containers.push(container));
  const own =
    containers.find(({ name }) => name.includes(role)) ?? (containers.length === 1 ? containers[0] : undefined);
  // Unreadable containers are reported already.
  if (own === undefined && context.waiting.length === 0) {
    context.fails({ found: `no container named ${role}`, needed: `a container named ${role}`, setting: "name" });
  }
  return own;
}
