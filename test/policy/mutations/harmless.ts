import { tokens } from "../../../policy/selectors/tokens";
import { absent, inJson, within } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const task = ["aws:ecs/taskDefinition:TaskDefinition"];
const https = ({ inputs }: DeployedResource) => inputs.protocol === "HTTPS";

const containers = (title: string, change: (container: Record<string, unknown>) => object) =>
  inJson<Record<string, unknown>[]>(title, (list) => list.map(change));
const variable = (name: string, value: string) =>
  containers(`with the variable ${name}`, (one) => ({
    ...one,
    environment: [...((one.environment as object[] | undefined) ?? []), { name, value }],
  }));

/** A few of the many alarms: those of one kind are alike. */
const ofProcessor = ({ name }: DeployedResource) => name.includes("cpu");

/** What changes a production and breaks nothing: a rule that complains about one of these gives a false alarm. */
export const harmless: readonly Line[] = [
  { types: tokens.databases, path: "instanceClass", values: ["db.m6g.large", "db.t4g.medium"] },
  { types: tokens.databases, path: "allocatedStorage", values: [50, 4000] },
  { types: tokens.databases, path: "storageType", values: ["gp2", "io2"] },
  { types: tokens.databases, path: "backupRetentionPeriod", values: [30, 35] },
  { types: tokens.databases, path: "publiclyAccessible", values: [absent] },
  { types: tokens.databases, path: "skipFinalSnapshot", values: [absent] },
  { types: tokens.databases, path: "engineVersion", values: ["17", "16.4"] },
  {
    types: tokens.databaseParameterGroups,
    path: "parameters",
    values: [within<object[]>("with another", (list) => [...list, { name: "work_mem", value: "8192" }])],
  },
  { types: tokens.caches, path: "nodeType", values: ["cache.r7g.large"] },
  { types: tokens.caches, path: "numCacheClusters", values: [3, 6] },
  { types: tokens.caches, path: "snapshotRetentionLimit", values: [7, 35] },
  { types: tokens.caches, path: "transitEncryptionMode", values: [absent] },
  {
    types: tokens.listeners,
    path: "sslPolicy",
    values: ["ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-3-2021-06"],
    where: https,
  },
  {
    types: tokens.listeners,
    path: "routingHttpResponseStrictTransportSecurityHeaderValue",
    values: ["max-age=63072000; includeSubDomains; preload"],
    where: https,
  },
  { types: tokens.loadBalancers, path: "idleTimeout", values: [60, 4000] },
  { types: tokens.loadBalancers, path: "desyncMitigationMode", values: ["defensive", absent] },
  {
    types: tokens.buckets,
    path: "tags",
    values: [within<object>("with another", (tags) => ({ ...tags, team: "a" }))],
  },
  {
    types: tokens.bucketPolicies,
    path: "policy",
    values: [
      inJson<{ Statement: object[] }>("with another refusal", (document) => ({
        ...document,
        Statement: [
          ...document.Statement,
          { Effect: "Deny", Principal: "*", Action: "s3:DeleteBucket", Resource: "*" },
        ],
      })),
    ],
  },
  {
    types: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
    path: "description",
    values: ["Somebody, for something", "x"],
  },
  { types: ["aws:ec2/flowLog:FlowLog"], path: "maxAggregationInterval", values: [60] },
  { types: ["aws:ec2/securityGroup:SecurityGroup"], path: "tags", values: [{ Name: "a" }] },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      variable("SECRET_ROTATION_DAYS", "90"),
      variable("TOKEN_TTL", "900"),
      variable("JWT_PUBLIC_KEY_PATH", "/keys/a.pem"),
      variable("KEYBOARD", "qwerty"),
      variable("PUBLIC_URL", "https://host.test/a?b=c"),
    ],
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      containers("another version", (one) => ({ ...one, image: "api:v2.0.0-rc.1" })),
      containers("a digest", (one) => ({ ...one, image: `api@sha256:${"0".repeat(64)}` })),
      containers("another user", (one) => ({ ...one, user: "65532" })),
    ],
  },
  { types: task, path: "cpu", values: ["4096", "8192"] },
  { types: ["aws:ecs/service:Service"], path: "desiredCount", values: [2, 10] },
  { types: ["aws:ecs/service:Service"], path: "deploymentMinimumHealthyPercent", values: [absent, 100] },
  { types: ["aws:secretsmanager/secret:Secret"], path: "recoveryWindowInDays", values: [30, absent] },
  { types: ["aws:secretsmanager/secret:Secret"], path: "description", values: ["another"] },
  { types: ["aws:kms/key:Key"], path: "deletionWindowInDays", values: [7, 30] },
  { types: ["aws:kms/key:Key"], path: "rotationPeriodInDays", values: [90] },
  { types: ["aws:cloudwatch/logGroup:LogGroup"], path: "retentionInDays", values: [90, 365, 3653] },
  { types: ["aws:cloudwatch/metricAlarm:MetricAlarm"], path: "threshold", values: [1, 99], where: ofProcessor },
  {
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    path: "actionsEnabled",
    values: [true, absent],
    where: ofProcessor,
  },
  { types: ["aws:sns/topic:Topic"], path: "displayName", values: ["another"] },
  { types: ["aws:backup/plan:Plan"], path: "rules.0.startWindow", values: [120] },
  { types: ["aws:backup/plan:Plan"], path: "rules.0.lifecycle.deleteAfter", values: [90] },
  { types: ["aws:ecr/repository:Repository"], path: "tags", values: [{ team: "a" }] },
  {
    types: ["aws:iam/rolePolicy:RolePolicy"],
    path: "policy",
    values: [
      inJson<{ Statement: object[] }>("with a narrow statement", (document) => ({
        ...document,
        Statement: [...document.Statement, { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" }],
      })),
    ],
  },
];
