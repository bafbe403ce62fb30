import type { MemberTable } from "./bind";
import { deliveryStreamMembers } from "./delivery-stream-members";
import { balancerMembers } from "./balancer-members";
import type { MembersApart } from "./members";
import { membersBeyondStages } from "./members-beyond-stages";

const securityGroup = (direction: "ingress" | "egress"): MemberTable => ({
  [`${direction}.protocol`]: "IpProtocol",
  [`${direction}.cidrBlocks`]: null,
});
const securityGroupRule = (source: string): MembersApart => ({
  members: {
    cidrIpv4: "IpRanges[].CidrIp",
    cidrIpv6: "Ipv6Ranges[].CidrIpv6",
    prefixListId: "PrefixListIds[].PrefixListId",
    referencedSecurityGroupId: "UserIdGroupPairs[].GroupId",
    description: "IpRanges[].Description",
    securityGroupId: "GroupId",
  },
  source,
});

const selection: MembersApart = {
  members: {
    planId: "BackupPlanId",
    selectionTags: "ListOfTags",
    ...["stringEquals", "stringLikes", "stringNotEquals", "stringNotLikes"].reduce<MemberTable>(
      (table, condition) => ({
        ...table,
        [`conditions.${condition}.key`]: "ConditionKey",
        [`conditions.${condition}.value`]: "ConditionValue",
      }),
      {},
    ),
  },
  source: "backup/selection.go",
};

