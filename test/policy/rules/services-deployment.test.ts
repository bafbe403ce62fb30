import { ecsDeploymentAlarms } from "../../../policy/rules/services/ecs-deployment-alarms";
import { ecsMinimumCapacity } from "../../../policy/rules/services/ecs-minimum-capacity";
import { ecsNoPublicIp } from "../../../policy/rules/services/ecs-no-public-ip";
import { ecsPlatformLatest } from "../../../policy/rules/services/ecs-platform-latest";
import { ecsSafeDeployment } from "../../../policy/rules/services/ecs-safe-deployment";
import { judged, resource, unknown } from "../harness";

describe("ecs-safe-deployment", () => {
  const safe = {
    deploymentCircuitBreaker: { enable: true, rollback: true },
    deploymentMinimumHealthyPercent: 100,
    desiredCount: 2,
  };
  const service = (change: object = {}) => resource("aws:ecs/service:Service", { ...safe, ...change });
  const alarms = { alarmNames: ["errors"], enable: true, rollback: true };
  const breaker = (found: string) => [
    `[ecs-safe-deployment] subject: found ${found}; needed a circuit breaker with rollback. Change deploymentCircuitBreaker.`,
  ];

  it.each([
    ["a safe service", {}, ["pass"]],
    ["no circuit breaker", { deploymentCircuitBreaker: undefined }, breaker("no circuit breaker")],
    [
      "a circuit breaker that is off",
      { deploymentCircuitBreaker: { enable: false, rollback: true } },
      breaker("no circuit breaker"),
    ],
    [
      "no rollback",
      { deploymentCircuitBreaker: { enable: true, rollback: false } },
      breaker("a circuit breaker without rollback"),
    ],
    [
      "deployment by CodeDeploy",
      { deploymentController: { type: "CODE_DEPLOY" }, deploymentCircuitBreaker: undefined },
      ["pass"],
    ],
    [
      "tasks taken away first",
      { deploymentMinimumHealthyPercent: 50 },
      [
        "[ecs-safe-deployment] subject: found 50 % minimum healthy tasks; needed 100 %. Change deploymentMinimumHealthyPercent.",
      ],
    ],
    ["the default of kept tasks", { deploymentMinimumHealthyPercent: undefined }, ["pass"]],
    [
      "one task",
      { desiredCount: undefined },
      ["[ecs-safe-deployment] subject: found desiredCount not set; needed at least 2 tasks. Change desiredCount."],
    ],
    [
      "tasks that replace all at once and go back on an alarm",
      { deploymentConfiguration: { strategy: "BLUE_GREEN" }, alarms, deploymentCircuitBreaker: undefined },
      ["pass"],
    ],
    [
      "tasks that replace all at once and stay",
      {
        deploymentConfiguration: { strategy: "BLUE_GREEN" },
        alarms: { ...alarms, rollback: false },
        deploymentCircuitBreaker: undefined,
      },
      breaker("no circuit breaker"),
    ],
    [
      "alarms of a rolling deployment, which do not stand in for the breaker",
      { alarms, deploymentCircuitBreaker: undefined },
      breaker("no circuit breaker"),
    ],
    [
      "a daemon, one task on each host",
      { schedulingStrategy: "DAEMON", desiredCount: undefined, deploymentMinimumHealthyPercent: 0 },
      ["pass"],
    ],
    [
      "an unknown controller",
      { deploymentController: unknown },
      ["[ecs-safe-deployment] subject: undecided: waits for deploymentController."],
    ],
    [
      "an unknown number of tasks",
      { desiredCount: unknown },
      ["[ecs-safe-deployment] subject: undecided: waits for desiredCount."],
    ],
  ])("judges %s", (_, change, expected) => {
    expect(judged(ecsSafeDeployment, service(change))).toEqual(expected);
  });

  it("lets a staging service run with one task", () => {
    expect(judged(ecsSafeDeployment, service({ desiredCount: 1 }), { stage: "staging" })).toEqual(["pass"]);
  });
});

