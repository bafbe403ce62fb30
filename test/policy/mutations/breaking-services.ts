import { container, dropped, references, revalued, secretVariable, sharing, variable } from "./documents";
import { SameAs, absent } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const task = ["aws:ecs/taskDefinition:TaskDefinition"];
const service = ["aws:ecs/service:Service"];
const ofApi = ({ name }: DeployedResource) => name.endsWith("-api-definition");
const withVariable =
  (name: RegExp) =>
  ({ inputs }: DeployedResource) =>
    name.test(String(inputs.containerDefinitions));
const executeCommand = "configuration.executeCommandConfiguration";

/** What breaks services and what they are given, property by property, and the rule that is there for it. */
export const breakingServices: readonly Line[] = [
  {
    types: task,
    path: "containerDefinitions",
    values: [
      "ghcr.io/somebody/api:v1.0.0",
      "somebody/api:v1.0.0",
      "222222222222.dkr.ecr.af-south-1.amazonaws.com/api:v1.0.0",
    ].map((image) => container("image", image)),
    rule: "ecs-image-registry",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: ["api:latest", "api", "api:v1", "api:1.2.3", "api@sha256:12"].map((image) => container("image", image)),
    rule: "ecs-image-immutable",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      container("user", undefined),
      container("user", "root"),
      container("user", "0:0"),
      container("user", "root:staff"),
      container("privileged", true),
      container("readonlyRootFilesystem", false),
      container("readonlyRootFilesystem", undefined),
    ],
    rule: "ecs-non-root",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      container("logConfiguration", undefined),
      container("logConfiguration", { logDriver: "none" }),
      container("logConfiguration", { logDriver: "awslogs", options: {} }),
    ],
    rule: "ecs-logging-required",
  },
  {
    types: service,
    path: "deploymentConfiguration.bakeTimeInMinutes",
    values: [absent, "0", "5"],
    rule: "ecs-bake-time",
    where: ({ inputs }) => inputs.deploymentConfiguration !== undefined,
  },
  {
    types: service,
    path: "deploymentCircuitBreaker",
    values: [absent, { enable: false, rollback: true }, { enable: true, rollback: false }],
    rule: "ecs-safe-deployment",
    where: ({ inputs }) => inputs.deploymentConfiguration === undefined,
  },
  { types: service, path: "deploymentMinimumHealthyPercent", values: [0, 50, 99], rule: "ecs-safe-deployment" },
  { types: service, path: "desiredCount", values: [absent, 0, 1], rule: "ecs-safe-deployment" },
  { types: service, path: "networkConfiguration.assignPublicIp", values: [true], rule: "ecs-no-public-ip" },
  { types: service, path: "platformVersion", values: ["1.3.0", "1.4.0"], rule: "ecs-platform-latest" },
  {
    types: service,
    path: "alarms",
    values: [
      absent,
      { alarmNames: ["a"], enable: false, rollback: true },
      { alarmNames: ["a"], enable: true, rollback: false },
      { alarmNames: [], enable: true, rollback: true },
    ],
    rule: "ecs-deployment-alarms",
    where: ({ inputs }) => Array.isArray(inputs.loadBalancers) && inputs.loadBalancers.length > 0,
  },
  {
    types: ["aws:appautoscaling/target:Target"],
    path: "minCapacity",
    values: [0, 1],
    rule: "ecs-minimum-capacity",
  },
  {
    types: ["aws:ecs/cluster:Cluster"],
    path: "settings",
    values: [absent, [], [{ name: "containerInsights", value: "disabled" }]],
    rule: "ecs-container-insights",
  },
  {
    types: ["aws:ecs/cluster:Cluster"],
    path: `${executeCommand}.kmsKeyId`,
    values: [absent],
    rule: "ecs-exec-audited",
  },
  {
    types: ["aws:ecs/cluster:Cluster"],
    path: `${executeCommand}.logging`,
    values: [absent, "NONE", "DEFAULT"],
    rule: "ecs-exec-audited",
  },
  {
    types: ["aws:ecs/cluster:Cluster"],
    path: `${executeCommand}.logConfiguration.cloudWatchEncryptionEnabled`,
    values: [absent, false],
    rule: "ecs-exec-audited",
  },

  { types: task, path: "taskRoleArn", values: [new SameAs("executionRoleArn")], rule: "ecs-roles-apart" },

  // What containers are given
  {
    types: task,
    path: "containerDefinitions",
    values: [
      secretVariable("JWT_SECRET", "x"),
      secretVariable("SMTP_PASSWORD", "x"),
      secretVariable("DATABASE_URL", "x"),
      secretVariable("STRIPE_API_KEY", "x"),
      secretVariable("UPSTREAM", "https://me:word@host.test/"),
      secretVariable("SEED", "q3Jx8vTz1LmN0pRs7uWy2AbC4dEf6GhI9kOQ5rtV"),
    ],
    rule: "no-plaintext-secrets-in-env",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      references("references without a version", (from) => from.split(":").slice(0, -1).join(":")),
      references("references to a parameter", () => "arn:aws:ssm:af-south-1:000000000000:parameter/a"),
    ],
    rule: "ecs-secrets-pinned",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      references("references of another stage", (from) => from.replace("secret:production/", "secret:staging/")),
    ],
    rule: "ecs-secrets-of-stage",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [sharing("JWT_ACCESS_SECRET", "JWT_REFRESH_SECRET")],
    rule: "jwt-secrets-apart",
    where: withVariable(/"JWT_REFRESH_SECRET"/),
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [sharing("REDIS_URL", "DATABASE_URL")],
    rule: "ecs-secrets-by-name",
    where: withVariable(/"REDIS_URL"/),
  },
  {
    types: ["aws:appautoscaling/target:Target"],
    path: "maxCapacity",
    values: [2],
    rule: "ecs-autoscaling",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [dropped("JWT_SECRET", "JWT_ACCESS_SECRET", "JWT_PRIVATE_KEY"), dropped("DATABASE_URL", "MONGODB_URI")],
    rule: "required-container-env",
    where: ofApi,
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [revalued(/^(NODE_ENV|GIN_MODE|APP_ENV|ENVIRONMENT)$/, "development")],
    rule: "runtime-environment",
    where: withVariable(/"NODE_ENV"/),
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [revalued(/REFRESH.*(EXPIR|TTL|LIFETIME)/, "365d"), revalued(/^JWT(_ACCESS)?_EXPIRES_IN$/, "7d")],
    rule: "token-lifetimes",
    where: ({ name }) => name === "doctor-system-api-definition",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [variable("PAYSTACK_PUBLIC_KEY", ["pk", "test", "0123456789abcdef0123"].join("_"))],
    rule: "payment-keys-match-stage",
    where: ofApi,
  },
  {
    types: task,
    path: "cpu",
    values: ["1024"],
    rule: "ah-prod-sizing",
    where: ({ name }) => name === "ahava-healthcare-api-definition",
  },
  {
    types: task,
    path: "memory",
    values: ["2048"],
    rule: "ah-prod-sizing",
    where: ({ name }) => name === "ahava-healthcare-api-definition",
  },
  {
    types: task,
    path: "ephemeralStorage",
    values: [absent, { sizeInGib: 21 }],
    rule: "ah-prod-sizing",
    where: ({ name }) => name === "ahava-healthcare-api-definition",
  },
];
