/**
 * Type tokens with several spellings for one resource. The AWS package keeps older names of the same service
 * (`alb` beside `lb`) and of the same resource (`bucketV2` beside `bucket`); a rule that lists only one of them can be
 * bypassed.
 */
export const tokens = {
  databases: ["aws:rds/instance:Instance"],
  /** Aurora and RDS Multi-AZ clusters: storage, backups and encryption. */
  databaseClusters: ["aws:rds/cluster:Cluster"],
  /** The members of a cluster: compute, endpoints and metrics. */
  databaseClusterInstances: ["aws:rds/clusterInstance:ClusterInstance"],
  databaseParameterGroups: ["aws:rds/parameterGroup:ParameterGroup"],
  databaseClusterParameterGroups: ["aws:rds/clusterParameterGroup:ClusterParameterGroup"],
  caches: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  /** Standalone caches: one node without replication, or serverless. */
  standaloneCaches: ["aws:elasticache/cluster:Cluster", "aws:elasticache/serverlessCache:ServerlessCache"],
  cacheParameterGroups: ["aws:elasticache/parameterGroup:ParameterGroup"],
  loadBalancers: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  listeners: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  listenerCertificates: [
    "aws:lb/listenerCertificate:ListenerCertificate",
    "aws:alb/listenerCertificate:ListenerCertificate",
  ],
  targetGroups: ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"],
  listenerRules: ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"],
  buckets: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
  bucketAccessBlocks: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  accountAccessBlocks: ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"],
  bucketEncryptions: [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  ],
  bucketVersionings: ["aws:s3/bucketVersioning:BucketVersioning", "aws:s3/bucketVersioningV2:BucketVersioningV2"],
  bucketPolicies: ["aws:s3/bucketPolicy:BucketPolicy"],
  /** Everything that can open a port: groups with inline rules, and standalone rules. */
  ingress: [
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  ],
  /** Further types that can allow egress. */
  egress: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"],
  distributions: ["aws:cloudfront/distribution:Distribution"],
  webAcls: ["aws:wafv2/webAcl:WebAcl"],
  ipSets: ["aws:wafv2/ipSet:IpSet"],
  patternSets: ["aws:wafv2/regexPatternSet:RegexPatternSet"],
  topics: ["aws:sns/topic:Topic"],
} as const;
