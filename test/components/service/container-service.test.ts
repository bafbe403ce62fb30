import { ContainerService } from "../../../components/service/container-service";
import type { ContainerServiceArgs } from "../../../components/service/container-service";
import { OneOffTask } from "../../../components/service/one-off-task";
import { api, place, secretArn, task, worker } from "./example-service";
import { register, registerBoth, unknownValue } from "../mocks";

const service = "aws:ecs/service:Service";
const policies = "aws:appautoscaling/policy:Policy";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egress = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/** The statements of the policy of one role. */
function statements(policy: unknown): { Sid: string; Action: string[]; Resource: string[] }[] {
  return (JSON.parse(policy as string) as { Statement: { Sid: string; Action: string[]; Resource: string[] }[] })
    .Statement;
}

describe("a service behind a load balancer", () => {
  it("deploys without downtime, rolls back, and waits until the tasks are healthy", async () => {
    const account = await bind(api);
    expect(account.only(service).inputs).toMatchObject({
      name: "staging-system-api",
      desiredCount: 2,
      platformVersion: "LATEST",
      capacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      alarms: { alarmNames: ["staging-errors"], enable: true, rollback: true },
      availabilityZoneRebalancing: "ENABLED",
      enableExecuteCommand: false,
      healthCheckGracePeriodSeconds: 60,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
      loadBalancers: [{ containerName: "api", containerPort: 4000, targetGroupArn: api.loadBalancer?.targetGroupArn }],
    });
    expect(account.only(service).inputs.networkConfiguration).toMatchObject({ assignPublicIp: false });
  });

  it("leaves the number of tasks to autoscaling", async () => {
    const account = await bind(api);
    expect(account.only(service).options.ignoreChanges).toEqual(["desiredCount"]);
    expect(account.only("aws:appautoscaling/target:Target").inputs).toMatchObject({
      resourceId: "service/staging-cluster/staging-system-api",
      minCapacity: 2,
      maxCapacity: 6,
    });
    const targets = ["cpu", "memory", "requests"].map(
      (role) => account.named(`system-api-scaling-${role}`).inputs.targetTrackingScalingPolicyConfiguration,
    );
    expect(targets).toMatchObject([
      { targetValue: 60, predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" } },
      {
        targetValue: 70,
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageMemoryUtilization" },
      },
      {
        targetValue: 600,
        predefinedMetricSpecification: {
          predefinedMetricType: "ALBRequestCountPerTarget",
          resourceLabel: "app/a/1/targetgroup/b/2",
        },
      },
    ]);
  });

  it("lets nobody in but the load balancer, on its port, and opens both ends", async () => {
    const account = await bind(api);
    const own = "system-api-tasks-id";
    const rules = account.ofType(ingress).map(({ inputs }) => inputs);
    expect(rules).toHaveLength(2);
    expect(account.named("system-api-tasks-from-load-balancer").inputs).toMatchObject({
      securityGroupId: own,
      referencedSecurityGroupId: "sg-load-balancer",
      fromPort: 4000,
      toPort: 4000,
    });
    expect(account.named("system-api-tasks-postgres-ingress").inputs).toMatchObject({
      securityGroupId: "sg-postgres",
      referencedSecurityGroupId: own,
      fromPort: 5432,
      toPort: 5432,
    });
    expect(rules.filter((rule) => "cidrIpv4" in rule)).toEqual([]);
    expect(account.ofType(egress)).toHaveLength(3);
    expect(account.named("system-api-tasks-load-balancer-egress").inputs).toMatchObject({
      securityGroupId: "sg-load-balancer",
      referencedSecurityGroupId: own,
      fromPort: 4000,
    });
    expect(account.named("system-api-tasks-postgres-egress").inputs).toMatchObject({
      securityGroupId: own,
      referencedSecurityGroupId: "sg-postgres",
      fromPort: 5432,
    });
    expect(account.named("system-api-tasks-egress").inputs).toMatchObject({
      securityGroupId: own,
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    });
  });

  it("may go out on the named ports only, when they are named", async () => {
    const account = await bind({ ...api, egressPorts: [443, 587] });
    const open = account.ofType(egress).filter(({ inputs }) => inputs.cidrIpv4 === "0.0.0.0/0");
    expect(open.map(({ inputs }) => [inputs.ipProtocol, inputs.fromPort, inputs.toPort])).toEqual([
      ["tcp", 443, 443],
      ["tcp", 587, 587],
    ]);
  });

  it("needs a port", async () => {
    await expect(bind({ ...api, port: undefined })).rejects.toThrow(/has no port/);
  });
});

describe("the task", () => {
  it("is started by a role that reads exactly its secrets, image and log", async () => {
    const account = await bind(api);
    const own = statements(account.named("system-api-execution-policy").inputs.policy);
    expect(own.map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ["ReadOwnSecrets", [secretArn]],
      ["DecryptSecrets", [task.secretsKeyArn]],
      ["PullOwnImage", [task.repositoryArn]],
      ["SignInToRegistry", ["*"]],
      ["WriteOwnLog", [expect.stringMatching(/:\*$/)]],
    ]);
    expect(own.find(({ Resource }) => Resource[0] === "*")?.Action).toEqual(["ecr:GetAuthorizationToken"]);
  });

  it("acts in a role of its own that may do nothing unless it is told so", async () => {
    const account = await bind(api);
    expect(account.ofType("aws:iam/rolePolicy:RolePolicy").map(({ name }) => name)).toEqual([
      "system-api-execution-policy",
    ]);
    const definition = account.only("aws:ecs/taskDefinition:TaskDefinition").inputs;
    expect(definition.taskRoleArn).not.toEqual(definition.executionRoleArn);
  });

  it("has its size, its disk, its volumes and an encrypted log that is kept", async () => {
    const account = await bind(api);
    expect(account.only("aws:ecs/taskDefinition:TaskDefinition").inputs).toMatchObject({
      family: "staging-system-api",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "2048",
      memory: "4096",
      ephemeralStorage: { sizeInGib: 50 },
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "X86_64" },
      volumes: [{ name: "tmp" }],
    });
    expect(account.only("aws:cloudwatch/logGroup:LogGroup").inputs).toMatchObject({
      name: "/staging/system/api",
      retentionInDays: 30,
      kmsKeyId: task.logsKeyArn,
    });
  });

  it("shows its plain facts to rules, of the environment what is plain, and of the secrets the names only", async () => {
    const account = await bind(api);
    expect(account.only("care-platform:service:ContainerTask").inputs).toEqual({
      stage: "staging",
      system: "system",
      role: "api",
      image: task.image,
      cpu: 2048,
      memory: 4096,
      ephemeralStorage: 50,
      port: 4000,
      sidecars: [],
      user: "1000:1000",
      readonlyRootFilesystem: true,
      environmentNames: ["PORT"],
      environment: { PORT: "4000" },
      secretNames: ["DATABASE_URL"],
      logRetentionDays: 30,
    });
  });
});

