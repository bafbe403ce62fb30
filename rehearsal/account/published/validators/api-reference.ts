import type { ProviderRule } from "../provider-rule";
import { arns, documented, form, inside, length, range, values } from "./rows";
import type { Row } from "./rows";

/** The ids of EC2's resources. */
const identified = (input: string, ...prefixes: readonly string[]): Row =>
  form(
    input,
    new RegExp(`^(${prefixes.join("|")})-([0-9a-f]{8}|[0-9a-f]{17})$`),
    `it must be ${prefixes.join("-… or ")}-… with 8 or 17 hexadecimal digits`,
  );
const resourceIds = (...rules: readonly Row[]) => documented('Amazon EC2 User Guide, "Resource IDs"', ...rules);

const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const keyId = `${uuid}|mrk-[0-9a-f]{32}|arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/.+`;
/** A key by its id or ARN. */
const key = (input: string) => form(input, new RegExp(`^(${keyId})$`), "it must be the id or the ARN of a KMS key");
/** A key by its id or ARN, or by the name or ARN of an alias of it. */
const keyOrAlias = (input: string) =>
  form(
    input,
    new RegExp(`^(${keyId}|alias/[\\w/-]+|arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:alias/.+)$`),
    "it must be the id, the ARN or an alias of a KMS key",
  );

const bucketName = documented(
  'Amazon S3 User Guide, "General purpose bucket naming rules"',
  form(
    "bucket",
    /^(?!.*\.\.)[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]$|^arn:/,
    "it must be 3 to 63 lower-case letters, digits, dots and hyphens, and begin and end with a letter or digit",
  ),
);
/** A prefix is the beginning of an object's key. */
const keyPrefix = (...rules: readonly Row[]) =>
  documented('Amazon S3 User Guide, "Naming Amazon S3 objects"', ...rules);

const encryption = [
  ...bucketName,
  ...documented(
    "Amazon S3 API reference, ServerSideEncryptionByDefault",
    ...inside("rules[].applyServerSideEncryptionByDefault", keyOrAlias("kmsMasterKeyId")),
  ),
];
const lifecycle = [
  ...bucketName,
  ...keyPrefix(...inside("rules[].filter", length("prefix", 0, 1024))),
  ...documented(
    "Amazon S3 API reference, AbortIncompleteMultipartUpload; cfn-lint, AWS::S3::Bucket, the same",
    ...inside("rules[].abortIncompleteMultipartUpload", range("daysAfterInitiation", 0)),
  ),
];

