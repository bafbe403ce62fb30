/** A role that AWS makes with the caller's rights when a service is used for the first time. */
export interface ServiceLinkedRole {
  /** The service principal that has the role. */
  readonly service: string;
  readonly name: string;
}

/**
 * The service-linked roles of the types that a stage deploys. Source: IAM user guide, "AWS services that work with IAM",
 * and the page on service-linked roles of each service; CloudFormation's schemas list the action and no name.
 */
const roles: Readonly<Record<string, ServiceLinkedRole>> = {
  "aws:appautoscaling/target:Target": {
    service: "ecs.application-autoscaling.amazonaws.com",
    name: "AWSServiceRoleForApplicationAutoScaling_ECSService",
  },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": {
    service: "restore-testing.backup.amazonaws.com",
    name: "AWSServiceRoleForBackupRestoreTesting",
  },
  "aws:backup/selection:Selection": { service: "backup.amazonaws.com", name: "AWSServiceRoleForBackup" },
  "aws:cloudtrail/trail:Trail": { service: "cloudtrail.amazonaws.com", name: "AWSServiceRoleForCloudTrail" },
  "aws:cloudwatch/logDelivery:LogDelivery": {
    service: "delivery.logs.amazonaws.com",
    name: "AWSServiceRoleForLogDelivery",
  },
  "aws:ec2/natGateway:NatGateway": {
    service: "ec2-nat-gateway.amazonaws.com",
    name: "AWSServiceRoleForNATGateway",
  },
  "aws:ecs/cluster:Cluster": { service: "ecs.amazonaws.com", name: "AWSServiceRoleForECS" },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    service: "elasticache.amazonaws.com",
    name: "AWSServiceRoleForElastiCache",
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    service: "elasticloadbalancing.amazonaws.com",
    name: "AWSServiceRoleForElasticLoadBalancing",
  },
  "aws:rds/instance:Instance": { service: "rds.amazonaws.com", name: "AWSServiceRoleForRDS" },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    service: "wafv2.amazonaws.com",
    name: "AWSServiceRoleForWAFV2Logging",
  },
};

/** The service-linked role that a type's first resource in an account makes; `undefined` where there is none. */
export function serviceLinkedRole(type: string): ServiceLinkedRole | undefined {
  return roles[type];
}
