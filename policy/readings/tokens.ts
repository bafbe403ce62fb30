/**
 * Type tokens that stand for one thing under several spellings. The AWS package keeps older names of the same service
 * (`alb` beside `lb`) and of the same resource (`bucketV2` beside `bucket`); a rule that knows only one of them can be
 * walked around.
 */
export const tokens = {
  databases: ["aws:rds/instance:Instance"],
  databaseParameterGroups: ["aws:rds/parameterGroup:ParameterGroup"],
  caches: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  cacheParameterGroups: ["aws:elasticache/parameterGroup:ParameterGroup"],
  loadBalancers: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  listeners: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  listenerRules: ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"],
  buckets: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  bucketAccessBlocks: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  bucketEncryptions: [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  ],
  bucketVersionings: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
  bucketPolicies: ["aws:s3/bucketPolicy:BucketPolicy"],
  /** Everything that can open a port: groups with inline rules, and rules that stand alone. */
  ingress: [
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  ],
} as const;
