import { replaced, statement } from "./documents";
import { absent, inJson, within } from "./mutation";
import type { Line } from "./mutation";
import type { DeployedResource } from "./deployed-stage";

// Changes that went around the rules when somebody tried, each kind with one that looks alike and breaks nothing.

type Written = Record<string, unknown>;

const alarm = ["aws:cloudwatch/metricAlarm:MetricAlarm"];
const acl = ["aws:wafv2/webAcl:WebAcl"];
const named =
  (name: string) =>
  (resource: DeployedResource): boolean =>
    resource.name === name;
const ofProcessor = named("med-platform-api-cpu");
const ofErrors = named("doctor-system-alarms-errors-critical");
const ofCritical = ({ name }: DeployedResource) => name.startsWith("alerts-critical-");
const firewall = named("doctor-system-firewall-acl");
const logging = named("doctor-system-firewall-logging");
const nightly = named("backups-nightly");

const queries = (title: string, change: (metric: Written) => object) =>
  within<{ metric?: Written }[]>(title, (list) =>
    list.map((query) => (query.metric ? { ...query, metric: change(query.metric) } : query)),
  );
const commonRules = (title: string, override: object) =>
  within<{ statement?: { managedRuleGroupStatement?: Written } }[]>(title, (list) =>
    list.map((rule) =>
      rule.statement?.managedRuleGroupStatement?.name === "AWSManagedRulesCommonRuleSet"
        ? {
            ...rule,
            statement: { managedRuleGroupStatement: { ...rule.statement.managedRuleGroupStatement, ...override } },
          }
        : rule,
    ),
  );
const keeping = (behavior: string, conditions: readonly object[], defaultBehavior = "DROP") => ({
  defaultBehavior,
  filters: [{ behavior, requirement: "MEETS_ANY", conditions }],
});

