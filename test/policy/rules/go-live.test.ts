import type { ResourceRule } from "../../../policy/rule";
import { ahProdSizing } from "../../../policy/rules/go-live/ah-prod-sizing";
import { requiredContainerEnv } from "../../../policy/rules/go-live/required-container-env";
import { runtimeEnvironment } from "../../../policy/rules/go-live/runtime-environment";
import { tokenLifetimes } from "../../../policy/rules/go-live/token-lifetimes";
import type { Stage } from "../../../policy/stage";
import type { SystemFacts } from "../../../policy/system-facts";
import { judged, resource, unknown } from "../harness";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
const component = "care-platform:service:ContainerTask";

/** One variable, in a container definition and in the facts of a component. */
function both(rule: ResourceRule, name: string, value: string, stage: Stage = "production") {
  const containerDefinitions = JSON.stringify([{ name: "api", environment: [{ name, value }] }]);
  const task = judged(rule, resource(taskDefinition, { containerDefinitions }), { stage });
  const facts = { role: "api", environmentNames: [name], environment: { [name]: value } };
  expect(judged(rule, resource(component, facts), { stage })).toEqual(task);
  return task;
}

describe("runtime-environment", () => {
  const rule = runtimeEnvironment;
  const says = (found: string, name = "NODE_ENV") => [
    `[runtime-environment] subject: found ${found} in container api; needed production. Change ${name}.`,
  ];

  it.each([
    ["NODE_ENV", "production", "production", ["pass"]],
    ["NODE_ENV", "production", "staging", ["pass"]],
    ["NODE_ENV", "staging", "staging", says("NODE_ENV staging")],
    ["NODE_ENV", "development", "production", says("NODE_ENV development")],
    ["NODE_ENV", "", "production", says("NODE_ENV with another value")],
    ["GO_ENV", "dev", "production", says("GO_ENV dev", "GO_ENV")],
    ["STAGE", "staging", "staging", ["pass"]],
    ["NODE_ENV", "development", "development", ["not applicable"]],
  ] as const)("judges %s=%s in %s", (name, value, stage, expected) => {
    expect(both(rule, name, value, stage)).toEqual(expected);
  });

  it("waits for a value that another resource decides", () => {
    expect(judged(runtimeEnvironment, resource(component, { role: "api", environmentNames: ["NODE_ENV"] }))).toEqual([
      "[runtime-environment] subject: undecided: waits for the value of NODE_ENV.",
    ]);
    expect(judged(runtimeEnvironment, resource(taskDefinition, { containerDefinitions: unknown }))).toEqual([
      "[runtime-environment] subject: undecided: waits for containerDefinitions.",
    ]);
  });
});

describe("token-lifetimes", () => {
  const rule = tokenLifetimes;
  const says = (found: string, needed: string, name: string) => [
    `[token-lifetimes] subject: found ${name} ${found} in container api; needed ${needed}. Change ${name}.`,
  ];
  const access = (name: string, found: string) => says(found, "10 to 20 minutes", name);
  const refresh = (name: string, found: string) => says(found, "more than 20 minutes and at most 7 days", name);

  it.each([
    ["JWT_ACCESS_EXPIRES_IN", "15m", ["pass"]],
    ["JWT_ACCESS_EXPIRES_IN", "900s", ["pass"]],
    ["ACCESS_TOKEN_EXPIRES_IN", "20 minutes", ["pass"]],
    ["JWT_ACCESS_EXPIRES_IN", "24h", access("JWT_ACCESS_EXPIRES_IN", "of 86400 seconds")],
    ["JWT_ACCESS_EXPIRES_IN", "5m", access("JWT_ACCESS_EXPIRES_IN", "of 300 seconds")],
    ["JWT_ACCESS_EXPIRES_IN", "900", access("JWT_ACCESS_EXPIRES_IN", "without a unit")],
    ["JWT_EXPIRES_IN", "7d", access("JWT_EXPIRES_IN", "of 604800 seconds")],
    ["REFRESH_TOKEN_EXPIRES_IN", "7d", ["pass"]],
    ["JWT_REFRESH_EXPIRES_IN", "1 week", ["pass"]],
    ["JWT_REFRESH_EXPIRES_IN", "30d", refresh("JWT_REFRESH_EXPIRES_IN", "of 2592000 seconds")],
    ["JWT_REFRESH_EXPIRES_IN", "15m", refresh("JWT_REFRESH_EXPIRES_IN", "of 900 seconds")],
    ["CACHE_TTL", "30d", ["pass"]],
    ["PASSWORD_RESET_TOKEN_TTL", "1h", ["pass"]],
    ["REFRESH_INTERVAL", "30d", ["pass"]],
  ])("judges %s=%s", (name, value, expected) => {
    expect(both(rule, name, value)).toEqual(expected);
  });

  it("waits for a value that another resource decides", () => {
    const facts = { role: "api", environmentNames: ["JWT_ACCESS_EXPIRES_IN"] };
    expect(judged(tokenLifetimes, resource(component, facts))).toEqual([
      "[token-lifetimes] subject: undecided: waits for the value of JWT_ACCESS_EXPIRES_IN.",
    ]);
  });
});

