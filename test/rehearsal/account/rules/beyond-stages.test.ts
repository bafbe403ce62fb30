import { itRefuses } from "./twins";
import type { Twin } from "./twins";

const function_ = "arn:aws:lambda:eu-west-1:000000000000:function:f";
const role = "arn:aws:iam::000000000000:role/role";
const projectId = "0123456789abcdef01234567";
const cluster = {
  clusterIdentifier: "c",
  engine: "aurora-postgresql",
  masterUsername: "owner",
  masterPassword: "long-password",
  skipFinalSnapshot: true,
};
const replicas = {
  replicationGroupId: "r",
  description: "A cache",
  engine: "redis",
  engineVersion: "7.1",
  nodeType: "cache.t4g.small",
  automaticFailoverEnabled: true,
  subnetGroupName: "caches",
};
const code = { name: "g", role, handler: "index.handler", code: "archive" };
const check = { type: "HTTPS", fqdn: "example.org", port: 443, requestInterval: 30, failureThreshold: 3 };
const primary = {
  zoneId: "Z1",
  name: "www.example.org",
  type: "A",
  ttl: 60,
  records: ["192.0.2.1"],
  setIdentifier: "a",
};
const mail = { domainName: "api.example.org", validationMethod: "EMAIL" };
const distribution = {
  enabled: true,
  origins: [{ originId: "o", domainName: "origin.example.org", s3OriginConfig: { originAccessIdentity: "" } }],
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};
const behavior = {
  targetOriginId: "o",
  viewerProtocolPolicy: "redirect-to-https",
  cachedMethods: ["GET", "HEAD"],
  cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
};
const database = {
  identifier: "db",
  engine: "mariadb",
  engineVersion: "11.4",
  instanceClass: "db.t4g.medium",
  allocatedStorage: 50,
  username: "owner",
  password: "long-password",
  skipFinalSnapshot: true,
};

