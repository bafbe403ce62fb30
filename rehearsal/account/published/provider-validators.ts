import type { ProviderRule } from "./provider-rule";

/** A rule of the resource itself. */
type Own = Omit<ProviderRule, "at" | "source"> & { readonly at?: string };

/** Rules from one file of the provider, below `internal/service` of hashicorp/terraform-provider-aws. */
function from(file: string, ...rules: readonly Own[]): readonly ProviderRule[] {
  return rules.map((rule) => ({
    at: "",
    ...rule,
    source: `hashicorp/terraform-provider-aws internal/service/${file}`,
  }));
}

const conflict = (...inputs: readonly string[]): Own => ({ kind: "conflict", inputs });
const exactlyOne = (...inputs: readonly string[]): Own => ({ kind: "exactlyOne", inputs });
const needs = (...inputs: readonly string[]): Own => ({ kind: "needs", inputs });
const range = (input: string, min: number, max: number): Own => ({ kind: "range", inputs: [input], min, max });
const values = (input: string, ...allowed: readonly string[]): Own => ({
  kind: "values",
  inputs: [input],
  values: allowed,
});
const json = (...inputs: readonly string[]): readonly Own[] =>
  inputs.map((input) => ({ kind: "json", inputs: [input] }));
const inside = (at: string, rule: Own): Own => ({ ...rule, at });

const loadBalancer = from("elbv2/load_balancer.go", exactlyOne("subnets", "subnetMappings"));
const targetGroup = from(
  "elbv2/target_group.go",
  range("deregistrationDelay", 0, 3600),
  range("port", 1, 65_535),
  range("slowStart", 0, 900),
  inside("healthCheck", range("interval", 5, 300)),
  inside("healthCheck", range("timeout", 2, 120)),
  inside("healthCheck", range("healthyThreshold", 2, 10)),
  inside("healthCheck", range("unhealthyThreshold", 2, 10)),
  inside("stickiness", range("cookieDuration", 0, 604_800)),
);

/** The provider's validators that its documentation does not tell, by the type's token. Whole numbers only. */
export const providerValidators: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": from(
    "backup/restore_testing_selection.go",
    exactlyOne("protectedResourceArns", "protectedResourceConditions"),
    range("validationWindowHours", 1, 168),
  ),
  "aws:backup/vaultPolicy:VaultPolicy": from("backup/vault_policy.go", ...json("policy")),
  "aws:cloudwatch/dashboard:Dashboard": from("cloudwatch/dashboard.go", ...json("dashboardBody")),
  "aws:cloudwatch/eventRule:EventRule": from("events/rule.go", ...json("eventPattern")),
  "aws:cloudwatch/metricAlarm:MetricAlarm": from(
    "cloudwatch/metric_alarm.go",
    conflict("metricQueries", "metricName", "namespace", "period", "statistic", "extendedStatistic", "dimensions"),
    conflict("extendedStatistic", "statistic"),
    conflict("threshold", "thresholdMetricId"),
    inside("metricQueries[]", conflict("expression", "metric")),
  ),
  "aws:ec2/vpcEndpoint:VpcEndpoint": from("ec2/vpc_endpoint.go", ...json("policy")),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": from("ecr/lifecycle_policy.go", ...json("policy")),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": from("ecr/repository_policy.go", ...json("policy")),
  "aws:elasticache/replicationGroup:ReplicationGroup": from(
    "elasticache/replication_group.go",
    conflict("authToken", "userGroupIds"),
    conflict(
      "globalReplicationGroupId",
      ...["numNodeGroups", "parameterGroupName", "engine", "engineVersion", "nodeType", "securityGroupNames"],
      ...[
        "transitEncryptionEnabled",
        "transitEncryptionMode",
        "atRestEncryptionEnabled",
        "snapshotArns",
        "snapshotName",
      ],
    ),
    needs("multiAzEnabled", "automaticFailoverEnabled"),
    range("snapshotRetentionLimit", 0, 35),
  ),
  "aws:iam/groupPolicy:GroupPolicy": from("iam/group_policy.go", ...json("policy")),
  "aws:iam/policy:Policy": from("iam/policy.go", ...json("policy")),
  "aws:iam/role:Role": from("iam/role.go", ...json("assumeRolePolicy")),
  "aws:iam/rolePolicy:RolePolicy": from("iam/role_policy.go", ...json("policy")),
  "aws:iam/userPolicy:UserPolicy": from("iam/user_policy.go", ...json("policy")),
  "aws:kms/key:Key": from("kms/key.go", ...json("policy")),
  "aws:kms/keyPolicy:KeyPolicy": from("kms/key_policy.go", ...json("policy")),
  "aws:lambda/function:Function": from(
    "lambda/function.go",
    // The SDK's `code` is the provider's `filename`.
    exactlyOne("code", "imageUri", "s3Bucket"),
    needs("s3Bucket", "s3Key"),
    needs("s3Key", "s3Bucket"),
    needs("replacementSecurityGroupIds", "replaceSecurityGroupsOnDestroy"),
    conflict("s3ObjectVersion", "code", "imageUri"),
    conflict("sourceKmsKeyArn", "imageUri"),
    range("timeout", 1, 900),
    { kind: "range", inputs: ["reservedConcurrentExecutions"], min: -1 },
  ),
  "aws:lambda/invocation:Invocation": from("lambda/invocation.go", ...json("input")),
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:s3/bucketPolicy:BucketPolicy": from("s3/bucket_policy.go", ...json("policy")),
  "aws:secretsmanager/secretPolicy:SecretPolicy": from("secretsmanager/secret_policy.go", ...json("policy")),
  "aws:sns/topic:Topic": from("sns/topic.go", ...json("policy", "deliveryPolicy")),
  "aws:sns/topicPolicy:TopicPolicy": from("sns/topic_policy.go", ...json("policy")),
  "aws:synthetics/canary:Canary": from(
    "synthetics/canary.go",
    needs("s3Bucket", "s3Key"),
    needs("s3Key", "s3Bucket"),
    range("failureRetentionPeriod", 1, 455),
    range("successRetentionPeriod", 1, 455),
    inside("runConfig", range("ephemeralStorage", 1024, 5120)),
    inside("runConfig", values("memoryInMb", ...multiples(64, 960, 10_240))),
    inside("runConfig", range("timeoutInSeconds", 3, 840)),
  ),
};

/** The multiples of a number, from and to. */
function multiples(of: number, from: number, to: number): readonly string[] {
  return Array.from({ length: (to - from) / of + 1 }, (_, index) => String(from + index * of));
}