/** What the manifest of a stage says: two systems, the name of one being part of the other's. */
const systems: SystemFacts = {
  lab: { api: { secrets: ["LAB_KEY"], variables: [] } },
  "lab-system": {
    api: {
      secrets: ["DATABASE_URL", "JWT_SECRET"],
      variables: ["NODE_ENV", "PORT"],
      least: { cpu: 2048, memory: 4096, ephemeralStorage: 50 },
    },
  },
};

describe("required-container-env", () => {
  const secrets = ["DATABASE_URL", "JWT_SECRET"];
  const facts = { system: "lab-system", role: "api", secretNames: secrets, environmentNames: ["NODE_ENV", "PORT"] };
  const judge = (change: object, said: SystemFacts | undefined = systems) =>
    judged(requiredContainerEnv, resource(component, { ...facts, ...change }), { systems: said });
  const says = (text: string) => [`[required-container-env] subject: ${text}`];
  const lacks = (names: string, all = secrets) =>
    says(`found no secret ${names} in container api; needed the secrets ${all.join(", ")}. Change secrets.`);
  const unnamed = (called: string) =>
    says(
      `found nothing about ${called} in the stage's manifest; needed its secrets and variables in the systems of a care-platform:stage:StageManifest component. Change systems.`,
    );
  const task = (family: unknown, containers: unknown, said: SystemFacts | undefined = systems) =>
    judged(requiredContainerEnv, resource(taskDefinition, { family, containerDefinitions: containers }), {
      systems: said,
    });
  const api = { name: "api", secrets: [{ name: "LAB_KEY" }] };

  it("passes an API with all that the stage's manifest says it needs", () => {
    expect(judge({})).toEqual(["pass"]);
    expect(judge({ system: "lab", secretNames: ["LAB_KEY"] })).toEqual(["pass"]);
  });

  it.each(secrets)("misses the secret %s", (name) => {
    expect(judge({ secretNames: secrets.filter((other) => other !== name) })).toEqual(lacks(name));
  });

  it("misses a plain variable, and takes it from the secrets as well", () => {
    expect(judge({ environmentNames: ["PORT"] })).toEqual(
      says("found no variable NODE_ENV in container api; needed the variables NODE_ENV, PORT. Change environment."),
    );
    expect(judge({ environmentNames: ["PORT"], secretNames: [...secrets, "NODE_ENV"] })).toEqual(["pass"]);
  });

  it("finds a system, and an API, of which the manifest says nothing", () => {
    expect(judge({ system: "shop" })).toEqual(unnamed("shop api"));
    expect(judge({ system: "shop", role: "worker" })).toEqual(unnamed("shop worker"));
    expect(judge({}, {})).toEqual(unnamed("lab-system api"));
    expect(judge({}, { "lab-system": {} })).toEqual(unnamed("lab-system api"));
    expect(task("production-shop-api", "[]")).toEqual(unnamed("production-shop-api"));
  });

  it("leaves other tasks of a system alone, and judges every one that the manifest names", () => {
    expect(judge({ role: "worker", secretNames: [] })).toEqual(["not applicable"]);
    const worker = { "lab-system": { worker: { secrets: ["REDIS_URL"], variables: [] } } };
    expect(judge({ role: "worker", secretNames: [] }, worker)).toEqual(
      says("found no secret REDIS_URL in container worker; needed the secrets REDIS_URL. Change secrets."),
    );
  });

  it("says of an API in a program without a manifest that nothing tells what it needs", () => {
    const open = (called: string) =>
      says(
        `undecided: waits for systems of a care-platform:stage:StageManifest component with the needs of ${called}.`,
      );
    const judgedAlone = judged(requiredContainerEnv, resource(component, facts));
    expect(judgedAlone).toEqual(open("lab-system api"));
    const strangers = (family: string) =>
      judged(requiredContainerEnv, resource(taskDefinition, { family, containerDefinitions: "[]" }));
    expect(strangers("shop-api")).toEqual(open("shop-api"));
    expect(strangers("shop-worker")).toEqual(["not applicable"]);
    expect(strangers("rapid-shop")).toEqual(["not applicable"]);
  });

  it("reads a task definition by its family, and leaves sidecars and other tasks alone", () => {
    const sidecar = { name: "collector" };
    expect(task("production-lab-api", JSON.stringify([sidecar, api]))).toEqual(["pass"]);
    expect(task("production-lab-api", JSON.stringify([sidecar, { name: "api" }]))).toEqual(
      lacks("LAB_KEY", ["LAB_KEY"]),
    );
    expect(task("production-lab-system-api", JSON.stringify([sidecar, { ...api, environment: [] }]))).toEqual([
      ...lacks("DATABASE_URL, JWT_SECRET"),
      ...says(
        "found no variable NODE_ENV, PORT in container api; needed the variables NODE_ENV, PORT. Change environment.",
      ),
    ]);
    expect(task("production-lab-migration", JSON.stringify([api]))).toEqual(["not applicable"]);
    expect(task("production-lab-api", unknown)).toEqual(says("undecided: waits for containerDefinitions."));
    expect(task(unknown, "[]")).toEqual(says("undecided: waits for family."));
  });

  it("takes a task's only container for its own, and misses one among several", () => {
    expect(task("production-lab-api", JSON.stringify([{ ...api, name: "web" }]))).toEqual(["pass"]);
    expect(task("production-lab-api", JSON.stringify([{ name: "web" }, { name: "proxy" }]))).toEqual(
      says("found no container named api; needed a container named api. Change name."),
    );
  });
});