/** What silences alarms, logs and backups, or weakens tasks, property by property. */
export const attackingOperations: readonly Line[] = [
  ...Object.entries({
    statistic: ["SampleCount", "Minimum"],
    unit: ["Bytes"],
    region: ["eu-west-1"],
    dimensions: [{ ClusterName: "production-services", ServiceName: "production-med-platform-api", Extra: "x" }],
  }).map(([path, values]): Line => ({ types: alarm, path, values, rule: "alarm-metrics-fit", where: ofProcessor })),
  {
    types: alarm,
    path: "metricQueries",
    values: [
      queries("of classic load balancers", (metric) => ({ ...metric, namespace: "AWS/ELB" })),
      queries("of the smallest figure", (metric) => ({ ...metric, stat: "Minimum" })),
    ],
    rule: "alarm-metrics-fit",
    where: ofErrors,
  },
  { types: alarm, path: "threshold", values: [101], rule: "alarm-metrics-fit", where: ofErrors },
  {
    types: alarm,
    path: "threshold",
    values: [0],
    rule: "alarm-metrics-fit",
    where: named("doctor-system-uptime-downtime"),
  },
  {
    types: ["aws:sns/topicSubscription:TopicSubscription"],
    path: "endpoint",
    values: [""],
    rule: "alert-topics-subscribed",
    where: ofCritical,
  },
  {
    types: ["aws:sns/topicPolicy:TopicPolicy"],
    path: "policy",
    values: [
      statement({
        Effect: "Deny",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "*",
      }),
      inJson<{ Statement: { Sid?: string }[] }>("without alarms", (document) => ({
        ...document,
        Statement: document.Statement.filter(({ Sid }) => Sid !== "AlertsOfThisAccount"),
      })),
      replaced("of another account", (text) => text.replace('"aws:SourceAccount":"0000', '"aws:SourceAccount":"2222')),
    ],
    rule: "alert-topics-writable",
    where: ofCritical,
  },
  {
    types: ["aws:cloudwatch/eventRule:EventRule"],
    path: "state",
    values: ["DISABLED"],
    rule: "event-rules-effective",
  },
  {
    types: ["aws:cloudwatch/eventTarget:EventTarget"],
    path: "",
    values: [absent],
    rule: "event-rules-effective",
    where: named("backups-restore-testing-failed-topic"),
  },
  {
    types: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"],
    path: "metricTransformation.value",
    values: ["0", "0.0"],
    rule: "alarms-not-muted",
  },
  {
    types: ["mongodbatlas:index/alertConfiguration:AlertConfiguration"],
    path: "matchers",
    values: [[{ fieldName: "HOSTNAME", operator: "EQUALS", value: "nothing" }]],
    rule: "atlas-alerts-complete",
  },
  {
    types: ["mongodbatlas:index/alertConfiguration:AlertConfiguration"],
    path: "notifications.0.delayMin",
    values: [1440],
    rule: "atlas-alerts-complete",
  },
  ...Object.entries({
    eventSelectors: [[{ readWriteType: "All", excludeManagementEventSources: ["kms.amazonaws.com"] }]],
    advancedEventSelectors: [
      [
        {
          fieldSelectors: [
            { field: "eventCategory", equals: ["Management"] },
            { field: "eventSource", notEquals: ["kms.amazonaws.com"] },
          ],
        },
      ],
    ],
  }).map(([path, values]): Line => ({ types: ["aws:cloudtrail/trail:Trail"], path, values, rule: "trail-complete" })),
  {
    types: ["aws:backup/vaultLockConfiguration:VaultLockConfiguration"],
    path: "maxRetentionDays",
    values: [1],
    rule: "backup-vault-locked",
  },
  {
    types: ["aws:backup/plan:Plan"],
    path: "rules.0.targetVaultName",
    values: ["Default"],
    rule: "backup-vault-locked",
    where: nightly,
  },
  {
    types: ["aws:backup/selection:Selection"],
    path: "conditions",
    values: [[{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "hourly" }] }]],
    rule: "backup-plan-complete",
    where: named("backups-nightly-selection"),
  },
  {
    types: ["aws:backup/restoreTestingPlan:RestoreTestingPlan"],
    path: "recoveryPointSelection.includeVaults",
    values: [["arn:aws:backup:af-south-1:000000000000:backup-vault:old"]],
    rule: "restores-tested",
  },
  { types: ["aws:backup/vault:Vault"], path: "kmsKeyArn", values: [absent], rule: "own-key-at-rest" },
  {
    types: ["aws:ecr/repository:Repository"],
    path: "encryptionConfigurations",
    values: [absent, [{ encryptionType: "AES256" }]],
    rule: "own-key-at-rest",
  },
  {
    types: ["aws:appautoscaling/policy:Policy"],
    path: "targetTrackingScalingPolicyConfiguration.targetValue",
    values: [1000],
    rule: "ecs-autoscaling",
  },
  {
    types: acl,
    path: "rules",
    values: [
      commonRules("with a rule that allows", {
        ruleActionOverrides: [{ name: "CrossSiteScripting_BODY", actionToUse: { allow: {} } }],
      }),
      within<object[]>("behind one that allows its own label", (list) => [
        {
          name: "label",
          priority: -2,
          action: { count: {} },
          ruleLabels: [{ name: "ok" }],
          statement: { sizeConstraintStatement: { fieldToMatch: { uriPath: {} }, comparisonOperator: "GT", size: 0 } },
          visibilityConfig: { cloudwatchMetricsEnabled: true },
        },
        {
          name: "allow",
          priority: -1,
          action: { allow: {} },
          statement: { labelMatchStatement: { scope: "LABEL", key: "ok" } },
          visibilityConfig: { cloudwatchMetricsEnabled: true },
        },
        ...list,
      ]),
    ],
    rule: "waf-common-attacks",
    where: firewall,
  },
  {
    types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
    path: "loggingFilter",
    values: [
      keeping("KEEP", [{ labelNameCondition: { labelName: "awswaf:nobody:x" } }]),
      keeping("DROP", [{ actionCondition: { action: "BLOCK" } }], "KEEP"),
    ],
    rule: "waf-logging-and-metrics",
    where: logging,
  },
  {
    types: ["aws:lb/loadBalancer:LoadBalancer"],
    path: "enableWafFailOpen",
    values: [true],
    rule: "waf-attached",
  },
  {
    types: ["aws:cloudwatch/logDelivery:LogDelivery"],
    path: "",
    values: [absent],
    rule: "cloudfront-logged",
  },
  {
    types: ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"],
    path: "filterPattern",
    values: ["nothing"],
    rule: "log-archive-complete",
  },
  {
    types: ["aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"],
    path: "rules",
    values: [
      within<object[]>("that delete all in a day", (list) => [
        ...list,
        { id: "all", status: "Enabled", filter: {}, expiration: { days: 1 } },
      ]),
      within<object[]>("that delete versions in a day", (list) => [
        ...list,
        { id: "all", status: "Enabled", filter: {}, noncurrentVersionExpiration: { noncurrentDays: 1 } },
      ]),
    ],
    rule: "s3-lifecycle-keeps",
    where: named("ahava-healthcare-uploads-lifecycle"),
  },
  { types: ["aws:kms/key:Key"], path: "isEnabled", values: [false], rule: "kms-key-usable" },
  { types: ["aws:kms/key:Key"], path: "bypassPolicyLockoutSafetyCheck", values: [true], rule: "kms-key-usable" },
];
