import { databaseStores } from "../../../policy/selectors/databases";
import { neighboursType } from "../../../policy/selectors/neighbours";
import { tokens } from "../../../policy/selectors/tokens";
import { replaced, statement } from "./documents";
import { absent, inJson, within } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const alarm = ["aws:cloudwatch/metricAlarm:MetricAlarm"];
const logGroup = ["aws:cloudwatch/logGroup:LogGroup"];
const topic = ["aws:sns/topic:Topic"];
const topicPolicy = ["aws:sns/topicPolicy:TopicPolicy"];
const policy = ["aws:iam/rolePolicy:RolePolicy"];
const subscription = ["aws:sns/topicSubscription:TopicSubscription"];
const trail = ["aws:cloudtrail/trail:Trail"];
const canary = ["aws:synthetics/canary:Canary"];
const ofAlarms = ({ name }: DeployedResource) => /^(alerts|front-ends)-(critical|warning)/.test(name);
const ofCache = ({ name }: DeployedResource) => name.endsWith("cache-events");

const ofDatabases = ({ name }: DeployedResource) => name === "backups-nightly";
const ofSecretAge = ({ name }: DeployedResource) => /-secret-age-(warning|critical)$/.test(name);
const isErrorShare = ({ name }: DeployedResource) => name.endsWith("-errors-critical");
/** Alarms each of which is the only one on what it watches. */
const isOnlyOne = ({ name }: DeployedResource) => /-(api|worker)-(cpu|memory)$/.test(name);