describe("ah-prod-sizing", () => {
  const facts = { system: "lab-system", role: "api", cpu: 2048, memory: 4096, ephemeralStorage: 50 };
  const judge = (change: object) => judged(ahProdSizing, resource(component, { ...facts, ...change }), { systems });
  const says = (found: string, needed: string, setting: string) => [
    `[ah-prod-sizing] subject: found ${setting} ${found}; needed at least ${needed}. Change ${setting}.`,
  ];

  it.each([
    ["the least", {}, ["pass"]],
    ["more", { cpu: 4096, memory: 8192, ephemeralStorage: 100 }, ["pass"]],
    ["one processor", { cpu: 1024 }, says("1024 units", "2048 units", "cpu")],
    ["little memory", { memory: 2048 }, says("2048 MiB", "4096 MiB", "memory")],
    ["Fargate's own disk", { ephemeralStorage: undefined }, says("20 GiB", "50 GiB", "ephemeralStorage")],
    [
      "an unknown disk",
      { ephemeralStorage: unknown },
      ["[ah-prod-sizing] subject: undecided: waits for ephemeralStorage."],
    ],
    ["a worker", { role: "worker", cpu: 256 }, ["not applicable"]],
    ["another system", { system: "lab", cpu: 256 }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    expect(judge(change)).toEqual(expected);
  });

  it("reads the numbers of a task definition in every spelling", () => {
    const task = (props: object) =>
      judged(ahProdSizing, resource(taskDefinition, { family: "production-lab-system-api", ...props }), { systems });
    const disk = { ephemeralStorage: { sizeInGib: 50 } };
    expect(task({ cpu: "2048", memory: "4096", ...disk })).toEqual(["pass"]);
    expect(task({ cpu: "2 vCPU", memory: "4 GB", ...disk })).toEqual(["pass"]);
    expect(task({ cpu: "1 vCPU", memory: "4 GB", ...disk })).toEqual(says("1024 units", "2048 units", "cpu"));
    expect(task({ cpu: undefined, memory: "4096", ...disk })).toEqual(says("0 units", "2048 units", "cpu"));
  });
});
