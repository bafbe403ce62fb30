/** A type whose operation or schema is called otherwise than the type. */
export interface NamedApart {
  /** The operations the provider calls to create one, in the order of its calls. */
  readonly operations?: readonly string[];
  /** The CloudFormation type; null where the one of the same name is another thing. */
  readonly schema?: string | null;
  /** Where in the request the resource itself stands, when it is not the request. */
  readonly body?: string;
  /** The file of the provider that calls them, below `internal/service` of hashicorp/terraform-provider-aws. */
  readonly source: string;
}

const listenerRule: NamedApart = { operations: ["CreateRule"], source: "elbv2/listener_rule.go" };
const objectV2: NamedApart = { operations: ["PutObject"], source: "s3/object.go" };
const cors: NamedApart = { operations: ["PutBucketCors"], source: "s3/bucket_cors_configuration.go" };
const encryption: NamedApart = {
  operations: ["PutBucketEncryption"],
  source: "s3/bucket_server_side_encryption_configuration.go",
};
const bucket: NamedApart = { operations: ["CreateBucket"], schema: null, source: "s3/bucket.go" };

/** The types that {@link bindingOf} cannot bind by their names. A type with no operation here calls none of its own. */
export const namedApart: Readonly<Record<string, NamedApart>> = {
  "aws:acm/certificate:Certificate": { operations: ["RequestCertificate"], source: "acm/certificate.go" },
  "aws:acm/certificateValidation:CertificateValidation": { operations: [], source: "acm/certificate_validation.go" },
  "aws:alb/listenerRule:ListenerRule": listenerRule,
  "aws:appautoscaling/policy:Policy": {
    operations: ["PutScalingPolicy"],
    schema: "AWS::ApplicationAutoScaling::ScalingPolicy",
    source: "appautoscaling/policy.go",
  },
  "aws:appautoscaling/target:Target": {
    operations: ["RegisterScalableTarget"],
    schema: "AWS::ApplicationAutoScaling::ScalableTarget",
    source: "appautoscaling/target.go",
  },
  "aws:backup/vaultPolicy:VaultPolicy": {
    operations: ["PutBackupVaultAccessPolicy"],
    source: "backup/vault_policy.go",
  },
  "aws:cloudwatch/eventRule:EventRule": {
    operations: ["PutRule"],
    schema: "AWS::Events::Rule",
    source: "events/rule.go",
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    operations: ["PutTargets"],
    body: "Targets[]",
    source: "events/target.go",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { schema: "AWS::CloudWatch::Alarm", source: "cloudwatch/metric_alarm.go" },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    operations: ["AuthorizeSecurityGroupIngress"],
    source: "ec2/vpc_default_security_group.go",
  },
  "aws:ec2/eip:Eip": { operations: ["AllocateAddress", "AssociateAddress"], source: "ec2/ec2_eip.go" },
  "aws:ec2/networkAclRule:NetworkAclRule": {
    operations: ["CreateNetworkAclEntry"],
    schema: "AWS::EC2::NetworkAclEntry",
    source: "ec2/vpc_network_acl_rule.go",
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    operations: ["AssociateRouteTable"],
    source: "ec2/vpc_route_table_association.go",
  },
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    operations: ["AuthorizeSecurityGroupIngress"],
    body: "IpPermissions[]",
    source: "ec2/vpc_security_group_rule.go",
  },
  "aws:elasticache/cluster:Cluster": { schema: "AWS::ElastiCache::CacheCluster", source: "elasticache/cluster.go" },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": {
    operations: ["AttachGroupPolicy"],
    source: "iam/group_policy_attachment.go",
  },
  // The schema of this name is an inline policy.
  "aws:iam/policy:Policy": { schema: "AWS::IAM::ManagedPolicy", source: "iam/policy.go" },
  "aws:iam/policyAttachment:PolicyAttachment": {
    operations: ["AttachUserPolicy", "AttachRolePolicy", "AttachGroupPolicy"],
    source: "iam/policy_attachment.go",
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    operations: ["AttachRolePolicy"],
    source: "iam/role_policy_attachment.go",
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": {
    operations: ["AttachUserPolicy"],
    source: "iam/user_policy_attachment.go",
  },
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": {
    operations: ["CreateDeliveryStream"],
    schema: "AWS::KinesisFirehose::DeliveryStream",
    source: "firehose/delivery_stream.go",
  },
  "aws:s3/bucketNotification:BucketNotification": {
    operations: ["PutBucketNotificationConfiguration"],
    source: "s3/bucket_notification.go",
  },
  "aws:kms/key:Key": { operations: ["CreateKey", "ScheduleKeyDeletion"], source: "kms/key.go" },
  "aws:kms/replicaKey:ReplicaKey": { operations: ["ReplicateKey"], source: "kms/replica_key.go" },
  "aws:lambda/function:Function": {
    operations: ["CreateFunction", "PutFunctionConcurrency"],
    source: "lambda/function.go",
  },
  "aws:lambda/functionUrl:FunctionUrl": {
    operations: ["CreateFunctionUrlConfig"],
    schema: "AWS::Lambda::Url",
    source: "lambda/function_url.go",
  },
  "aws:lambda/invocation:Invocation": { operations: ["Invoke"], source: "lambda/invocation.go" },
  "aws:lb/listenerRule:ListenerRule": listenerRule,
  "aws:rds/clusterInstance:ClusterInstance": { operations: ["CreateDBInstance"], source: "rds/cluster_instance.go" },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    operations: ["CreateDBClusterParameterGroup", "ModifyDBClusterParameterGroup"],
    source: "rds/cluster_parameter_group.go",
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    operations: ["CreateDBParameterGroup", "ModifyDBParameterGroup"],
    source: "rds/parameter_group.go",
  },
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {
    operations: ["ModifyDBProxyTargetGroup"],
    source: "rds/proxy_default_target_group.go",
  },
  "aws:route53/record:Record": {
    operations: ["ChangeResourceRecordSets"],
    body: "ChangeBatch.Changes[].ResourceRecordSet",
    schema: "AWS::Route53::RecordSet",
    source: "route53/record.go",
  },
  "aws:route53/zone:Zone": {
    operations: ["CreateHostedZone"],
    schema: "AWS::Route53::HostedZone",
    source: "route53/zone.go",
  },
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": {
    operations: ["PutPublicAccessBlock"],
    source: "s3control/account_public_access_block.go",
  },
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": cors,
  "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2": cors,
  "aws:s3/bucketObject:BucketObject": { operations: ["PutObject"], source: "s3/bucket_object.go" },
  "aws:s3/bucketObjectv2:BucketObjectv2": objectV2,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    operations: ["PutPublicAccessBlock"],
    source: "s3/bucket_public_access_block.go",
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": encryption,
  "aws:secretsmanager/secret:Secret": {
    operations: ["CreateSecret", "PutResourcePolicy", "DeleteSecret"],
    source: "secretsmanager/secret.go",
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    operations: ["PutResourcePolicy"],
    schema: "AWS::SecretsManager::ResourcePolicy",
    source: "secretsmanager/secret_policy.go",
  },
  "aws:secretsmanager/secretRotation:SecretRotation": {
    operations: ["RotateSecret"],
    schema: "AWS::SecretsManager::RotationSchedule",
    source: "secretsmanager/secret_rotation.go",
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    operations: ["PutSecretValue"],
    source: "secretsmanager/secret_version.go",
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    operations: ["SetTopicAttributes"],
    schema: null,
    source: "sns/topic_policy.go",
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    operations: ["Subscribe"],
    schema: "AWS::SNS::Subscription",
    source: "sns/topic_subscription.go",
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
    operations: ["AuthorizeSecurityGroupEgress"],
    body: "IpPermissions[]",
    schema: "AWS::EC2::SecurityGroupEgress",
    source: "ec2/vpc_security_group_egress_rule.go",
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
    operations: ["AuthorizeSecurityGroupIngress"],
    body: "IpPermissions[]",
    schema: "AWS::EC2::SecurityGroupIngress",
    source: "ec2/vpc_security_group_ingress_rule.go",
  },
  "aws:wafv2/webAclAssociation:WebAclAssociation": {
    operations: ["AssociateWebACL"],
    source: "wafv2/web_acl_association.go",
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    operations: ["PutLoggingConfiguration"],
    schema: "AWS::WAFv2::LoggingConfiguration",
    source: "wafv2/web_acl_logging_configuration.go",
  },
};
