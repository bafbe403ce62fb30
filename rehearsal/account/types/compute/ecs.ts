import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, Refusal, ResourceTypes } from "../../resource-type";
import { securityGroupReference } from "../network/ec2-security-groups";
import { inactiveTaskDefinitions, listenerRuleTypes, serviceChecks, taskDefinitionOf } from "./ecs-service-checks";
import { taskDefinitionChecks } from "./ecs-task-definition";
import { refusesCapacity, taskRefusal, unknownProvider } from "./ecs-capacity";
import { refusesContainers } from "./ecs-containers";
import { firstRefusal } from "../first-refusal";
import { listenerTypes, targetGroupTypes } from "../edge/lb-checks";
import { textOf } from "../wire-text";

const clusterType = "aws:ecs/cluster:Cluster";
const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
const serviceType = "aws:ecs/service:Service";

const nameRule = {
  property: "name",
  pattern: /[a-zA-Z0-9_-]+/,
  maxLength: 255,
  allowed: "1 to 255 letters, digits, hyphens and underscores",
} as const;

/** ECS tells by the whole request whether a name in use is meant to be the same thing again. */
const notIdempotent = "InvalidParameterException";

/** Roles are checked when they are handed over. */
const tasks = "ecs-tasks.amazonaws.com";
const roleReference = { to: "aws:iam/role:Role", by: "arn", missing: "ClientException" } as const;

/** The next number of a family; no number is given twice, for no revision ever vanishes. */
function nextRevision({ inputs, account }: Creation<aws.ecs.TaskDefinitionArgs>): number {
  const revisions = [...account.list(taskDefinitionType), ...account.list(inactiveTaskDefinitions)]
    .filter(({ state }) => state.family === inputs.family)
    .map(({ state }) => Number(state.revision));
  return Math.max(0, ...revisions) + 1;
}

function clusterSettings({ inputs }: Creation<aws.ecs.ClusterArgs>): Refusal | undefined {
  const wrong = (inputs.settings ?? []).find(
    ({ name, value }) => name !== "containerInsights" || !["enabled", "disabled", "enhanced"].includes(value),
  );
  return (
    wrong && { code: "InvalidParameterException", message: `Invalid cluster setting: ${wrong.name}=${wrong.value}` }
  );
}

/** A service that uses a revision goes on with it when that is deregistered; it cannot be given it anew. */
function taskDefinitionUsable({ inputs, id, account }: Creation<aws.ecs.ServiceArgs>): Refusal | undefined {
  const { taskDefinition } = inputs;
  if (taskDefinition === undefined || taskDefinitionOf(taskDefinition, account)) return undefined;
  const inactive = account.find(inactiveTaskDefinitions, "arn", taskDefinition) !== undefined;
  if (inactive && account.find(serviceType, "id", id)?.state.taskDefinition === taskDefinition) return undefined;
  return {
    code: "ClientException",
    message: inactive ? "TaskDefinition is inactive" : "Unable to find task definition.",
  };
}

