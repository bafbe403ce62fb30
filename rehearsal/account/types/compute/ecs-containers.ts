import type * as aws from "@pulumi/aws";
import type { Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { textOf } from "../wire-text";
import { containersOf } from "./ecs-task-definition";

type TaskCheck = Check<aws.ecs.TaskDefinitionArgs>;

/** What of a container definition these checks look at. */
interface Container {
  readonly name?: unknown;
  readonly cpu?: unknown;
  readonly memory?: unknown;
  readonly memoryReservation?: unknown;
  readonly essential?: unknown;
  readonly links?: readonly unknown[];
  readonly healthCheck?: unknown;
  readonly logConfiguration?: { readonly logDriver?: unknown };
  readonly dependsOn?: readonly { readonly containerName?: unknown; readonly condition?: unknown }[];
}

const clientError = (message: string): Refusal => ({ code: "ClientException", message });

const listOf = (inputs: { readonly containerDefinitions?: string }): readonly Container[] =>
  containersOf(inputs.containerDefinitions) ?? [];

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Units of the task's CPU or MiB of its memory: "1024" or "1 vCPU", "2048" or "2GB". */
function taskAmount(text: string | undefined): number {
  const match = /^\s*([\d.]+)\s*(vcpu|gb)?\s*$/i.exec(text ?? "");
  return match ? Number(match[1]) * (match[2] === undefined ? 1 : 1024) : Number.NaN;
}

/** Source: Amazon ECS API reference, ContainerDefinition, "cpu", "memory" and "memoryReservation". */
const shares: TaskCheck = ({ inputs }) => {
  const containers = listOf(inputs);
  const [cpu, memory] = [taskAmount(inputs.cpu), taskAmount(inputs.memory)];
  const usedCpu = containers.reduce((sum, container) => sum + numberOf(container.cpu), 0);
  if (usedCpu > cpu) return clientError(`The containers reserve ${usedCpu} CPU units; the task has ${cpu}.`);
  const reserved = containers.reduce(
    (sum, { memory: hard, memoryReservation: soft }) => sum + numberOf(soft ?? hard),
    0,
  );
  if (reserved > memory)
    return clientError(`The containers reserve ${reserved} MiB of memory; the task has ${memory}.`);
  const wrong = containers.find(
    ({ memory: hard, memoryReservation: soft }) => typeof hard === "number" && numberOf(soft) > hard,
  );
  return (
    wrong &&
    clientError(
      `Invalid setting for container '${textOf(wrong.name)}'. 'memory' must be greater than or equal to 'memoryReservation'.`,
    )
  );
};

/** Source: Amazon ECS API reference, ContainerDependency, "condition". */
const dependencies: TaskCheck = ({ inputs }) => {
  const containers = listOf(inputs);
  for (const { name, dependsOn = [] } of containers) {
    for (const { containerName, condition } of dependsOn) {
      const other = containers.find((each) => each.name === containerName);
      const [from, to] = [textOf(name), textOf(containerName)];
      if (!other || other.name === name) {
        return clientError(`Container ${from} depends on ${to}, which is no other container of the task definition.`);
      }
      if (condition === "HEALTHY" && other.healthCheck === undefined) {
        return clientError(`Container ${from} waits until ${to} is HEALTHY, which has no health check.`);
      }
      if (["COMPLETE", "SUCCESS"].includes(textOf(condition)) && other.essential !== false) {
        return clientError(`Container ${from} waits for the end of ${to}, which is essential.`);
      }
    }
  }
  return cyclic(containers) ? clientError("The dependencies of the containers form a cycle.") : undefined;
};

function cyclic(containers: readonly Container[]): boolean {
  let left = containers;
  for (;;) {
    const names = new Set(left.map(({ name }) => name));
    const next = left.filter(({ dependsOn = [] }) => dependsOn.some(({ containerName }) => names.has(containerName)));
    if (next.length === left.length) return left.length > 0;
    left = next;
  }
}

/** Log drivers that Fargate has (Amazon ECS API reference, LogConfiguration, "logDriver"). */
const fargateDrivers = ["awslogs", "splunk", "awsfirelens"];

/** Source: Amazon ECS developer guide, "Fargate task definition considerations"; ContainerDefinition, "links". */
const ofFargate: TaskCheck = ({ inputs }) => {
  const containers = listOf(inputs);
  if (inputs.networkMode === "awsvpc" && containers.some(({ links = [] }) => links.length > 0)) {
    return clientError("Links are not supported when networkMode=awsvpc.");
  }
  if (!(inputs.requiresCompatibilities ?? []).includes("FARGATE")) return undefined;
  const driver = containers
    .map(({ logConfiguration }) => textOf(logConfiguration?.logDriver))
    .find((each) => each !== "" && !fargateDrivers.includes(each));
  if (driver !== undefined) return clientError(`The log driver ${driver} is not supported on Fargate.`);
  const host = (inputs.volumes ?? []).find(({ hostPath }) => hostPath !== undefined && hostPath !== "");
  return host && clientError(`Fargate compatible task definitions do not support a source path (volume ${host.name}).`);
};

/** What ECS refuses about the containers of a task beside each other. */
export const refusesContainers = firstRefusal(shares, dependencies, ofFargate);
