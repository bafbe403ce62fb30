import { container, statement, variable } from "./documents";
import { absent, within } from "./mutation";
import type { Addition, Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

const alarm = ["aws:cloudwatch/metricAlarm:MetricAlarm"];
const task = ["aws:ecs/taskDefinition:TaskDefinition"];
const named =
  (name: string) =>
  (resource: DeployedResource): boolean =>
    resource.name === name;
const ofProcessor = named("med-platform-api-cpu");
const ofErrors = named("doctor-system-alarms-errors-critical");
const ofCritical = ({ name }: DeployedResource) => name.startsWith("alerts-critical-");
const api = named("med-platform-api-definition");
const logging = named("doctor-system-firewall-logging");

/** What silences or weakens a stage when it is added. */
export const attackingOperationsAdditions: readonly Addition[] = [
  {
    type: "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
    title: "for the nights",
    inputs: { rule: { schedule: { expression: "cron(0 20 * * *)", duration: "PT12H" } } },
    rule: "alarms-not-muted",
  },
  {
    type: "aws:appautoscaling/scheduledAction:ScheduledAction",
    title: "to no task",
    inputs: { serviceNamespace: "ecs", scalableTargetAction: { minCapacity: 0, maxCapacity: 0 } },
    rule: "ecs-minimum-capacity",
  },
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    title: "of a text with a token",
    inputs: { key: "a", source: { text: '{"apiToken":"q3Jx8vTz1LmN0pRs7uWy2AbC4dEf6GhI9kOQ5rtV"}' } },
    rule: "no-plaintext-secrets-stored",
  },
];

/** What looks like these and breaks nothing. */
export const harmlessOperations: readonly Line[] = [
  { types: alarm, path: "statistic", values: ["Maximum"], where: ofProcessor },
  { types: alarm, path: "unit", values: ["Percent"], where: ofProcessor },
  { types: alarm, path: "threshold", values: [4], where: ofErrors },
  {
    types: ["aws:sns/topicPolicy:TopicPolicy"],
    path: "policy",
    values: [statement({ Effect: "Deny", Principal: "*", Action: "sns:DeleteTopic", Resource: "*" })],
    where: ofCritical,
  },
  {
    types: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
    path: "metricTransformation.defaultValue",
    values: ["0"],
  },
  {
    types: ["aws:cloudtrail/trail:Trail"],
    path: "eventSelectors",
    values: [[{ readWriteType: "All", includeManagementEvents: true }]],
  },
  {
    types: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
    path: "maxRetentionDays",
    values: [3650],
  },
  {
    types: ["aws:backup/restoreTestingPlan:RestoreTestingPlan"],
    path: "recoveryPointSelection.includeVaults",
    values: [["*"]],
  },
  {
    types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
    path: "loggingFilter",
    values: [
      absent,
      {
        defaultBehavior: "DROP",
        filters: [
          { behavior: "KEEP", requirement: "MEETS_ANY", conditions: [{ actionCondition: { action: "BLOCK" } }] },
        ],
      },
    ],
    where: logging,
  },
  {
    types: task,
    path: "containerDefinitions",
    values: [
      container("linuxParameters", { initProcessEnabled: true, capabilities: { drop: ["ALL"] } }),
      variable("PGSSLMODE", "verify-full"),
      variable("NODE_OPTIONS", "--max-old-space-size=512"),
    ],
    where: api,
  },
  {
    types: ["aws:rds/parameterGroup:ParameterGroup"],
    path: "parameters",
    values: [
      within<object[]>("with TLS 1.2", (list) => [...list, { name: "ssl_min_protocol_version", value: "TLSv1.2" }]),
    ],
  },
  {
    types: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
    path: "rules",
    values: [
      within<object[]>("that delete a folder in a day", (list) => [
        ...list,
        { id: "tmp", status: "Enabled", filter: { prefix: "tmp/" }, expiration: { days: 1 } },
      ]),
    ],
    where: named("ahava-healthcare-uploads-lifecycle"),
  },
  { types: ["aws:ssm/parameter:Parameter"], path: "value", values: ["info", "v1.2.3-rc.1", "%Y%m%dT%H%M"] },
];
