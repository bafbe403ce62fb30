import { containerTypes } from "../../readings/containers";
import type { TaskArgs } from "../../readings/containers";
import { apiOf } from "../../readings/systems";
import { resourceRule } from "../../rule";

export const ahProdSizing = resourceRule<TaskArgs>({
  id: "ah-prod-sizing",
  title: "The production API of ahava-healthcare has the minimum CPU, memory and ephemeral storage",
  severity: "medium",
  rows: ["AH-INF-01", "AH-INF-02", "AH-INF-03"],
  frameworks: [],
  settings: {
    cpuUnits: {
      description: "Minimum CPU of one task, in units of 1/1024 vCPU.",
      default: 2048,
      minimum: 256,
      maximum: 16384,
    },
    memoryMebibytes: {
      description: "Minimum memory of one task, in MiB.",
      default: 4096,
      minimum: 512,
      maximum: 122880,
    },
    diskGibibytes: {
      description: "Minimum ephemeral storage of one task, in GiB.",
      default: 50,
      minimum: 20,
      maximum: 200,
    },
  },
  remediation: "Set cpu to 2048, memory to 4096 and ephemeralStorage to 50 or more.",
  example: 'new ContainerService("ahava-healthcare-api", { cpu: 512, memory: 1024, ... });',
  types: containerTypes,
  check(resource, examination) {
    const { props } = resource;
    if (apiOf(resource) !== "ahava-healthcare") examination.notApplicable("Not the API of ahava-healthcare.");
    for (const [setting, least, unit, read] of [
      ["cpu", examination.setting("cpuUnits"), "units", () => unitsOf(props.cpu)],
      ["memory", examination.setting("memoryMebibytes"), "MiB", () => unitsOf(props.memory)],
      ["ephemeralStorage", examination.setting("diskGibibytes"), "GiB", () => diskOf(props.ephemeralStorage)],
    ] as const) {
      examination.requires({
        read,
        accept: (value) => value >= least,
        found: (value) => `${setting} ${value} ${unit}`,
        needed: `at least ${least} ${unit}`,
        setting,
      });
    }
  },
});

/** The number ECS makes of `2048`, `2 vCPU` or `4 GB`; 0 for what is not set. */
function unitsOf(value: string | number | undefined): number {
  const [, count = "0", unit = ""] = /^\s*([\d.]+)\s*(vcpu|gb)?\s*$/i.exec(String(value ?? "0")) ?? [];
  return Number(count) * (unit === "" ? 1 : 1024);
}

/** Gibibytes of a task's disk; Fargate gives 20 where nothing is said. */
function diskOf(value: TaskArgs["ephemeralStorage"]): number {
  return (typeof value === "object" ? value.sizeInGib : value) ?? 20;
}
