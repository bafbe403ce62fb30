/**
 * The types whose resources are written with Terraform's plugin framework, among those of the three stages; all others
 * use its older SDK. Sources: the annotation `@FrameworkResource("…")` of each in terraform-provider-aws, internal/service (ec2,
 * s3, logs, backup); terraform-provider-mongodbatlas, internal/service (each resource.go that embeds config.RSCommon).
 */
const frameworkTypes: ReadonlySet<string> = new Set([
  "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  "aws:cloudwatch/logDelivery:LogDelivery",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "mongodbatlas:index/advancedCluster:AdvancedCluster",
  "mongodbatlas:index/alertConfiguration:AlertConfiguration",
  "mongodbatlas:index/databaseUser:DatabaseUser",
  "mongodbatlas:index/encryptionAtRest:EncryptionAtRest",
  "mongodbatlas:index/project:Project",
  "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList",
]);

/** Whether a failed operation on this type returns no state: a framework resource. */
export function isFrameworkType(type: string): boolean {
  return frameworkTypes.has(type);
}
