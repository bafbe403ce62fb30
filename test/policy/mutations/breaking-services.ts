import { tokens } from "../../../policy/readings/tokens";
import { container, references, secretVariable, statement } from "./documents";
import { absent } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./state";

const task = ["aws:ecs/taskDefinition:TaskDefinition"];
const ofCache = ({ name }: DeployedResource) => name.endsWith("cache-events");

/** What breaks services, secrets, alarms and deliveries, property by property, and the rule that is there for it. */
export const breakingServices: readonly Line[] = [
  // Services
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
    types: ["aws:ecs/service:Service"],
    path: "deploymentCircuitBreaker",
    values: [absent, { enable: false, rollback: true }, { enable: true, rollback: false }],
    rule: "ecs-safe-deployment",
  },
  {
    types: ["aws:ecs/service:Service"],
    path: "deploymentMinimumHealthyPercent",
    values: [0, 50, 99],
    rule: "ecs-safe-deployment",
  },
  { types: ["aws:ecs/service:Service"], path: "desiredCount", values: [absent, 0, 1], rule: "ecs-safe-deployment" },
  {
    types: ["aws:ecs/service:Service"],
    path: "networkConfiguration.assignPublicIp",
    values: [true],
    rule: "ecs-no-public-ip",
  },

  // Secrets
  {
    types: task,
    path: "containerDefinitions",
    values: [
      secretVariable("JWT_SECRET", "x"),
      secretVariable("SMTP_PASSWORD", "x"),
      secretVariable("DATABASE_URL", "x"),
      secretVariable("STRIPE_API_KEY", "x"),
      secretVariable("UPSTREAM", "https://me:word@host.test/"),
    ],
    rule: "no-plaintext-secrets-in-env",
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      references("references without a version", (from) => from.split(":").slice(0, -1).join(":")),
      references("references of another stage", (from) => from.replace("secret:production/", "secret:staging/")),
      references("references to a parameter", () => "arn:aws:ssm:af-south-1:000000000000:parameter/a"),
    ],
    rule: "ecs-secrets-pinned",
  },
  {
    types: ["aws:secretsmanager/secret:Secret"],
    path: "kmsKeyId",
    values: [absent, "alias/aws/secretsmanager"],
    rule: "secrets-encrypted",
  },
  { types: ["aws:secretsmanager/secret:Secret"], path: "recoveryWindowInDays", values: [0], rule: "secrets-encrypted" },
  { types: ["aws:kms/key:Key"], path: "enableKeyRotation", values: [absent, false], rule: "kms-rotation" },
  { types: ["aws:kms/key:Key"], path: "description", values: [absent, ""], rule: "kms-rotation" },
  {
    types: ["random:index/randomPassword:RandomPassword"],
    path: "length",
    values: [8, 32, 63],
    rule: "jwt-secret-strength",
    where: ({ name }) => name.includes("jwt"),
  },

  // Observability
  {
    types: ["aws:cloudwatch/logGroup:LogGroup"],
    path: "retentionInDays",
    values: [absent, 0, 7],
    rule: "log-retention",
  },
  { types: ["aws:cloudwatch/logGroup:LogGroup"], path: "kmsKeyId", values: [absent], rule: "log-retention" },
  {
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    path: "alarmActions",
    values: [absent, []],
    rule: "alarm-actions-required",
  },
  {
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    path: "okActions",
    values: [[]],
    rule: "alarm-actions-required",
  },
  {
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    path: "actionsEnabled",
    values: [false],
    rule: "alarm-actions-required",
  },
  {
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm"],
    path: "alarmDescription",
    values: ["Too hot."],
    rule: "alarm-actions-required",
  },
  {
    types: ["aws:sns/topic:Topic"],
    path: "kmsMasterKeyId",
    values: [absent, "alias/aws/sns"],
    rule: "sns-encrypted",
    where: (topic) => !ofCache(topic),
  },
  { types: ["aws:sns/topic:Topic"], path: "kmsMasterKeyId", values: ["key"], rule: "sns-encrypted", where: ofCache },

  // An alarm that watches something else leaves what it was made for unwatched.
  { types: tokens.databases, path: "identifier", values: ["another"], rule: "alarms-complete" },
  { types: tokens.caches, path: "replicationGroupId", values: ["another"], rule: "alarms-complete" },
  { types: tokens.loadBalancers, path: "arnSuffix", values: ["app/another/0"], rule: "alarms-complete" },
  { types: ["aws:ecs/service:Service"], path: "name", values: ["another"], rule: "alarms-complete" },

  // Backup
  {
    types: ["aws:backup/plan:Plan"],
    path: "rules.0.lifecycle.deleteAfter",
    values: [1, 6],
    rule: "backup-plan-complete",
  },
  { types: ["aws:backup/plan:Plan"], path: "rules", values: [[]], rule: "backup-plan-complete" },
  { types: ["aws:backup/selection:Selection"], path: "", values: [absent], rule: "backup-plan-complete" },

  // Delivery
  {
    types: ["aws:ecr/repository:Repository"],
    path: "imageTagMutability",
    values: [absent, "MUTABLE"],
    rule: "ecr-immutable-scanned",
  },
  {
    types: ["aws:ecr/repository:Repository"],
    path: "imageScanningConfiguration",
    values: [absent, { scanOnPush: false }],
    rule: "ecr-immutable-scanned",
  },
  {
    types: ["aws:iam/rolePolicy:RolePolicy"],
    path: "policy",
    values: [
      statement({ Action: "*", Resource: "*" }),
      statement({ Action: "s3:*", Resource: "arn:aws:s3:::a" }),
      statement({ Action: ["s3:GetObject", "s3:PutObject"], Resource: "*" }),
      statement({ NotAction: "iam:*", Resource: "*" }),
    ],
    rule: "iam-no-wildcard",
  },
  {
    types: ["aws:kms/key:Key", "aws:ec2/vpc:Vpc", "aws:ecr/repository:Repository", ...tokens.buckets],
    path: "tags",
    values: [{ stage: "" }, { owner: "" }, { project: "" }],
    rule: "required-tags",
  },
];
