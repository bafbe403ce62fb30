/**
 * Inputs that other resources, or AWS itself, write after a resource was made, where the program gives none: Read reports them, and
 * no hand was in it. Source: the note on each in the provider's documentation of its resource ("do not use … in conjunction with"),
 * and Optional with Computed in its schema.
 */
const keptByOthers: Readonly<Record<string, readonly string[]>> = {
  // Rules are resources of their own; strangers among them are listed by themselves.
  "aws:ec2/securityGroup:SecurityGroup": ["ingress", "egress"],
  "aws:ec2/routeTable:RouteTable": ["routes", "propagatingVgws"],
  "aws:ec2/networkAcl:NetworkAcl": ["ingress", "egress", "subnetIds"],
  "aws:ec2/vpcEndpoint:VpcEndpoint": ["routeTableIds", "subnetIds", "securityGroupIds", "policy"],
  "aws:ec2/vpc:Vpc": ["ipv6CidrBlock"],
  "aws:iam/role:Role": ["inlinePolicies", "managedPolicyArns"],
  "aws:s3/bucket:Bucket": [
    "acl",
    "accelerationStatus",
    "corsRules",
    "grants",
    "lifecycleRules",
    "loggings",
    "objectLockConfiguration",
    "policy",
    "replicationConfiguration",
    "requestPayer",
    "serverSideEncryptionConfiguration",
    "versioning",
    "website",
  ],
  "aws:kms/key:Key": ["policy"],
  "aws:sns/topic:Topic": ["policy"],
  "aws:secretsmanager/secret:Secret": ["policy", "replicas"],
  "aws:ecs/service:Service": ["desiredCount"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["numCacheClusters", "preferredCacheClusterAzs"],
  // A failover moves it to another zone.
  "aws:rds/instance:Instance": ["availabilityZone"],
};

/** Whether others write the input where the program gives none. */
export function isKeptByOthers(type: string, input: string): boolean {
  return keptByOthers[type]?.includes(input) ?? false;
}
