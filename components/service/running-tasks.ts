import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";

/** What ECS tells of a service's tasks, as far as it decides whether a release has taken over. */
export interface ServiceTasks {
  /** The ARN of the task definition that the service runs, or is to run. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly deployments: readonly { readonly taskDefinition: string; readonly runningCount: number }[];
}

/**
 * Whether every task of a service is of its own task definition: no task of another is left, and one runs at least, unless none
 * is wanted. A deployment that failed or was rolled back is no error of the next update, which changes nothing
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
 * Whether a task definition has the containers that are wanted: the same images, variables and secrets. Both are the JSON of
 * `containerDefinitions`; ECS sorts lists and adds defaults, which do not count.
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
 * Asks ECS what a service runs, once the service stands, and compares it with the containers that are wanted. It is asked anew in
 * each update, also in one that leaves the service as it is.
 */
export function runsAsWanted(
  service: ecs.Service,
  wanted: pulumi.Input<string>,
  options: pulumi.InvokeOptions,
): pulumi.Output<boolean> {
  // The name from the ARN: of a service that is yet to be made it is not known, and a preview does not ask for it.
  const serviceName = service.arn.apply((arn) => arn.split("/").at(-1) ?? "");
  const told = ecs.getServiceOutput({ clusterArn: service.cluster, serviceName }, options);
  const running = ecs.getTaskDefinitionOutput({ taskDefinition: told.taskDefinition }, options);
  return pulumi
    .all([told, running.containerDefinitions, wanted])
    .apply(
      ([tasks, containers, containersWanted]) => hasTakenOver(tasks) && sameContainers(containers, containersWanted),
    );
}
