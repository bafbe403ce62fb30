import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf, secretArn } from "./service-account";

const clusterType = "aws:ecs/cluster:Cluster";
const capacityType = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const serviceType = "aws:ecs/service:Service";

const container = {
  name: "api",
  image: "registry/system:v1.2.3",
  portMappings: [{ containerPort: 4000 }],
  secrets: [{ name: "DATABASE_URL", valueFrom: `${secretArn}:::v-1` }],
  mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }],
  logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/staging/system/api" } },
};

const definition = {
  family: "system-api",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "2048",
  memory: "4096",
  executionRoleArn: "arn:aws:iam::000000000000:role/role",
  volumes: [{ name: "tmp" }],
  containerDefinitions: JSON.stringify([container]),
};

const withContainer = (changes: object): WireObject => ({
  ...definition,
  containerDefinitions: JSON.stringify([{ ...container, ...changes }]),
});

/** A cluster with Fargate, and a service of it with a first revision of its task. */
function running() {
  const account = new ServiceAccount();
  const cluster = account.create(clusterType, { name: "cluster" });
  account.create(capacityType, { clusterName: "cluster", capacityProviders: ["FARGATE"] });
  const revision = account.create(definitionType, definition);
  const service = {
    name: "api",
    cluster: cluster.id,
    taskDefinition: revision.id,
    desiredCount: 2,
    capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    networkConfiguration: {
      subnets: ["subnet-0000000a", "subnet-0000000b"],
      securityGroups: ["sg-00000001"],
      assignPublicIp: false,
    },
  };
  return { account, cluster, revision, service };
}

