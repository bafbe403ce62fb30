import type { MembersApart } from "./members";

/** The same of types that no stage deploys. */
export const membersBeyondStages: Readonly<Record<string, MembersApart>> = {
  "aws:ec2/networkAclRule:NetworkAclRule": {
    members: {
      fromPort: "PortRange.From",
      toPort: "PortRange.To",
      icmpCode: "IcmpTypeCode.Code",
      icmpType: "IcmpTypeCode.Type",
    },
    source: "ec2/vpc_network_acl_rule.go",
  },
  "aws:elasticache/cluster:Cluster": {
    members: { availabilityZone: "PreferredAvailabilityZone", maintenanceWindow: "PreferredMaintenanceWindow" },
    source: "elasticache/cluster.go",
  },
  "aws:iam/groupPolicy:GroupPolicy": {
    members: { group: "GroupName", policy: "PolicyDocument" },
    source: "iam/group_policy.go",
  },
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": {
    members: { group: "GroupName" },
    source: "iam/group_policy_attachment.go",
  },
  "aws:iam/policy:Policy": { members: { policy: "PolicyDocument" }, source: "iam/policy.go" },
  "aws:iam/userPolicy:UserPolicy": {
    members: { user: "UserName", policy: "PolicyDocument" },
    source: "iam/user_policy.go",
  },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": {
    members: { user: "UserName" },
    source: "iam/user_policy_attachment.go",
  },
  "aws:lambda/functionUrl:FunctionUrl": {
    members: { authorizationType: "AuthType" },
    source: "lambda/function_url.go",
  },
  "aws:lambda/permission:Permission": { members: { function: "FunctionName" }, source: "lambda/permission.go" },
  "aws:rds/cluster:Cluster": {
    members: {
      clusterIdentifier: "DBClusterIdentifier",
      enabledCloudwatchLogsExports: "EnableCloudwatchLogsExports",
      masterPassword: "MasterUserPassword",
    },
    source: "rds/cluster.go",
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    members: {
      caCertIdentifier: "CACertificateIdentifier",
      clusterIdentifier: "DBClusterIdentifier",
      instanceClass: "DBInstanceClass",
    },
    source: "rds/cluster_instance.go",
  },
  "aws:route53/healthCheck:HealthCheck": {
    members: {
      childHealthThreshold: "HealthThreshold",
      cloudwatchAlarmName: "AlarmIdentifier.Name",
      cloudwatchAlarmRegion: "AlarmIdentifier.Region",
      fqdn: "FullyQualifiedDomainName",
    },
    source: "route53/health_check.go",
  },
  "aws:s3/bucketNotification:BucketNotification": {
    members: { lambdaFunctions: "LambdaFunctionConfigurations" },
    source: "s3/bucket_notification.go",
  },
  "aws:s3/bucketObject:BucketObject": {
    members: { kmsKeyId: "SSEKMSKeyId", websiteRedirect: "WebsiteRedirectLocation" },
    source: "s3/bucket_object.go",
  },
};
