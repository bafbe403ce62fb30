import type * as aws from "@pulumi/aws";
import type { AccountView, Creation, KeptResource, Missing, Refusal } from "../../resource-type";
import { containersOf } from "./ecs-task-definition";
import { firstRefusal } from "../first-refusal";
import { listenerTypes, targetGroupTypes } from "../edge/lb-checks";
import { textOf } from "../wire-text";

const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
const capacityProvidersType = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";

/**
 * Revisions that were deregistered. What runs them goes on, and nothing else may use them: no new task, no new service,
 * no deployment of an existing one (ECS API reference, DeregisterTaskDefinition).
 */
export const inactiveTaskDefinitions = `${taskDefinitionType}#inactive`;

/** The two spellings of a listener's rule. */
export const listenerRuleTypes = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"] as const;

type ServiceCreation = Creation<aws.ecs.ServiceArgs>;

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

/** The revision a service names: an ARN, `family:revision`, or a family for its newest. */
export function taskDefinitionOf(reference: unknown, account: AccountView): KeptResource | undefined {
  const wanted = textOf(reference);
  return account
    .list(taskDefinitionType)
    .filter(
      ({ state }) =>
        state.arn === wanted ||
        state.family === wanted ||
        `${textOf(state.family)}:${Number(state.revision)}` === wanted,
    )
    .sort((left, right) => Number(right.state.revision) - Number(left.state.revision))[0];
}

function network({ inputs, account }: ServiceCreation): Refusal | undefined {
  const task = taskDefinitionOf(inputs.taskDefinition, account);
  return task?.state.networkMode === "awsvpc" && inputs.networkConfiguration === undefined
    ? invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    : undefined;
}

