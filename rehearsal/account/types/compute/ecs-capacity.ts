import type * as aws from "@pulumi/aws";
import type { KeptResource, Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { textOf } from "../wire-text";

type ServiceCheck = Check<aws.ecs.ServiceArgs>;

const invalid = (message: string): Refusal => ({ code: "InvalidParameterException", message });

/** The capacity providers that AWS keeps; the account has no others. */
const fargate = ["FARGATE", "FARGATE_SPOT"];

/** A service without a cluster runs in the one that is called default. */
const cluster: ServiceCheck = ({ inputs, account }) =>
  inputs.cluster === undefined && !account.find("aws:ecs/cluster:Cluster", "name", "default")
    ? { code: "ClusterNotFoundException", message: "Cluster not found: default. Give the service its cluster." }
    : undefined;

/** Source: Amazon ECS API reference, CapacityProviderStrategyItem, "base" and "weight". */
const strategy: ServiceCheck = ({ inputs }) => {
  const items = inputs.capacityProviderStrategies ?? [];
  if (items.filter(({ base = 0 }) => base > 0).length > 1) {
    return invalid("Only one capacity provider of a strategy can have a base.");
  }
  return items.length > 1 && items.every(({ weight = 0, base = 0 }) => weight === 0 && base === 0)
    ? invalid("At least one of several capacity providers must have a weight greater than zero.")
    : undefined;
};

/** Whether Fargate can run a task: in its own network mode, with a size. */
function runsOnFargate({ state }: KeptResource): boolean {
  return state.networkMode === "awsvpc" && state.cpu !== undefined && state.memory !== undefined;
}

/** Source: Amazon ECS API reference, CreateService, "launchType"; UpdateService, "enableExecuteCommand". */
export function taskRefusal(inputs: Partial<aws.ecs.ServiceArgs>, task: KeptResource | undefined): Refusal | undefined {
  const providers = (inputs.capacityProviderStrategies ?? []) as readonly { readonly capacityProvider?: string }[];
  const wanted = [inputs.launchType, ...providers.map(({ capacityProvider }) => capacityProvider)];
  const onFargate = wanted.find((each) => typeof each === "string" && fargate.includes(each));
  if (task && onFargate !== undefined && !runsOnFargate(task)) {
    return invalid(`Task definition does not support launch_type ${textOf(onFargate)}.`);
  }
  return task && inputs.enableExecuteCommand === true && textOf(task.state.taskRoleArn) === ""
    ? invalid(
        "The service couldn't be created because a valid taskRoleArn is not being used. Specify a valid task role in your task definition and try again.",
      )
    : undefined;
}

/** What ECS refuses about where a service runs. */
export const refusesCapacity = firstRefusal(cluster, strategy);

/** The name among a cluster's capacity providers that is no provider of the account. */
export const unknownProvider: Check<aws.ecs.ClusterCapacityProvidersArgs> = ({ inputs }) => {
  const absent = (inputs.capacityProviders ?? []).find((name) => !fargate.includes(name));
  return absent === undefined ? undefined : invalid(`The specified capacity provider '${absent}' was not found.`);
};