describe("a task definition", () => {
  it("gets the next number of its family", () => {
    const account = new ServiceAccount();
    const first = account.create(definitionType, definition);
    const second = account.create(definitionType, definition);
    account.delete(definitionType, first);
    const third = account.create(definitionType, definition);
    expect([first, second, third].map(({ state }) => [state.revision, state.arn])).toEqual([
      [1, "arn:aws:ecs:eu-west-1:000000000000:task-definition/system-api:1"],
      [2, "arn:aws:ecs:eu-west-1:000000000000:task-definition/system-api:2"],
      [3, "arn:aws:ecs:eu-west-1:000000000000:task-definition/system-api:3"],
    ]);
    expect(first.state.arnWithoutRevision).toBe("arn:aws:ecs:eu-west-1:000000000000:task-definition/system-api");
  });

  it("never gives a number twice, whatever has become of the revision that had it", () => {
    const account = new ServiceAccount();
    account.delete(definitionType, account.create(definitionType, definition));
    account.delete(definitionType, account.create(definitionType, { ...definition, skipDestroy: true }));
    expect(account.create(definitionType, definition).state.revision).toBe(3);
  });

  it.each<[string, WireObject, string]>([
    ["as it should be", definition, "accepted"],
    ["sizes written in vCPU and GB", { ...definition, cpu: "2 vCPU", memory: "4GB" }, "accepted"],
    ["a memory Fargate does not pair with that CPU", { ...definition, memory: "2048" }, "ClientException"],
    ["a CPU Fargate does not have", { ...definition, cpu: "1000" }, "ClientException"],
    ["no size", { ...definition, cpu: undefined }, "ClientException"],
    ["another network mode", { ...definition, networkMode: "bridge" }, "ClientException"],
    ["too small a disk", { ...definition, ephemeralStorage: { sizeInGib: 20 } }, "refused by the provider"],
    ["malformed JSON", { ...definition, containerDefinitions: "[{" }, "InvalidParameterException"],
    ["an object instead of a list", { ...definition, containerDefinitions: "{}" }, "ClientException"],
    ["no container", { ...definition, containerDefinitions: "[]" }, "ClientException"],
    [
      "a role that is not there",
      { ...definition, executionRoleArn: "arn:aws:iam::000000000000:role/other" },
      "ClientException",
    ],
    ["secrets without an execution role", { ...definition, executionRoleArn: undefined }, "ClientException"],
    ["a privileged container", withContainer({ privileged: true }), "ClientException"],
    ["a volume that is not declared", withContainer({ mountPoints: [{ sourceVolume: "data" }] }), "ClientException"],
    ["a name in both places", withContainer({ environment: [{ name: "DATABASE_URL" }] }), "ClientException"],
    ["split ports", withContainer({ portMappings: [{ containerPort: 4000, hostPort: 80 }] }), "ClientException"],
    ["a long farewell", withContainer({ stopTimeout: 600 }), "ClientException"],
    ["no image", withContainer({ image: "" }), "ClientException"],
    [
      "a secret that is not there",
      withContainer({ secrets: [{ name: "X", valueFrom: secretArn.replace("DATABASE", "OTHER") }] }),
      "ResourceInitializationError",
    ],
    [
      "a version that is not there",
      withContainer({ secrets: [{ name: "X", valueFrom: `${secretArn}:::v-2` }] }),
      "ResourceInitializationError",
    ],
    [
      "a stage that no version has",
      withContainer({ secrets: [{ name: "X", valueFrom: `${secretArn}::AWSPREVIOUS:` }] }),
      "ResourceInitializationError",
    ],
    [
      "a reference with too few parts",
      withContainer({ secrets: [{ name: "X", valueFrom: `${secretArn}:v-1` }] }),
      "ResourceInitializationError",
    ],
    [
      "a log group that is not there",
      withContainer({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/other" } } }),
      "ResourceInitializationError",
    ],
  ])("%s", (_, inputs, code) => {
    const account = new ServiceAccount();
    expect(refusalOf(() => account.create(definitionType, inputs))).toBe(code);
  });
});

it.each<[string, string, string]>([
  ["a key of the document", "PASSWORD", "accepted"],
  ["a key that is not in it", "PASSWORD_NEXT", "ResourceInitializationError"],
  ["a key of what is no document", "0", "ResourceInitializationError"],
])("a task that takes %s of a secret: %s", (_, key, code) => {
  const account = new ServiceAccount();
  const secretString = key === "0" ? "text" : JSON.stringify({ PASSWORD: "value" });
  const { state } = account.create("aws:secretsmanager/secretVersion:SecretVersion", {
    secretId: secretArn,
    secretString,
  });
  const valueFrom = `${secretArn}:${key}::${state.versionId as string}`;
  expect(refusalOf(() => account.create(definitionType, withContainer({ secrets: [{ name: "X", valueFrom }] })))).toBe(
    code,
  );
});

describe("a service", () => {
  it("has an ARN with its cluster in it, and a name only once there", () => {
    const { account, service } = running();
    expect(account.create(serviceType, service).state.arn).toBe(
      "arn:aws:ecs:eu-west-1:000000000000:service/cluster/api",
    );
    expect(refusalOf(() => account.create(serviceType, service))).toBe("InvalidParameterException");
  });

  it.each<[string, (service: WireObject) => WireObject, string]>([
    ["a cluster that is not there", (service) => ({ ...service, cluster: "other" }), "ClusterNotFoundException"],
    ["a task that is not there", (service) => ({ ...service, taskDefinition: "other:1" }), "ClientException"],
    ["a task by family and revision", (service) => ({ ...service, taskDefinition: "system-api:1" }), "accepted"],
    ["no network", (service) => ({ ...service, networkConfiguration: undefined }), "InvalidParameterException"],
    [
      "a subnet that is not there",
      (service) => ({ ...service, networkConfiguration: { subnets: ["subnet-0000000c"] } }),
      "InvalidParameterException",
    ],
    [
      "a capacity provider the cluster does not have",
      (service) => ({ ...service, capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }] }),
      "InvalidParameterException",
    ],
    ["a launch type too", (service) => ({ ...service, launchType: "FARGATE" }), "refused by the provider"],
    [
      "a grace period without a load balancer",
      (service) => ({ ...service, healthCheckGracePeriodSeconds: 60 }),
      "InvalidParameterException",
    ],
    [
      "a deployment that cannot move",
      (service) => ({ ...service, deploymentMaximumPercent: 100 }),
      "InvalidParameterException",
    ],
  ])("%s", (_, change, code) => {
    const { account, service } = running();
    expect(refusalOf(() => account.create(serviceType, change(service)))).toBe(code);
  });

  it("goes on with a revision that was deregistered, and is never given one", () => {
    const { account, revision, service } = running();
    const created = account.create(serviceType, service);
    const next = account.create(definitionType, definition);
    account.delete(definitionType, revision);
    const change = (changes: WireObject) =>
      refusalOf(() => account.update(serviceType, created, { ...service, ...changes }));
    expect(change({ desiredCount: 3 })).toBe("accepted");
    expect(change({ taskDefinition: next.id })).toBe("accepted");
    // A rollback.
    expect(change({ taskDefinition: revision.id })).toBe("ClientException");
    expect(refusalOf(() => account.create(serviceType, { ...service, name: "other" }))).toBe("ClientException");
  });

  it("is given back a revision that its program let be", () => {
    const { account, service } = running();
    const kept = account.create(definitionType, { ...definition, skipDestroy: true });
    const created = account.create(serviceType, { ...service, taskDefinition: kept.id });
    const next = account.create(definitionType, definition);
    account.update(serviceType, created, { ...service, taskDefinition: next.id });
    account.delete(definitionType, kept);
    expect(account.update(serviceType, created, { ...service, taskDefinition: kept.id }).taskDefinition).toBe(kept.id);
  });

  it("keeps its cluster from being deleted", () => {
    const { account, cluster, service } = running();
    const created = account.create(serviceType, service);
    expect(
      refusalOf(() => {
        account.delete(clusterType, cluster);
      }),
    ).toBe("ClusterContainsServicesException");
    account.delete(serviceType, created);
    expect(
      refusalOf(() => {
        account.delete(clusterType, cluster);
      }),
    ).toBe("accepted");
  });

  it("joins only a target group of addresses that a listener forwards to, on a port the container has", () => {
    const { account, service } = running();
    const group = account.create("aws:lb/targetGroup:TargetGroup", {
      name: "api",
      port: 4000,
      protocol: "HTTP",
      vpcId: "vpc-00000001",
      targetType: "ip",
    });
    const behind = (containerPort: number) => ({
      ...service,
      loadBalancers: [{ targetGroupArn: group.id, containerName: "api", containerPort }],
    });
    expect(refusalOf(() => account.create(serviceType, behind(4000)))).toBe("InvalidParameterException");
    account.put("aws:lb/listener:Listener", "listener", {
      defaultActions: [{ type: "forward", targetGroupArn: group.id }],
    });
    expect(refusalOf(() => account.create(serviceType, behind(80)))).toBe("InvalidParameterException");
    expect(refusalOf(() => account.create(serviceType, behind(4000)))).toBe("accepted");
  });

  it("can be scaled once it is there", () => {
    const { account, service } = running();
    const target = {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/cluster/api",
      minCapacity: 2,
      maxCapacity: 6,
    };
    const create = (inputs: WireObject) => refusalOf(() => account.create("aws:appautoscaling/target:Target", inputs));
    expect(create(target)).toBe("ValidationException");
    account.create(serviceType, service);
    expect(create({ ...target, maxCapacity: 1 })).toBe("ValidationException");
    expect(create(target)).toBe("accepted");
    const policy = {
      ...target,
      name: "cpu",
      policyType: "TargetTrackingScaling",
      targetTrackingScalingPolicyConfiguration: { targetValue: 60 },
    };
    expect(refusalOf(() => account.create("aws:appautoscaling/policy:Policy", policy))).toBe("accepted");
    expect(
      refusalOf(() =>
        account.create("aws:appautoscaling/policy:Policy", { ...policy, resourceId: "service/cluster/other" }),
      ),
    ).toBe("ObjectNotFoundException");
  });
});