const cases: readonly Twin[] = [
  [
    "a rotation by days and by a schedule",
    "aws:secretsmanager/secretRotation:SecretRotation",
    { secretId: "rotated", rotationLambdaArn: function_, rotationRules: { automaticallyAfterDays: 30 } },
    { rotationRules: { automaticallyAfterDays: 30, scheduleExpression: "rate(10 days)" } },
    "refused by the provider",
  ],
  [
    "a cluster of a mode that is none",
    "aws:rds/cluster:Cluster",
    cluster,
    { engineMode: "server" },
    "refused by the provider",
  ],
  [
    "backups of a cluster for 36 days",
    "aws:rds/cluster:Cluster",
    { ...cluster, backupRetentionPeriod: 35 },
    { backupRetentionPeriod: 36 },
    "refused by the provider",
  ],
  [
    "a cluster with two passwords",
    "aws:rds/cluster:Cluster",
    cluster,
    { manageMasterUserPassword: true },
    "refused by the provider",
  ],
  [
    "a cluster that is backed up in its maintenance",
    "aws:rds/cluster:Cluster",
    { ...cluster, preferredBackupWindow: "03:00-04:00", preferredMaintenanceWindow: "mon:05:00-mon:06:00" },
    { preferredMaintenanceWindow: "mon:03:30-mon:04:30" },
    "InvalidParameterValue",
  ],
  [
    "a capacity that is less at most than at least",
    "aws:rds/cluster:Cluster",
    { ...cluster, serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 2 } },
    { serverlessv2ScalingConfiguration: { minCapacity: 4, maxCapacity: 2 } },
    "InvalidParameterValue",
  ],
  [
    "a serverless instance of a cluster without a capacity",
    "aws:rds/clusterInstance:ClusterInstance",
    { identifier: "i", clusterIdentifier: "scaled", engine: "aurora-postgresql", instanceClass: "db.serverless" },
    { clusterIdentifier: "plain" },
    "InvalidParameterCombination",
  ],
  [
    "a version of MariaDB whose support has ended",
    "aws:rds/instance:Instance",
    database,
    { engineVersion: "10.6" },
    "InvalidParameterCombination",
  ],
  [
    "a password beside the one that RDS manages",
    "aws:rds/instance:Instance",
    database,
    { manageMasterUserPassword: true },
    "InvalidParameterCombination",
  ],
  [
    "an entry for two ranges",
    "aws:ec2/networkAclRule:NetworkAclRule",
    { networkAclId: "acl-1", ruleNumber: 1, protocol: "-1", ruleAction: "allow", cidrBlock: "0.0.0.0/0" },
    { ipv6CidrBlock: "::/0" },
    "refused by the provider",
  ],
  [
    "a notification of no such event",
    "aws:s3/bucketNotification:BucketNotification",
    { bucket: "logs", lambdaFunctions: [{ events: ["s3:ObjectCreated:*"], lambdaFunctionArn: function_ }] },
    { lambdaFunctions: [{ events: ["s3:ObjectMade:*"], lambdaFunctionArn: function_ }] },
    "InvalidArgument",
  ],
  [
    "a function of Node.js from a snapshot",
    "aws:lambda/function:Function",
    { ...code, runtime: "java21", snapStart: { applyOn: "PublishedVersions" } },
    { runtime: "nodejs22.x" },
    "InvalidParameterValueException",
  ],
  [
    "shards with parameters for none",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { ...replicas, numNodeGroups: 2, replicasPerNodeGroup: 1, parameterGroupName: "default.redis7.cluster.on" },
    { parameterGroupName: "default.redis7" },
    "InvalidParameterCombination",
  ],
  [
    "Valkey with parameters of Redis",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    { ...replicas, engine: "valkey", engineVersion: "8.0", numCacheClusters: 2, parameterGroupName: "default.valkey8" },
    { parameterGroupName: "default.redis7" },
    "InvalidParameterCombination",
  ],
  [
    "mail from an ordered topic",
    "aws:sns/topicSubscription:TopicSubscription",
    {
      topic: "arn:aws:sns:eu-west-1:000000000000:warning",
      protocol: "email",
      endpoint: "operations@example.org",
    },
    { topic: "arn:aws:sns:eu-west-1:000000000000:ordered.fifo" },
    "InvalidParameter",
  ],
  [
    "a key for codes that encrypts",
    "aws:kms/key:Key",
    { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" },
    { keyUsage: "ENCRYPT_DECRYPT" },
    "ValidationException",
  ],
  [
    "a set of methods that CloudFront does not have",
    "aws:cloudfront/distribution:Distribution",
    { ...distribution, defaultCacheBehavior: { ...behavior, allowedMethods: ["GET", "HEAD"] } },
    { defaultCacheBehavior: { ...behavior, allowedMethods: ["GET", "HEAD", "POST"] } },
    "InvalidArgument",
  ],
  [
    "a rule on every day of the month and of the week",
    "aws:cloudwatch/eventRule:EventRule",
    { name: "r", scheduleExpression: "cron(0 12 ? * MON-FRI *)" },
    { scheduleExpression: "cron(0 12 * * * *)" },
    "ValidationException",
  ],
  [
    "a rule once in a plural",
    "aws:cloudwatch/eventRule:EventRule",
    { name: "r", scheduleExpression: "rate(1 minute)" },
    { scheduleExpression: "rate(1 minutes)" },
    "ValidationException",
  ],
  [
    "a task that EventBridge starts without a role",
    "aws:cloudwatch/eventTarget:EventTarget",
    { rule: "nightly", arn: "arn:aws:ecs:eu-west-1:000000000000:cluster/k", roleArn: role },
    { roleArn: undefined },
    "ValidationException",
  ],
  [
    "a check for a text that is not given",
    "aws:route53/healthCheck:HealthCheck",
    { ...check, type: "HTTPS_STR_MATCH", searchString: "ok" },
    { searchString: undefined },
    "InvalidInput",
  ],
  [
    "a primary record without a check",
    "aws:route53/record:Record",
    { ...primary, failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: "check" },
    { healthCheckId: undefined },
    "InvalidChangeBatch",
  ],
  [
    "a record for a country that is none",
    "aws:route53/record:Record",
    { ...primary, geolocationRoutingPolicies: [{ country: "GB" }] },
    { geolocationRoutingPolicies: [{ country: "UK" }] },
    "InvalidInput",
  ],
  [
    "a first name of 65 characters",
    "aws:acm/certificate:Certificate",
    { domainName: `${"a".repeat(52)}.example.org`, validationMethod: "DNS" },
    { domainName: `${"a".repeat(53)}.example.org` },
    "InvalidDomainValidationOptionsException",
  ],
  [
    "mail about a certificate to another domain",
    "aws:acm/certificate:Certificate",
    { ...mail, validationOptions: [{ domainName: "api.example.org", validationDomain: "example.org" }] },
    { validationOptions: [{ domainName: "api.example.org", validationDomain: "example.net" }] },
    "InvalidDomainValidationOptionsException",
  ],
  [
    "a flex cluster in no Region",
    "mongodbatlas:index/flexCluster:FlexCluster",
    { projectId, name: "f", providerSettings: { backingProviderName: "AWS", regionName: "EU_WEST_1" } },
    { providerSettings: { backingProviderName: "AWS", regionName: "EU_WEST_9" } },
    "INVALID_REGION",
  ],
];

describe("what programs beside the stages run into", () => {
  itRefuses(cases, (account) => {
    const permits = (principal: string) => ({ action: "lambda:InvokeFunction", function: "f", principal });
    const permission = "aws:lambda/permission:Permission";
    account.put("aws:lambda/function:Function", "f", { name: "f", arn: function_ });
    account.put(permission, "p1", permits("s3.amazonaws.com"));
    account.put(permission, "p2", permits("secretsmanager.amazonaws.com"));
    account.put("aws:secretsmanager/secret:Secret", "rotated", { arn: "rotated" });
    account.put("aws:ec2/networkAcl:NetworkAcl", "acl-1", { vpcId: "vpc-00000001" });
    account.put("aws:elasticache/subnetGroup:SubnetGroup", "caches", { name: "caches", vpcId: "vpc-00000001" });
    account.put("aws:rds/cluster:Cluster", "plain", { clusterIdentifier: "plain", engine: "aurora-postgresql" });
    account.put("aws:rds/cluster:Cluster", "scaled", {
      clusterIdentifier: "scaled",
      engine: "aurora-postgresql",
      serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 2 },
    });
    const ordered = "arn:aws:sns:eu-west-1:000000000000:ordered.fifo";
    account.put("aws:sns/topic:Topic", ordered, { arn: ordered, fifoTopic: true });
    account.put("aws:cloudwatch/eventRule:EventRule", "nightly", { name: "nightly" });
    account.put("aws:route53/zone:Zone", "Z1", { zoneId: "Z1", name: "example.org" });
    account.put("aws:route53/healthCheck:HealthCheck", "check", {});
    account.put("mongodbatlas:index/project:Project", projectId, { projectId });
  });
});