export const ecs: ResourceTypes = {
  [clusterType]: resourceType<aws.ecs.ClusterArgs, aws.ecs.ClusterState>({
    title: "ECS Cluster",
    name: { ...nameRule, taken: notIdempotent },
    id: ({ name, arn }) => arn("ecs", `cluster/${name}`),
    taggable: true,
    computed: { arn: ({ id }) => id, settings: () => [{ name: "containerInsights", value: "disabled" }] },
    replaces: ["name"],
    references: [
      {
        property: "configuration.executeCommandConfiguration.kmsKeyId",
        to: "aws:kms/key:Key",
        by: ["id", "arn"],
        missing: "InvalidParameterException",
      },
    ],
    refuses: clusterSettings,
  }),
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": resourceType<
    aws.ecs.ClusterCapacityProvidersArgs,
    aws.ecs.ClusterCapacityProvidersState
  >({
    title: "ECS Cluster Capacity Providers",
    puts: true,
    id: ({ inputs }) => textOf(inputs.clusterName),
    computed: { capacityProviders: () => [], defaultCapacityProviderStrategies: () => [] },
    replaces: ["clusterName"],
    references: [
      { property: "clusterName", to: clusterType, by: ["name", "arn"], missing: "ClusterNotFoundException" },
    ],
    partOf: { property: "clusterName", to: clusterType, by: ["name", "arn"] },
    refuses: (creation) => {
      const { inputs } = creation;
      const unknown = unknownProvider(creation);
      if (unknown) return unknown;
      const offered = inputs.capacityProviders ?? [];
      const absent = (inputs.defaultCapacityProviderStrategies ?? []).find(
        ({ capacityProvider }) => !offered.includes(capacityProvider),
      );
      return (
        absent && {
          code: "InvalidParameterException",
          message: `The default strategy names ${absent.capacityProvider}, which is not a capacity provider of the cluster.`,
        }
      );
    },
  }),
  [taskDefinitionType]: resourceType<aws.ecs.TaskDefinitionArgs, aws.ecs.TaskDefinitionState>({
    title: "ECS Task Definition",
    empty: { enableFaultInjection: false },
    name: { ...nameRule, property: "family", uniqueIn: "none", taken: notIdempotent },
    // The provider's own id is the family, but two revisions stand side by side while one takes the other's place.
    id: (creation) => creation.arn("ecs", `task-definition/${creation.name}:${nextRevision(creation)}`),
    taggable: true,
    defaults: { skipDestroy: false, trackLatest: false },
    computed: {
      arn: ({ id }) => id,
      arnWithoutRevision: ({ name, arn }) => arn("ecs", `task-definition/${name}`),
      revision: ({ id }) => Number(id.split(":").pop()),
      networkMode: () => "bridge",
    },
    replaces: [
      "containerDefinitions",
      "cpu",
      "enableFaultInjection",
      "ephemeralStorage",
      "executionRoleArn",
      "family",
      "ipcMode",
      "memory",
      "networkMode",
      "pidMode",
      "placementConstraints",
      "proxyConfiguration",
      "requiresCompatibilities",
      "runtimePlatform",
      "taskRoleArn",
      "volumes",
    ],
    references: [
      { ...roleReference, property: "executionRoleArn", assumedBy: tasks },
      { ...roleReference, property: "taskRoleArn", assumedBy: tasks },
    ],
    refuses: firstRefusal(taskDefinitionChecks, refusesContainers),
    // The provider deregisters the revision, or lets it be; either way it stays.
    leaves: (state) => [
      {
        type: state.skipDestroy === true ? taskDefinitionType : inactiveTaskDefinitions,
        id: state.arn ?? "",
        state,
      },
    ],
  }),
  [serviceType]: resourceType<aws.ecs.ServiceArgs, aws.ecs.ServiceState>({
    title: "ECS Service",
    empty: { cluster: "", deploymentConfiguration: {}, triggers: {} },
    name: { ...nameRule, uniqueIn: "cluster", taken: notIdempotent },
    id: ({ name, inputs, arn }) => {
      const cluster = textOf(inputs.cluster, "default").split("/").pop() ?? "default";
      return arn("ecs", `service/${cluster}/${name}`);
    },
    taggable: true,
    defaults: {
      schedulingStrategy: "REPLICA",
      deploymentMaximumPercent: 200,
      deploymentMinimumHealthyPercent: 100,
      enableEcsManagedTags: false,
      enableExecuteCommand: false,
      waitForSteadyState: false,
    },
    computed: {
      arn: ({ id }) => id,
      availabilityZoneRebalancing: () => "ENABLED",
      launchType: () => "FARGATE",
      platformVersion: () => "LATEST",
      iamRole: ({ account }) =>
        `arn:aws:iam::${account.accountId}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    },
    replaces: ["name", "cluster", "launchType", "schedulingStrategy", "iamRole", "capacityProviderStrategies"],
    references: [
      {
        property: "cluster",
        to: clusterType,
        by: ["arn", "name"],
        missing: "ClusterNotFoundException",
        inUse: "ClusterContainsServicesException",
      },
      {
        property: "loadBalancers[].targetGroupArn",
        to: targetGroupTypes,
        by: "arn",
        missing: "InvalidParameterException",
      },
      {
        property: "loadBalancers[].advancedConfiguration.alternateTargetGroupArn",
        to: targetGroupTypes,
        by: "arn",
        missing: "InvalidParameterException",
      },
      {
        property: "loadBalancers[].advancedConfiguration.productionListenerRule",
        to: [...listenerRuleTypes, ...listenerTypes],
        by: "arn",
        missing: "InvalidParameterException",
      },
      {
        property: "loadBalancers[].advancedConfiguration.testListenerRule",
        to: [...listenerRuleTypes, ...listenerTypes],
        by: "arn",
        missing: "InvalidParameterException",
      },
      {
        property: "loadBalancers[].advancedConfiguration.roleArn",
        to: "aws:iam/role:Role",
        by: "arn",
        missing: "InvalidParameterException",
        assumedBy: "ecs.amazonaws.com",
      },
      {
        property: "networkConfiguration.subnets[]",
        to: "aws:ec2/subnet:Subnet",
        by: "id",
        missing: "InvalidParameterException",
        inUse: "DependencyViolation",
      },
      {
        ...securityGroupReference,
        property: "networkConfiguration.securityGroups[]",
        missing: "InvalidParameterException",
        inUse: "DependencyViolation",
      },
    ],
    oneNetwork: [
      {
        properties: [
          "networkConfiguration.subnets[]",
          "networkConfiguration.securityGroups[]",
          "loadBalancers[].targetGroupArn",
          "loadBalancers[].advancedConfiguration.alternateTargetGroupArn",
        ],
        code: "InvalidParameterException",
      },
    ],
    refuses: firstRefusal(
      taskDefinitionUsable,
      refusesCapacity,
      ({ inputs, account }) => taskRefusal(inputs, taskDefinitionOf(inputs.taskDefinition, account)),
      serviceChecks,
    ),
  }),
};
