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
/** Inputs that AWS's API reference says are a JSON document; the provider parses most of them as well. */
const json = (...inputs: readonly string[]): readonly ProviderRule[] =>
  inputs.map((input) => ({ at: "", kind: "json", inputs: [input], source: "AWS's API reference, a JSON document" }));
const inside = (at: string, rule: Own): Own => ({ ...rule, at });

const loadBalancer = from("elbv2/load_balancer.go", exactlyOne("subnets", "subnetMappings"));
const targetGroup = from(
  "elbv2/target_group.go",
  range("deregistrationDelay", 0, 3600),
  values("loadBalancingAlgorithmType", "round_robin", "least_outstanding_requests", "weighted_random"),
  range("port", 1, 65_535),
  // The provider takes them in small letters too.
  values("protocolVersion", "GRPC", "HTTP1", "HTTP2", "grpc", "http1", "http2"),
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
  "aws:backup/vaultPolicy:VaultPolicy": json("policy"),
  "aws:cloudwatch/dashboard:Dashboard": json("dashboardBody"),
  "aws:cloudwatch/eventRule:EventRule": json("eventPattern"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": from(
    "cloudwatch/metric_alarm.go",
    conflict("metricQueries", "metricName", "namespace", "period", "statistic", "extendedStatistic", "dimensions"),
    conflict("extendedStatistic", "statistic"),
    conflict("threshold", "thresholdMetricId"),
    inside("metricQueries[]", conflict("expression", "metric")),
  ),
  "aws:ec2/flowLog:FlowLog": from("ec2/vpc_flow_log.go", values("maxAggregationInterval", "60", "600")),
  "aws:ec2/vpcEndpoint:VpcEndpoint": json("policy"),
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": json("policy"),
  "aws:ecr/repositoryPolicy:RepositoryPolicy": json("policy"),
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
  "aws:iam/groupPolicy:GroupPolicy": json("policy"),
  "aws:iam/policy:Policy": json("policy"),
  "aws:iam/role:Role": json("assumeRolePolicy"),
  "aws:iam/rolePolicy:RolePolicy": json("policy"),
  "aws:iam/userPolicy:UserPolicy": json("policy"),
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": from(
    "firehose/delivery_stream.go",
    values(
      "destination",
      ...["elasticsearch", "extended_s3", "http_endpoint", "iceberg", "opensearch", "opensearchserverless", "redshift"],
      ...["snowflake", "splunk"],
    ),
  ),
  "aws:kms/key:Key": json("policy"),
  "aws:kms/keyPolicy:KeyPolicy": json("policy"),
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
  "aws:lambda/invocation:Invocation": json("input"),
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:s3/bucketPolicy:BucketPolicy": json("policy"),
  "aws:secretsmanager/secretPolicy:SecretPolicy": json("policy"),
  "aws:sns/topic:Topic": json("policy", "deliveryPolicy"),
  "aws:sns/topicPolicy:TopicPolicy": json("policy"),
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