/** What breaks alarms, backups and deliveries, property by property, and the rule that is there for it. */
export const breakingOperations: readonly Line[] = [
  // Observability
  { types: logGroup, path: "retentionInDays", values: [absent, 0, 7], rule: "log-retention" },
  { types: logGroup, path: "kmsKeyId", values: [absent], rule: "log-retention" },
  { types: alarm, path: "alarmActions", values: [absent, []], rule: "alarm-actions-required" },
  { types: alarm, path: "actionsEnabled", values: [false], rule: "alarm-actions-required" },
  {
    types: alarm,
    path: "metricQueries.0.expression",
    values: ["FILL(requests, 0) / nobody", "SUM(requests)"],
    rule: "alarm-expressions-sound",
    where: isErrorShare,
  },
  {
    types: alarm,
    path: "metricQueries.0.returnData",
    values: [absent, false],
    rule: "alarm-expressions-sound",
    where: isErrorShare,
  },
  { types: alarm, path: "alarmDescription", values: ["Too hot."], rule: "alarm-actions-required" },
  {
    types: alarm,
    path: "alarmDescription",
    values: ["https://runbooks.example.org"],
    rule: "alarm-recoveries-notified",
  },
  {
    types: topic,
    path: "kmsMasterKeyId",
    values: [absent, "alias/aws/sns"],
    rule: "sns-encrypted",
    where: (one) => !ofCache(one),
  },
  { types: topic, path: "kmsMasterKeyId", values: ["key"], rule: "sns-encrypted", where: ofCache },
  {
    types: ["aws:kms/key:Key"],
    path: "policy",
    values: [
      replaced("without CloudWatch", (text) => text.replace("cloudwatch.amazonaws.com", "lambda.amazonaws.com")),
    ],
    rule: "sns-encrypted",
    where: ({ inputs }) => JSON.stringify(inputs.policy ?? "").includes("cloudwatch.amazonaws.com"),
  },
  { types: topicPolicy, path: "", values: [absent], rule: "sns-tls-only" },
  {
    types: topicPolicy,
    path: "policy",
    values: [statement({ Principal: "*", Action: "sns:Publish", Resource: "*" })],
    rule: "sns-not-public",
  },
  { types: alarm, path: "", values: [absent], rule: "alarms-complete", where: isOnlyOne },
  ...Object.entries({
    namespace: ["AWS/EC2"],
    dimensions: [{ ServiceName: "another" }],
    comparisonOperator: ["LessThanThreshold"],
    threshold: [200],
    evaluationPeriods: [1000],
  }).map(([path, values]): Line => ({ types: alarm, path, values, rule: "alarms-complete", where: isOnlyOne })),
  {
    types: alarm,
    path: "treatMissingData",
    values: ["notBreaching", "ignore"],
    rule: "heartbeat-alarms-breach",
    where: ({ name }) => name.endsWith("-uptime-downtime"),
  },
  {
    types: alarm,
    path: "insufficientDataActions",
    values: [absent, []],
    rule: "heartbeat-alarms-breach",
    where: ({ name }) => name.endsWith("-uptime-downtime"),
  },
  { types: subscription, path: "", values: [absent], rule: "alert-topics-subscribed", where: ofAlarms },
  { types: subscription, path: "topic", values: ["arn:aws:sns:::a"], rule: "alert-topics-subscribed", where: ofAlarms },
  ...Object.entries({
    enableLogging: [false],
    isMultiRegionTrail: [absent, false],
    enableLogFileValidation: [absent, false],
    eventSelectors: [[{ readWriteType: "ReadOnly" }]],
    "": [absent],
  }).map(([path, values]): Line => ({ types: trail, path, values, rule: "trail-complete" })),
  ...Object.entries({
    startCanary: [absent, false],
    "schedule.expression": ["rate(0 minute)", "rate(1 hour)"],
    "": [absent],
  }).map(([path, values]): Line => ({ types: canary, path, values, rule: "uptime-canary" })),
  {
    types: ["aws:s3/bucketObjectv2:BucketObjectv2"],
    path: "source",
    values: [within("that asks elsewhere", () => ({ assets: { "probe.js": { text: "https://example.com" } } }))],
    rule: "uptime-canary",
    where: ({ name }) => name.endsWith("-uptime-script"),
  },
  { types: alarm, path: "", values: [absent], rule: "secret-age-alarms", where: ofSecretAge },
  {
    types: alarm,
    path: "metricQueries.0.expression",
    values: ["(4102444800 - EPOCH(clock)) / 86400", "SUM(clock)"],
    rule: "secret-age-alarms",
    where: ofSecretAge,
  },
  {
    types: ["care-platform:observability:SecretAgeAlarms"],
    path: "secrets",
    values: [absent, [], [{ secret: "JWT" }]],
    rule: "secret-age-alarms",
  },
  {
    types: ["aws:cloudwatch/dashboard:Dashboard"],
    path: "dashboardBody",
    values: [replaced("without metrics", () => '{"widgets":[]}')],
    rule: "dashboard-complete",
  },

  // Backup
  {
    types: ["aws:backup/plan:Plan"],
    path: "rules.0.lifecycle.deleteAfter",
    values: [absent, 1, 29],
    rule: "backup-plan-complete",
    where: ofDatabases,
  },
  { types: ["aws:backup/plan:Plan"], path: "rules", values: [[]], rule: "backup-plan-complete", where: ofDatabases },
  { types: ["aws:backup/selection:Selection"], path: "", values: [absent], rule: "backup-plan-complete" },
  { types: tokens.databases, path: "tagsAll", values: [{ project: "care-platform" }], rule: "rds-in-backup-plan" },

  {
    types: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
    path: "minRetentionDays",
    values: [absent, 1],
    rule: "backup-vault-locked",
  },
  {
    types: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
    path: "",
    values: [absent],
    rule: "backup-vault-locked",
  },
  ...Object.entries({ scheduleExpression: ["cron(0 6 1 1 ? *)"], "": [absent] }).map(([path, values]): Line => ({
    types: ["aws:backup/restoreTestingPlan:RestoreTestingPlan"],
    path,
    values,
    rule: "restores-tested",
  })),

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
    types: policy,
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
    types: policy,
    path: "policy",
    values: [
      statement({ Action: "secretsmanager:GetSecretValue", Resource: "*" }),
      statement({
        Action: "secretsmanager:GetSecretValue",
        Resource: "arn:aws:secretsmanager:af-south-1:000000000000:secret:*",
      }),
    ],
    rule: "secret-access-minimal",
  },
  {
    types: ["aws:iam/role:Role"],
    path: "assumeRolePolicy",
    values: [
      inJson<{ Statement: object[] }>("of everybody", (document) => ({
        ...document,
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
      })),
    ],
    rule: "iam-trust-named",
  },
  {
    types: ["aws:kms/key:Key", "aws:ec2/vpc:Vpc", "aws:ecr/repository:Repository", ...tokens.buckets],
    path: "tags",
    values: [{ stage: "" }, { owner: "" }, { service: "" }],
    rule: "required-tags",
  },
  {
    types: [...databaseStores, ...tokens.caches, ...tokens.buckets],
    path: "tags",
    values: [{ "data-class": "" }],
    rule: "required-tags",
  },

  // Stage isolation
  {
    types: [neighboursType],
    path: "shared",
    values: [[{ what: "ahava-healthcare.SMTP_PASS", with: "staging" }]],
    rule: "stages-share-nothing",
  },
  { types: [neighboursType], path: "compared", values: [[], ["development"]], rule: "stages-share-nothing" },
  {
    types: [neighboursType],
    path: "promotions",
    values: [[{ system: "med-platform", image: "v1.0.0", ranInStaging: false }]],
    rule: "staging-first",
  },
  {
    types: [...tokens.buckets, "aws:ecs/cluster:Cluster"],
    path: "tags",
    values: [{ stage: "staging" }],
    rule: "stage-isolation",
  },
  { types: ["aws:ecs/cluster:Cluster"], path: "name", values: ["staging-services"], rule: "stage-isolation" },
];