describe("ecs-no-public-ip", () => {
  const service = (networkConfiguration: unknown) => resource("aws:ecs/service:Service", { networkConfiguration });

  it.each([
    ["a private task", { assignPublicIp: false }, ["pass"]],
    ["the default", { subnets: [unknown] }, ["pass"]],
    ["no network", undefined, ["pass"]],
    [
      "a public task",
      { assignPublicIp: true },
      [
        "[ecs-no-public-ip] subject: found assignPublicIp true; needed assignPublicIp false. Change networkConfiguration.assignPublicIp.",
      ],
    ],
    ["an unknown network", unknown, ["[ecs-no-public-ip] subject: undecided: waits for networkConfiguration."]],
  ])("judges %s", (_, configuration, expected) => {
    expect(judged(ecsNoPublicIp, service(configuration))).toEqual(expected);
  });

  it("looks at whatever else starts a task", () => {
    const open = { assignPublicIp: true };
    const says = (setting: string) => [
      `[ecs-no-public-ip] subject: found assignPublicIp true; needed assignPublicIp false. Change ${setting}.networkConfiguration.assignPublicIp.`,
    ];
    const rule = { ecsTarget: { networkConfiguration: open } };
    expect(judged(ecsNoPublicIp, resource("aws:cloudwatch/eventTarget:EventTarget", rule))).toEqual(says("ecsTarget"));
    const schedule = { target: { ecsParameters: { networkConfiguration: open } } };
    expect(judged(ecsNoPublicIp, resource("aws:scheduler/schedule:Schedule", schedule))).toEqual(
      says("target.ecsParameters"),
    );
    expect(judged(ecsNoPublicIp, resource("aws:scheduler/schedule:Schedule", { target: {} }))).toEqual(["pass"]);
  });
});

describe("ecs-deployment-alarms", () => {
  const good = { alarmNames: ["errors"], enable: true, rollback: true };
  const service = (change: object) =>
    judged(
      ecsDeploymentAlarms,
      resource("aws:ecs/service:Service", { loadBalancers: [{ containerName: "api" }], alarms: good, ...change }),
    );
  const says = (found: string) => [
    `[ecs-deployment-alarms] subject: found ${found}; needed enabled alarms with rollback. Change alarms.`,
  ];

  it.each([
    ["alarms that roll back", {}, ["pass"]],
    ["none", { alarms: undefined }, says("no deployment alarms")],
    ["some that are off", { alarms: { ...good, enable: false } }, says("no deployment alarms")],
    ["some that only stop", { alarms: { ...good, rollback: false } }, says("deployment alarms without rollback")],
    ["an empty list", { alarms: { ...good, alarmNames: [] } }, says("deployment alarms without a name")],
    ["a worker", { loadBalancers: undefined, alarms: undefined }, ["not applicable"]],
    ["CodeDeploy", { deploymentController: { type: "CODE_DEPLOY" }, alarms: undefined }, ["not applicable"]],
    ["unknown alarms", { alarms: unknown }, ["[ecs-deployment-alarms] subject: undecided: waits for alarms."]],
  ])("judges %s", (_, change, expected) => {
    expect(service(change)).toEqual(expected);
  });
});

describe("ecs-minimum-capacity", () => {
  const target = (props: object) =>
    judged(ecsMinimumCapacity, resource("aws:appautoscaling/target:Target", { serviceNamespace: "ecs", ...props }));
  const says = (found: string) => [
    `[ecs-minimum-capacity] subject: found minCapacity ${found}; needed at least 2 tasks. Change minCapacity.`,
  ];

  it.each([
    [{ minCapacity: 2 }, ["pass"]],
    [{ minCapacity: 1 }, says("1")],
    [{ minCapacity: undefined }, says("0")],
    [{ minCapacity: unknown }, ["[ecs-minimum-capacity] subject: undecided: waits for minCapacity."]],
    [{ minCapacity: 1, serviceNamespace: "dynamodb" }, ["not applicable"]],
  ])("judges %j", (props, expected) => {
    expect(target(props)).toEqual(expected);
  });
});

describe("ecs-platform-latest", () => {
  const service = (props: object) => judged(ecsPlatformLatest, resource("aws:ecs/service:Service", props));

  it.each([
    [{ platformVersion: "LATEST" }, ["pass"]],
    [{}, ["pass"]],
    [
      { platformVersion: "1.3.0" },
      ["[ecs-platform-latest] subject: found platform version 1.3.0; needed LATEST. Change platformVersion."],
    ],
    [{ platformVersion: unknown }, ["[ecs-platform-latest] subject: undecided: waits for platformVersion."]],
    [{ launchType: "EC2", platformVersion: "1.3.0" }, ["not applicable"]],
  ])("judges %j", (props, expected) => {
    expect(service(props)).toEqual(expected);
  });
});