it("is a worker without load balancer and port, and nobody may reach it", async () => {
  const account = await bind(worker);
  expect(account.only(service).inputs).not.toHaveProperty("loadBalancers");
  expect(account.only(service).inputs).not.toHaveProperty("healthCheckGracePeriodSeconds");
  expect(account.ofType(ingress).map(({ inputs }) => inputs.securityGroupId)).toEqual(["sg-postgres"]);
  expect(account.ofType(policies)).toHaveLength(2);
});

it("creates the same resources in a preview and in an update, each under its component", async () => {
  const { preview, update } = await registerBoth(() => new ContainerService("system-api", api));
  expect(preview.names()).toEqual(update.names());
  expect(preview.only(service).inputs.taskDefinition).toBe(unknownValue);
  for (const resource of update.resources.slice(1)) {
    expect(resource.name).toMatch(/^system-api/);
    expect(resource.parentUrn).toBeDefined();
  }
});

it("registers exactly its public outputs", async () => {
  const account = await bind(api);
  const component = account.only("care-platform:service:ContainerService");
  expect(Object.keys(component.outputs ?? {}).sort()).toEqual(
    [
      "clusterName",
      "logGroupName",
      "securityGroupId",
      "serviceArn",
      "serviceName",
      "taskDefinitionArn",
      "taskRoleArn",
    ].sort(),
  );
});

it("gives a one-off task the same pieces and the command that starts it", async () => {
  const account = await register(
    () =>
      new OneOffTask("system-migration", {
        ...task,
        ...place,
        subnetIds: [...place.subnetIds],
        role: "migration",
        command: ["npx", "prisma", "migrate", "deploy"],
      }),
  );
  const [container] = JSON.parse(
    account.only("aws:ecs/taskDefinition:TaskDefinition").inputs.containerDefinitions as string,
  ) as { command: string[] }[];
  expect(container?.command).toEqual(["npx", "prisma", "migrate", "deploy"]);
  expect(account.ofType(service)).toEqual([]);
  expect(await account.value(account.result.runCommand)).toContain(
    "--network-configuration 'awsvpcConfiguration={subnets=[subnet-a,subnet-b],securityGroups=[system-migration-tasks-id],assignPublicIp=DISABLED}'",
  );
});

function bind(args: ContainerServiceArgs) {
  return register(() => new ContainerService(`system-${args.role}`, args));
}