/** Exceptions to the rule by which {@link Binder} compares the names of inputs and members. */
export const membersApart: Readonly<Record<string, MembersApart>> = {
  ...balancerMembers,
  ...membersBeyondStages,
  "aws:backup/plan:Plan": {
    members: {
      "rules.targetVaultName": "TargetBackupVaultName",
      "rules.copyActions.destinationVaultArn": "DestinationBackupVaultArn",
      "rules.copyActions.lifecycle.coldStorageAfter": "MoveToColdStorageAfterDays",
      "rules.copyActions.lifecycle.deleteAfter": "DeleteAfterDays",
      "rules.lifecycle.coldStorageAfter": "MoveToColdStorageAfterDays",
      "rules.lifecycle.deleteAfter": "DeleteAfterDays",
    },
    source: "backup/plan.go",
  },
  "aws:backup/selection:Selection": selection,
  "aws:backup/vault:Vault": { members: { kmsKeyArn: "EncryptionKeyArn" }, source: "backup/vault.go" },
  "aws:budgets/budget:Budget": {
    members: {
      limitAmount: "Budget.BudgetLimit.Amount",
      limitUnit: "Budget.BudgetLimit.Unit",
      notifications: "NotificationsWithSubscribers",
      "notifications.comparisonOperator": "Notification.ComparisonOperator",
      "notifications.notificationType": "Notification.NotificationType",
      "notifications.threshold": "Notification.Threshold",
      "notifications.thresholdType": "Notification.ThresholdType",
      "notifications.subscriberEmailAddresses": null,
      "notifications.subscriberSnsTopicArns": null,
      tags: "ResourceTags",
    },
    source: "budgets/budget.go",
  },
  "aws:cloudfront/distribution:Distribution": {
    members: {
      orderedCacheBehaviors: "CacheBehaviors",
      "originGroups.originId": "Id",
      "origins.originId": "Id",
      "origins.customHeaders.name": "HeaderName",
      "origins.customHeaders.value": "HeaderValue",
    },
    source: "cloudfront/distribution.go",
  },
  "aws:cloudtrail/trail:Trail": {
    members: { cloudWatchLogsGroupArn: "CloudWatchLogsLogGroupArn" },
    source: "cloudtrail/trail.go",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    members: {
      targetId: "Id",
      ecsTarget: "EcsParameters",
      kinesisTarget: "KinesisParameters",
      redshiftTarget: "RedshiftDataParameters",
      sqsTarget: "SqsParameters",
      batchTarget: "BatchParameters",
      "batchTarget.arraySize": "ArrayProperties.Size",
      "batchTarget.jobAttempts": "RetryStrategy.Attempts",
      "redshiftTarget.secretsManagerArn": "SecretManagerArn",
      runCommandTargets: "RunCommandParameters.RunCommandTargets",
      httpTarget: "HttpParameters",
      "inputTransformer.inputPaths": "InputPathsMap",
    },
    source: "events/target.go",
  },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    members: { logGroup: "logGroupName" },
    source: "logs/subscription_filter.go",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    members: {
      metricQueries: "Metrics",
      "metricQueries.metric": "MetricStat",
      "metricQueries.metric.dimensions": "Metric.Dimensions",
      "metricQueries.metric.metricName": "Metric.MetricName",
      "metricQueries.metric.namespace": "Metric.Namespace",
    },
    source: "cloudwatch/metric_alarm.go",
  },
  "aws:ec2/flowLog:FlowLog": {
    members: { iamRoleArn: "DeliverLogsPermissionArn" },
    source: "ec2/vpc_flow_log.go",
  },
  "aws:ec2/natGateway:NatGateway": { members: { privateIp: "PrivateIpAddress" }, source: "ec2/vpc_nat_gateway.go" },
  "aws:ec2/securityGroup:SecurityGroup": {
    // The schema's lists of rules have one range each, the provider's many.
    members: { ...securityGroup("egress"), ...securityGroup("ingress") },
    source: "ec2/vpc_security_group.go",
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { members: { policy: "PolicyDocument" }, source: "ec2/vpc_endpoint.go" },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    members: { policy: "lifecyclePolicyText", repository: "repositoryName" },
    source: "ecr/lifecycle_policy.go",
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    members: { policy: "policyText", repository: "repositoryName" },
    source: "ecr/repository_policy.go",
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    members: { clusterName: "cluster" },
    source: "ecs/cluster_capacity_providers.go",
  },
  "aws:ecs/service:Service": {
    members: {
      alarms: "deploymentConfiguration.alarms",
      deploymentCircuitBreaker: "deploymentConfiguration.deploymentCircuitBreaker",
      deploymentMaximumPercent: "deploymentConfiguration.maximumPercent",
      deploymentMinimumHealthyPercent: "deploymentConfiguration.minimumHealthyPercent",
      iamRole: "role",
      "loadBalancers.elbName": "loadBalancerName",
      orderedPlacementStrategies: "placementStrategy",
    },
    source: "ecs/service.go",
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    members: { parameters: null },
    source: "elasticache/parameter_group.go",
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    members: {
      maintenanceWindow: "PreferredMaintenanceWindow",
      nodeType: "CacheNodeType",
      parameterGroupName: "CacheParameterGroupName",
      securityGroupNames: "CacheSecurityGroupNames",
      subnetGroupName: "CacheSubnetGroupName",
    },
    source: "elasticache/replication_group.go",
  },
  "aws:iam/role:Role": { members: { assumeRolePolicy: "AssumeRolePolicyDocument" }, source: "iam/role.go" },
  "aws:iam/rolePolicy:RolePolicy": {
    members: { policy: "PolicyDocument", role: "RoleName" },
    source: "iam/role_policy.go",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    members: { role: "RoleName" },
    source: "iam/role_policy_attachment.go",
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    members: deliveryStreamMembers,
    source: "firehose/delivery_stream.go",
  },
  "aws:kms/key:Key": { members: { deletionWindowInDays: "PendingWindowInDays" }, source: "kms/key.go" },
  "aws:lambda/function:Function": {
    members: {
      imageUri: "Code.ImageUri",
      s3Bucket: "Code.S3Bucket",
      s3Key: "Code.S3Key",
      s3ObjectVersion: "Code.S3ObjectVersion",
      // The provider removes the reservation for -1, and AWS's least is 0.
      reservedConcurrentExecutions: null,
    },
    source: "lambda/function.go",
  },
  "aws:rds/eventSubscription:EventSubscription": {
    members: { snsTopic: "SnsTopicArn" },
    source: "rds/event_subscription.go",
  },
  "aws:rds/instance:Instance": {
    members: {
      backupWindow: "PreferredBackupWindow",
      caCertIdentifier: "CACertificateIdentifier",
      enabledCloudwatchLogsExports: "EnableCloudwatchLogsExports",
      iamDatabaseAuthenticationEnabled: "EnableIAMDatabaseAuthentication",
      instanceClass: "DBInstanceClass",
      maintenanceWindow: "PreferredMaintenanceWindow",
      parameterGroupName: "DBParameterGroupName",
      password: "MasterUserPassword",
      performanceInsightsEnabled: "EnablePerformanceInsights",
      username: "MasterUsername",
    },
    source: "rds/instance.go",
  },
  "aws:route53/record:Record": {
    members: {
      aliases: "AliasTarget",
      "aliases.name": "DNSName",
      "aliases.zoneId": "HostedZoneId",
      failoverRoutingPolicies: ".",
      "failoverRoutingPolicies.type": "Failover",
      latencyRoutingPolicies: ".",
      weightedRoutingPolicies: ".",
      zoneId: null,
    },
    source: "route53/record.go",
  },
  // The model lacks canned ACLs that S3 has for its own logs.
  "aws:s3/bucket:Bucket": { members: { acl: null }, source: "s3/bucket.go" },
  "aws:s3/bucketAcl:BucketAcl": { members: { acl: null }, source: "s3/bucket_acl.go" },
  "aws:s3/bucketAclV2:BucketAclV2": { members: { acl: null }, source: "s3/bucket_acl.go" },
  "aws:s3/bucketV2:BucketV2": { members: { acl: null }, source: "s3/bucket.go" },
  "aws:s3/bucketLogging:BucketLogging": {
    members: {
      targetBucket: "LoggingEnabled.TargetBucket",
      targetPrefix: "LoggingEnabled.TargetPrefix",
    },
    source: "s3/bucket_logging.go",
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    members: { kmsKeyId: "SSEKMSKeyId", websiteRedirect: "WebsiteRedirectLocation" },
    source: "s3/object.go",
  },
  "aws:secretsmanager/secret:Secret": {
    members: { replicas: "AddReplicaRegions", policy: "ResourcePolicy" },
    source: "secretsmanager/secret.go",
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    members: { policy: "ResourcePolicy", secretArn: "SecretId" },
    source: "secretsmanager/secret_policy.go",
  },
  "aws:sns/topicPolicy:TopicPolicy": { members: { arn: "TopicArn", policy: null }, source: "sns/topic_policy.go" },
  "aws:sns/topicSubscription:TopicSubscription": {
    members: { topic: "TopicArn" },
    source: "sns/topic_subscription.go",
  },
  "aws:synthetics/canary:Canary": {
    members: { handler: "Code.Handler", s3Bucket: "Code.S3Bucket", s3Key: "Code.S3Key", s3Version: "Code.S3Version" },
    source: "synthetics/canary.go",
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule("ec2/vpc_security_group_egress_rule.go"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule(
    "ec2/vpc_security_group_ingress_rule.go",
  ),
};
