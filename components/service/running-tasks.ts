import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";

/** The state of a service's tasks in ECS, as far as it shows whether a release runs. */
export interface ServiceTasks {
  /** The ARN of the task definition that the service runs, or is to run. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly deployments: readonly { readonly taskDefinition: string; readonly runningCount: number }[];
}

/**
 * Whether every task of a service is of its current task definition: no task of another is left, and at least one runs, unless none
 * is desired. A failed or rolled-back deployment is not an error of the next update, which changes nothing
 * (docs/decisions/0059-what-runs.md).
 */
export function hasTakenOver({ taskDefinition, desiredCount, deployments }: ServiceTasks): boolean {
  const running = deployments.reduce((sum, { runningCount }) => sum + runningCount, 0);
  const others = deployments.some((each) => each.taskDefinition !== taskDefinition);
  return !others && (running > 0 || desiredCount === 0);
}

interface NamedValue {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: string;
}

interface Container {
  readonly name: string;
  readonly image?: string;
  readonly environment?: readonly NamedValue[];
  readonly secrets?: readonly NamedValue[];
}

/**
 * Whether a task definition has the given containers: the same images, variables and secrets. Both are the JSON of
 * `containerDefinitions`; ECS sorts lists and adds defaults, which are ignored.
 */
export function sameContainers(running: string, wanted: string): boolean {
  return JSON.stringify(essential(running)) === JSON.stringify(essential(wanted));
}

function essential(definitions: string): unknown {
  const containers = JSON.parse(definitions) as readonly Container[];
  const sorted = (values: readonly NamedValue[] = []) =>
    values.map(({ name, value = "", valueFrom = "" }) => [name, value, valueFrom].join("\n")).sort();
  return containers
    .map(({ name, image, environment, secrets }) => [name, image, sorted(environment), sorted(secrets)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Reads the running tasks of a deployed service from ECS, and compares them with the given containers. It is read again in
 * each update, also in one that does not change the service.
 */
export function runsAsWanted(
  service: ecs.Service,
  wanted: pulumi.Input<string>,
  options: pulumi.InvokeOptions,
): pulumi.Output<boolean> {
  // The name from the ARN: that of a new service is unknown, so a preview does not call ECS.
  const serviceName = service.arn.apply((arn) => arn.split("/").at(-1) ?? "");
  const told = ecs.getServiceOutput({ clusterArn: service.cluster, serviceName }, options);
  const running = ecs.getTaskDefinitionOutput({ taskDefinition: told.taskDefinition }, options);
  return pulumi
    .all([told, running.containerDefinitions, wanted])
    .apply(
      ([tasks, containers, containersWanted]) => hasTakenOver(tasks) && sameContainers(containers, containersWanted),
    );
}
