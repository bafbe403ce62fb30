import type { Properties } from "./computed-outputs";

/** Answers what ECS is asked of the services that a program registers: each runs what it was given. */
export class RunningServices {
  readonly #taskDefinitions = new Map<unknown, unknown>();
  readonly #containers = new Map<unknown, unknown>();

  /** The answers by the token of the function. */
  readonly calls: Readonly<Record<string, (inputs: Properties) => Properties>> = {
    "aws:ecs/getService:getService": ({ serviceName }) => {
      const taskDefinition = this.#taskDefinitions.get(serviceName);
      return { taskDefinition, desiredCount: 1, deployments: [{ taskDefinition, runningCount: 1 }] };
    },
    "aws:ecs/getTaskDefinition:getTaskDefinition": ({ taskDefinition }) => ({
      containerDefinitions: this.#containers.get(taskDefinition) ?? "[]",
    }),
  };

  /** Notes a resource that is made, with its outputs. */
  register(type: string, { arn, taskDefinition, containerDefinitions }: Properties): void {
    if (type === "aws:ecs/service:Service") this.#taskDefinitions.set(String(arn).split("/").at(-1), taskDefinition);
    if (type === "aws:ecs/taskDefinition:TaskDefinition") this.#containers.set(arn, containerDefinitions);
  }
}
