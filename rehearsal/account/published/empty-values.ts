/**
 * Types that the provider builds on Terraform's plugin framework, each with the file that says so (`@FrameworkResource`), below
 * `internal/service` of hashicorp/terraform-provider-aws. They send whatever is given, an empty text and zero as well. The
 * others are built on SDKv2 and ask first whether an optional input has a value (`d.GetOk`), for which an empty one counts
 * as none; a required input they send as it is. Elements of their lists that are empty texts are dropped
 * (`ExpandStringyValueList` in internal/flex/flex.go). S3's lifecycle rules are of the framework and treat empty values in
 * the old way (`autoflex:",legacy"` in s3/bucket_lifecycle_configuration.go), so they are not here.
 */
const framework: Readonly<Record<string, string>> = {
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": "backup/restore_testing_selection.go",
  "aws:cloudwatch/logDelivery:LogDelivery": "logs/delivery.go",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": "logs/delivery_destination.go",
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": "logs/delivery_source.go",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "ec2/vpc_security_group_egress_rule.go",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ec2/vpc_security_group_ingress_rule.go",
};

/** Whether the provider sends an optional input of the type to AWS although it is empty. */
export const sendsEmptyValues = (type: string): boolean => type in framework;
