import { container, containers, replaced, variable } from "./documents";
import { inJson, within } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const task = ["aws:ecs/taskDefinition:TaskDefinition"];
const named =
  (name: string) =>
  (resource: DeployedResource): boolean =>
    resource.name === name;
const api = named("med-platform-api-definition");
/** A password as generators make them. */
const generated = "kV9#mQ2!xZr7Lw";

/** What went around the rules about tasks, data stores and secrets when somebody tried. */
export const attackingServices: readonly Line[] = [
  {
    types: task,
    path: "containerDefinitions",
    values: [container("linuxParameters", { capabilities: { add: ["SYS_PTRACE"] } })],
    rule: "ecs-isolated",
    where: api,
  },
  ...Object.entries({
    networkMode: ["host"],
    pidMode: ["task", "host"],
    ipcMode: ["host"],
    volumes: [
      [{ name: "host", hostPath: "/" }],
      [{ name: "shared", efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption: "DISABLED" } }],
    ],
  }).map(([path, values]): Line => ({ types: task, path, values, rule: "ecs-isolated", where: api })),
  {
    types: task,
    path: "containerDefinitions",
    values: [
      variable("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
      variable("PGSSLMODE", "disable"),
      variable("NODE_OPTIONS", "--inspect=0.0.0.0:9229"),
    ],
    rule: "runtime-verifies-tls",
    where: api,
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      container("logConfiguration", { logDriver: "fluentd", options: { "fluentd-address": "logs.example.org:24224" } }),
      container("logConfiguration", {
        logDriver: "awslogs",
        options: { "awslogs-group": "/production/med-platform/api", "awslogs-region": "us-east-1" },
      }),
    ],
    rule: "ecs-logging-required",
    where: api,
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      containers("of the image of staging", (one) => ({
        ...one,
        image: String(one.image).replace("/production/", "/staging/"),
      })),
    ],
    rule: "ecs-image-registry",
    where: api,
  },
  {
    types: ["aws:rds/parameterGroup:ParameterGroup"],
    path: "parameters",
    values: Object.entries({ ssl_min_protocol_version: "TLSv1", password_encryption: "md5", log_statement: "all" }).map(
      ([name, value]) =>
        within<object[]>(`with ${name} ${value}`, (list) => [...list, { name, value, applyMethod: "immediate" }]),
    ),
    rule: "rds-parameters-safe",
  },
  {
    types: ["aws:elasticache/user:User"],
    path: "accessString",
    values: ["on nopass ~* +@all"],
    rule: "redis-users-authenticated",
  },
  {
    types: ["aws:elasticache/userGroup:UserGroup"],
    path: "userIds",
    values: [["default"]],
    rule: "redis-users-authenticated",
  },
  {
    types: ["mongodbatlas:index/auditing:Auditing"],
    path: "auditFilter",
    values: ['{ "atype": "nothing" }'],
    rule: "atlas-auditing-enabled",
  },
  {
    types: ["mongodbatlas:index/encryptionAtRest:EncryptionAtRest"],
    path: "awsKmsConfig.enabled",
    values: [false],
    rule: "atlas-encrypted-at-rest",
  },
  {
    types: ["aws:secretsmanager/secretVersion:SecretVersion"],
    path: "secretString",
    values: ["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"],
    rule: "jwt-secret-strength",
    where: named("doctor-system-jwt-access-secret-keyring-version"),
  },
  ...Object.entries({
    "aws:cloudfront/function:Function code": replaced(
      "with a key",
      (code) => `var key = "q3Jx8vTz1LmN0pRs7uWy2AbC4dEf6GhI9kOQ5rtV";${code}`,
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm alarmDescription": replaced(
      "with a password",
      (text) => `${text} password=${generated}`,
    ),
    "aws:cloudwatch/dashboard:Dashboard dashboardBody": inJson<{ widgets: object[] }>("with a password", (body) => ({
      ...body,
      widgets: [...body.widgets, { type: "text", properties: { markdown: `Login: admin / password: ${generated}` } }],
    })),
    "aws:ec2/subnet:Subnet description": `db password ${generated}`,
  }).map(([key, value]): Line => {
    const [type = "", path = ""] = key.split(" ");
    return { types: [type], path, values: [value], rule: "no-plaintext-secrets-in-inputs" };
  }),
  { types: ["aws:ssm/parameter:Parameter"], path: "value", values: [generated], rule: "no-plaintext-secrets-stored" },
];
