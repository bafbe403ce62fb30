import type { WireObject } from "../../../../rehearsal/account/resource-type";
import type { ServiceAccount } from "../types/service-account";
import { itRefuses } from "./twins";
import type { Twin } from "./twins";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";
const capacity = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";

const container = { name: "api", image: "registry/api:1" };
const side = { name: "side", image: "registry/side:1" };
const tasks = (...containers: readonly object[]): WireObject => ({
  family: "api",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify(containers),
});
const waits = (condition: string, containerName = "side") => ({
  ...container,
  dependsOn: [{ containerName, condition }],
});
const healthCheck = { command: ["CMD", "true"] };

const api = {
  name: "api",
  cluster: "cluster",
  taskDefinition: "task",
  launchType: "FARGATE",
  networkConfiguration: { subnets: ["subnet-0000000a"] },
};
const strategy = (...items: readonly WireObject[]): WireObject => ({
  launchType: undefined,
  capacityProviderStrategies: items,
});
const spot = { capacityProvider: "FARGATE_SPOT" };
const plain = { capacityProvider: "FARGATE" };

const invalid = "InvalidParameterException";
const client = "ClientException";

function around(account: ServiceAccount): void {
  account.put("aws:ecs/cluster:Cluster", "cluster", { name: "cluster", arn: "cluster" });
  account.put("aws:ecs/cluster:Cluster", "empty", { name: "empty", arn: "empty" });
  account.put(capacity, "cluster", { clusterName: "cluster", capacityProviders: ["FARGATE", "FARGATE_SPOT"] });
  const fargate = { networkMode: "awsvpc", cpu: "256", memory: "512" };
  account.put(task, "task", { arn: "task", ...fargate });
  account.put(task, "able", { arn: "able", ...fargate, taskRoleArn: "arn:role" });
  account.put(task, "bridged", { arn: "bridged", networkMode: "bridge" });
}

const cases: readonly Twin[] = [
  ["more CPU than the task has", task, tasks({ ...container, cpu: 256 }), tasks({ ...container, cpu: 512 }), client],
  [
    "more memory than the task has",
    task,
    tasks({ ...container, memory: 512 }),
    tasks({ ...container, memory: 1024 }),
    client,
  ],
  [
    "a reservation above the limit",
    task,
    tasks({ ...container, memory: 256, memoryReservation: 128 }),
    tasks({ ...container, memory: 128, memoryReservation: 256 }),
    client,
  ],
  ["a dependency on nothing", task, tasks(waits("START"), side), tasks(waits("START", "other"), side), client],
  [
    "a dependency on the health of what has no check",
    task,
    tasks(waits("HEALTHY"), { ...side, healthCheck }),
    tasks(waits("HEALTHY"), side),
    client,
  ],
  [
    "a dependency on the end of an essential container",
    task,
    tasks(waits("SUCCESS"), { ...side, essential: false }),
    tasks(waits("SUCCESS"), side),
    client,
  ],
  [
    "dependencies in a cycle",
    task,
    tasks(waits("START"), side),
    tasks(waits("START"), { ...side, dependsOn: [{ containerName: "api", condition: "START" }] }),
    client,
  ],
  [
    "links in a network of its own",
    task,
    tasks(container, side),
    tasks({ ...container, links: ["side"] }, side),
    client,
  ],
  [
    "a log driver that Fargate lacks",
    task,
    tasks({ ...container, logConfiguration: { logDriver: "awsfirelens" } }),
    tasks({ ...container, logConfiguration: { logDriver: "fluentd" } }),
    client,
  ],
  [
    "a path of the host",
    task,
    { ...tasks(container), volumes: [{ name: "data" }] },
    { volumes: [{ name: "data", hostPath: "/data" }] },
    client,
  ],
  ["no cluster", service, api, { cluster: undefined }, "ClusterNotFoundException"],
  [
    "a task that Fargate cannot run",
    service,
    api,
    { taskDefinition: "bridged", networkConfiguration: undefined },
    invalid,
  ],
  [
    "a shell without a task role",
    service,
    { ...api, enableExecuteCommand: true, taskDefinition: "able" },
    { taskDefinition: "task" },
    invalid,
  ],
  [
    "a strategy with two bases",
    service,
    { ...api, ...strategy({ ...plain, base: 1, weight: 1 }, { ...spot, weight: 1 }) },
    strategy({ ...plain, base: 1, weight: 1 }, { ...spot, base: 1 }),
    invalid,
  ],
  [
    "a strategy without weights",
    service,
    { ...api, ...strategy({ ...plain, weight: 1 }, spot) },
    strategy(plain, spot),
    invalid,
  ],
  [
    "a capacity provider that is not there",
    capacity,
    { clusterName: "empty", capacityProviders: ["FARGATE"] },
    { capacityProviders: ["FARGATE", "own"] },
    invalid,
  ],
];

describe("ECS refuses", () => {
  itRefuses(cases, around);
});
