import type { ResourceRule } from "../../../policy/rule";
import { ahProdSizing } from "../../../policy/rules/go-live/ah-prod-sizing";
import { requiredContainerEnv } from "../../../policy/rules/go-live/required-container-env";
import { runtimeEnvironment } from "../../../policy/rules/go-live/runtime-environment";
import { tokenLifetimes } from "../../../policy/rules/go-live/token-lifetimes";
import type { Stage } from "../../../policy/stage";
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

describe("required-container-env", () => {
  const secrets = ["MONGODB_URI", "JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET", "WHATSAPP_ACCESS_TOKEN"];
  const facts = { system: "doctor-system", role: "api", secretNames: secrets, environmentNames: ["NODE_ENV", "PORT"] };
  const judge = (change: object, stage: Stage = "production") =>
    judged(requiredContainerEnv, resource(component, { ...facts, ...change }), { stage });
  const lacks = (names: string, all = secrets) => [
    `[required-container-env] subject: found no secret ${names} in container api; needed the secrets ${all.join(", ")}. Change secrets.`,
  ];

  it("passes an API with all it needs", () => {
    expect(judge({})).toEqual(["pass"]);
    const ahava = ["DATABASE_URL", "REDIS_URL", "JWT_SECRET", "ENCRYPTION_KEY", "ENCRYPTION_IV_SALT"];
    expect(judge({ system: "ahava-healthcare", secretNames: ahava })).toEqual(["pass"]);
    const med = ["DATABASE_URL", "JWT_PRIVATE_KEY"];
    expect(judge({ system: "med-platform", secretNames: med, environmentNames: [] })).toEqual(["pass"]);
  });

  it.each(secrets)("misses the secret %s", (name) => {
    expect(judge({ secretNames: secrets.filter((other) => other !== name) })).toEqual(lacks(name));
  });

  it("misses a plain variable, and takes it from the secrets as well", () => {
    expect(judge({ environmentNames: ["PORT"] })).toEqual([
      "[required-container-env] subject: found no variable NODE_ENV in container api; needed the variables NODE_ENV, PORT. Change environment.",
    ]);
    expect(judge({ environmentNames: ["PORT"], secretNames: [...secrets, "NODE_ENV"] })).toEqual(["pass"]);
  });

  it("does without the token of WhatsApp in development only", () => {
    const three = secrets.slice(0, 3);
    expect(judge({ secretNames: three }, "development")).toEqual(["pass"]);
    expect(judge({ secretNames: three }, "staging")).toEqual(lacks("WHATSAPP_ACCESS_TOKEN"));
  });

  it("reads a task definition by its family, and leaves sidecars and other tasks alone", () => {
    const task = (family: string, containers: unknown) =>
      judged(requiredContainerEnv, resource(taskDefinition, { family, containerDefinitions: containers }));
    const api = { name: "api", secrets: [{ name: "DATABASE_URL" }] };
    const sidecar = { name: "collector" };
    expect(task("production-med-platform-api", JSON.stringify([sidecar, api]))).toEqual(
      lacks("JWT_PRIVATE_KEY", ["DATABASE_URL", "JWT_PRIVATE_KEY"]),
    );
    expect(task("production-med-platform-migration", JSON.stringify([api]))).toEqual(["not applicable"]);
    expect(task("shop-api", JSON.stringify([api]))).toEqual(["not applicable"]);
    expect(task("production-med-platform-api", unknown)).toEqual([
      "[required-container-env] subject: undecided: waits for containerDefinitions.",
    ]);
  });
});

describe("ah-prod-sizing", () => {
  const facts = { system: "ahava-healthcare", role: "api", cpu: 2048, memory: 4096, ephemeralStorage: 50 };
  const judge = (change: object) => judged(ahProdSizing, resource(component, { ...facts, ...change }));
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
    ["another system", { system: "med-platform", cpu: 256 }, ["not applicable"]],
  ])("judges %s", (_, change, expected) => {
    expect(judge(change)).toEqual(expected);
  });

  it("reads the numbers of a task definition in every spelling", () => {
    const task = (props: object) =>
      judged(ahProdSizing, resource(taskDefinition, { family: "production-ahava-healthcare-api", ...props }));
    const disk = { ephemeralStorage: { sizeInGib: 50 } };
    expect(task({ cpu: "2048", memory: "4096", ...disk })).toEqual(["pass"]);
    expect(task({ cpu: "2 vCPU", memory: "4 GB", ...disk })).toEqual(["pass"]);
    expect(task({ cpu: "1 vCPU", memory: "4 GB", ...disk })).toEqual(says("1024 units", "2048 units", "cpu"));
    expect(task({ cpu: undefined, memory: "4096", ...disk })).toEqual(says("0 units", "2048 units", "cpu"));
  });
});