const redirected = (actions: string) =>
  documented(
    "Elastic Load Balancing API reference, RedirectActionConfig",
    ...inside(
      `${actions}.redirect`,
      form("host", /^\S+$/, "it must be a hostname"),
      form("path", /^\//, 'it must begin with "/"'),
      form(
        "port",
        /^(#\{port\}|[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
        "it must be 1 to 65535 or #{port}",
      ),
    ),
  );
const listener = redirected("defaultActions[]");
const listenerRule = redirected("actions[]");
const targetGroup = documented(
  "Elastic Load Balancing API reference, Matcher",
  ...inside(
    "healthCheck",
    form("matcher", /^\d{1,3}(-\d{1,3})?(,\d{1,3}(-\d{1,3})?)*$/, "it must be codes such as 200, 200,202 or 200-299"),
  ),
);

const securityGroupRule = [
  ...resourceIds(
    form(
      "referencedSecurityGroupId",
      /^(\d{12}\/)?sg-([0-9a-f]{8}|[0-9a-f]{17})$/,
      "it must be sg-… with 8 or 17 hexadecimal digits",
    ),
  ),
  ...documented(
    "Amazon EC2 API reference, IpPermission and IpRange",
    form("ipProtocol", /^(-1|tcp|udp|icmp|icmpv6|\d{1,3})$/i, "it must be tcp, udp, icmp, icmpv6, a number or -1"),
    length("description", 0, 255),
    form(
      "description",
      /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/,
      "it may have letters, digits, blanks and ._-:/()#,@[]+=&;{}!$*",
    ),
  ),
];

const policyComment = (policy: string) =>
  documented(`Amazon CloudFront API reference, ${policy}`, length("comment", 0, 128));

const containerName = "it may have letters, digits, underscores and hyphens";

/**
 * What the references of AWS's APIs and the guides say and no published model does. The references were read as the
 * documentation in botocore 1.44.8.
 */
export const apiReference: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:alb/listener:Listener": listener,
  "aws:alb/listenerRule:ListenerRule": listenerRule,
  "aws:alb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/listener:Listener": listener,
  "aws:lb/listenerRule:ListenerRule": listenerRule,
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:acm/certificateValidation:CertificateValidation": documented(
    "AWS Certificate Manager API reference, DescribeCertificate",
    form("certificateArn", /^arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:\d+:/, "it must be the ARN of a certificate"),
  ),
  "aws:appautoscaling/policy:Policy": documented(
    "Application Auto Scaling API reference, TargetTrackingScalingPolicyConfiguration",
    ...inside("targetTrackingScalingPolicyConfiguration", range("scaleInCooldown", 0), range("scaleOutCooldown", 0)),
  ),
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": documented(
    "AWS Backup API reference, RestoreTestingSelectionForCreate and RestoreTestingPlanForCreate",
    values(
      "protectedResourceType",
      ...["Aurora", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "FSx", "Neptune", "RDS", "S3"],
    ),
    form("restoreTestingPlanName", /^[A-Za-z0-9_]{1,50}$/, "it must be 1 to 50 letters, digits and underscores"),
  ),
  "aws:cloudfront/cachePolicy:CachePolicy": policyComment("CachePolicyConfig"),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": policyComment("OriginRequestPolicyConfig"),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": policyComment("ResponseHeadersPolicyConfig"),
  "aws:cloudfront/distribution:Distribution": [
    ...documented(
      "Amazon CloudFront API reference, DistributionConfig",
      form(
        "webAclId",
        new RegExp(`^(arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\\d{12}:(global|regional)/webacl/.+|${uuid})$`),
        "it must be the ARN of a web ACL, or the id of one of WAF Classic",
      ),
    ),
    ...documented(
      "Amazon CloudFront API reference, CachedMethods",
      ...inside("defaultCacheBehavior", values("cachedMethods", "GET", "HEAD", "OPTIONS")),
      ...inside("orderedCacheBehaviors[]", values("cachedMethods", "GET", "HEAD", "OPTIONS")),
    ),
    ...documented(
      "Amazon CloudFront API reference, CustomOriginConfig",
      ...inside(
        "origins[].customOriginConfig",
        range("originKeepaliveTimeout", undefined, 120),
        range("originReadTimeout", undefined, 120),
      ),
    ),
    ...documented(
      "RFC 6335, section 6: a port is a number of 16 bits",
      ...inside("origins[].customOriginConfig", range("httpPort", 1, 65_535), range("httpsPort", 1, 65_535)),
    ),
    ...documented(
      "RFC 1035, section 2.3.4: a name of DNS has at most 255 octets",
      ...inside("origins[]", length("domainName", 1, 255)),
    ),
  ],
  "aws:cloudwatch/eventTarget:EventTarget": documented(
    "Amazon EventBridge API reference, InputTransformer",
    ...inside("inputTransformer", form("inputPaths", /^\$/, "each must be a JSON path")),
  ),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": [
    ...documented(
      'Amazon CloudWatch Logs User Guide, "Filter pattern syntax"',
      form("pattern", /^\s*(?![\s{[])|^\s*\{[^]*\}\s*$|^\s*\[[^]*\]\s*$/, "a bracket at its beginning must be closed"),
    ),
    ...documented(
      "Amazon CloudWatch Logs API reference, MetricTransformation",
      ...inside("metricTransformation", form("defaultValue", /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/, "it must be a number")),
    ),
  ],
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": documented(
    'Amazon CloudWatch Logs User Guide, "Filter pattern syntax"',
    form(
      "filterPattern",
      /^\s*(?![\s{[])|^\s*\{[^]*\}\s*$|^\s*\[[^]*\]\s*$/,
      "a bracket at its beginning must be closed",
    ),
  ),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": resourceIds(identified("vpcId", "vpc")),
  "aws:ec2/flowLog:FlowLog": resourceIds(
    identified("eniId", "eni"),
    identified("subnetId", "subnet"),
    identified("vpcId", "vpc"),
  ),
  "aws:ec2/internetGateway:InternetGateway": resourceIds(identified("vpcId", "vpc")),
  "aws:ec2/natGateway:NatGateway": resourceIds(identified("allocationId", "eipalloc")),
  "aws:ec2/route:Route": resourceIds(
    form("gatewayId", /^(local|(igw|vgw|vpce)-([0-9a-f]{8}|[0-9a-f]{17}))$/, "it must be igw-…, vgw-… or local"),
    identified("natGatewayId", "nat"),
    identified("networkInterfaceId", "eni"),
    identified("routeTableId", "rtb"),
    identified("vpcEndpointId", "vpce"),
    identified("vpcPeeringConnectionId", "pcx"),
  ),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": resourceIds(
    identified("gatewayId", "igw", "vgw"),
    identified("routeTableId", "rtb"),
    identified("subnetId", "subnet"),
  ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
  "aws:ecr/repository:Repository": documented(
    "Amazon ECR API reference, EncryptionConfiguration",
    ...inside("encryptionConfigurations[]", keyOrAlias("kmsKey")),
  ),
  "aws:ecs/cluster:Cluster": documented(
    "Amazon CloudWatch Logs API reference, CreateLogGroup",
    ...inside(
      "configuration.executeCommandConfiguration.logConfiguration",
      form("cloudWatchLogGroupName", /^[.\-_/#A-Za-z0-9]{1,512}$/, "it must be the name of a log group"),
    ),
  ),
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": documented(
    "Amazon ECS API reference, CreateCluster",
    length("clusterName", 1, 255),
    form("clusterName", /^[\w-]+$/, containerName),
  ),
  "aws:ecs/service:Service": documented(
    "Amazon ECS API reference, CreateService, DeploymentConfiguration, AdvancedConfiguration and ContainerDefinition",
    range("desiredCount", 0),
    range("deploymentMinimumHealthyPercent", 0),
    ...inside(
      "loadBalancers[]",
      length("containerName", 1, 255),
      form("containerName", /^[\w-]+$/, containerName),
      ...inside(
        "advancedConfiguration",
        ...arns("alternateTargetGroupArn", "productionListenerRule", "testListenerRule"),
      ),
    ),
  ),
  "aws:elasticache/replicationGroup:ReplicationGroup": documented(
    "Amazon ElastiCache API reference, CreateCacheSubnetGroup and CloudWatchLogsDestinationDetails",
    length("subnetGroupName", 1, 255),
    ...inside(
      "logDeliveryConfigurations[]",
      form("destination", /^[.\-_/#A-Za-z0-9]{1,512}$/, "it must be the name of a log group or of a delivery stream"),
    ),
  ),
  "aws:kms/alias:Alias": documented("AWS KMS API reference, CreateAlias", key("targetKeyId")),
  "aws:rds/instance:Instance": [
    ...documented(
      "Amazon RDS API reference, CreateDBInstance and CreateDBSubnetGroup",
      length("dbSubnetGroupName", 1, 255),
      length("parameterGroupName", 1, 255),
    ),
    ...resourceIds(identified("vpcSecurityGroupIds", "sg")),
  ],
  "aws:rds/subnetGroup:SubnetGroup": resourceIds(identified("subnetIds", "subnet")),
  "aws:elasticache/subnetGroup:SubnetGroup": resourceIds(identified("subnetIds", "subnet")),
  "aws:ec2/vpcEndpoint:VpcEndpoint": resourceIds(identified("routeTableIds", "rtb"), identified("subnetIds", "subnet")),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2": lifecycle,
  "aws:s3/bucketLogging:BucketLogging": [...bucketName, ...keyPrefix(length("targetPrefix", 0, 1024))],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketName,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketName,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": encryption,
  "aws:s3/bucketVersioning:BucketVersioning": bucketName,
  "aws:s3/bucketVersioningV2:BucketVersioningV2": bucketName,
  "aws:lb/loadBalancer:LoadBalancer": keyPrefix(
    ...inside("accessLogs", length("prefix", 0, 1024)),
    ...inside("connectionLogs", length("prefix", 0, 1024)),
  ),
};