function loadBalancers({ inputs, account }: ServiceCreation): Refusal | undefined {
  const task = taskDefinitionOf(inputs.taskDefinition, account);
  const containers = containersOf(task?.state.containerDefinitions) ?? [];
  for (const { containerName, containerPort, targetGroupArn } of inputs.loadBalancers ?? []) {
    const container = containers.find(({ name }) => name === containerName);
    if (task && !container) {
      return invalid(`The container ${containerName} does not exist in the task definition.`);
    }
    if (task && !container?.portMappings?.some((mapping) => mapping.containerPort === containerPort)) {
      return invalid(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
    const refusal = targetGroup(textOf(targetGroupArn), task, account);
    if (refusal) return refusal;
  }
  return undefined;
}

function targetGroup(arn: string, task: KeptResource | undefined, account: AccountView): Refusal | undefined {
  const group = targetGroupTypes.flatMap((type) => account.list(type)).find(({ state }) => state.arn === arn);
  if (!group) return undefined;
  if (task?.state.networkMode === "awsvpc" && group.state.targetType !== "ip") {
    return invalid(
      `The provided target group ${arn} has target type ${textOf(group.state.targetType)}, which is incompatible with the awsvpc network mode specified in the task definition.`,
    );
  }
  const forwarding = [...listenerTypes, ...listenerRuleTypes].flatMap((type) => account.list(type));
  const used = forwarding.some(({ state }) => JSON.stringify([state.defaultActions, state.actions]).includes(arn));
  return used
    ? undefined
    : invalid(`The target group with targetGroupArn ${arn} does not have an associated load balancer.`);
}

function capacity({ inputs, account }: ServiceCreation): Refusal | undefined {
  const strategies = inputs.capacityProviderStrategies ?? [];
  if (strategies.length > 0 && inputs.launchType !== undefined) {
    return invalid("Specifying both a launch type and capacity provider strategy is not supported.");
  }
  const cluster = textOf(inputs.cluster, "default").split("/").pop();
  const offered = account.find(capacityProvidersType, "clusterName", cluster)?.state.capacityProviders;
  const absent = strategies.find(
    ({ capacityProvider }) => !(Array.isArray(offered) && offered.includes(capacityProvider)),
  );
  return absent
    ? invalid(`The specified capacity provider '${absent.capacityProvider}' was not found on the cluster.`)
    : undefined;
}

function deployment({ inputs }: ServiceCreation): Refusal | undefined {
  const minimum = inputs.deploymentMinimumHealthyPercent ?? 100;
  const maximum = inputs.deploymentMaximumPercent ?? 200;
  if (inputs.schedulingStrategy === "DAEMON") {
    return inputs.launchType === "FARGATE"
      ? invalid("The DAEMON scheduling strategy is not supported on Fargate.")
      : undefined;
  }
  if (maximum <= minimum) {
    return invalid(
      `Deployment maximum percent ${maximum} must be greater than the minimum healthy percent ${minimum}, or no task could be replaced.`,
    );
  }
  return inputs.healthCheckGracePeriodSeconds !== undefined && (inputs.loadBalancers ?? []).length === 0
    ? invalid("Health check grace period is only valid for services configured to use load balancers")
    : undefined;
}

const strategies: readonly string[] = ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"];

/** Where traffic moves all at once or in steps, there must be something to move it between. */
function trafficShift({ inputs, account }: ServiceCreation): Refusal | undefined {
  const { strategy = "ROLLING", bakeTimeInMinutes = "0" } = inputs.deploymentConfiguration ?? {};
  if (!strategies.includes(strategy)) return invalid(`Invalid deployment strategy: ${strategy}`);
  const minutes = Number(bakeTimeInMinutes);
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > 1440) {
    return invalid(`The bake time is ${bakeTimeInMinutes}; it must be 0 to 1440 minutes.`);
  }
  if (strategy === "ROLLING") return undefined;
  if ((inputs.deploymentController?.type ?? "ECS") !== "ECS") {
    return invalid(`The deployment strategy ${strategy} needs the deployment controller ECS.`);
  }
  for (const { targetGroupArn, advancedConfiguration: shift } of inputs.loadBalancers ?? []) {
    if (shift === undefined) return invalid(`advancedConfiguration is required for the strategy ${strategy}.`);
    if (shift.alternateTargetGroupArn === targetGroupArn) {
      return invalid("The alternate target group must be another than the target group.");
    }
    const rule = [...listenerRuleTypes, ...listenerTypes]
      .flatMap((type) => account.list(type))
      .find(({ state }) => state.arn === shift.productionListenerRule);
    const leads = JSON.stringify([rule?.state.defaultActions, rule?.state.actions]);
    if (![targetGroupArn, shift.alternateTargetGroupArn].some((arn) => arn !== undefined && leads.includes(arn))) {
      return invalid("The production listener rule forwards to neither of the service's target groups.");
    }
  }
  return undefined;
}

/**
 * ECS accepts a service whose image is not there. Whoever waits for its steady state waits in vain: every task stops with
 * CannotPullContainerError (ECS Developer Guide, stopped task error codes).
 */
function images({ inputs, account }: ServiceCreation): Refusal | undefined {
  const waits = inputs.waitForSteadyState === true && inputs.desiredCount !== 0;
  if (!waits) return undefined;
  const task = taskDefinitionOf(inputs.taskDefinition, account);
  const registry = `${account.accountId}.dkr.ecr.`;
  const missing = (containersOf(task?.state.containerDefinitions) ?? [])
    .map(({ image }) => textOf(image))
    .find((image) => image.startsWith(registry) && isMissing(image, account.outside.imagesMissing));
  return missing === undefined
    ? undefined
    : {
        code: "CannotPullContainerError",
        message: `The service never becomes steady: its tasks stop because ${missing} was not pushed.`,
      };
}

/** Whether an image, `registry/repository:tag` or `registry/repository@digest`, is among those that are missing. */
function isMissing(image: string, missing: Missing): boolean {
  if (missing === "all") return true;
  const pushed = image.slice(image.indexOf("/") + 1);
  return missing.includes(pushed) || missing.includes(pushed.replace(/[:@].*$/, ""));
}

/** What is refused about a service. */
export const serviceChecks = firstRefusal(network, capacity, loadBalancers, deployment, trafficShift, images);
