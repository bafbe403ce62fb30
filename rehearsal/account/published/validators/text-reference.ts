import type { ProviderRule } from "../provider-rule";
import { documented, form, inside, length, range } from "./rows";
import type { Row } from "./rows";

/** Printable ASCII, with blanks. */
const printable = (input: string, says = "it may have printable ASCII characters only"): Row =>
  form(input, /^[\x20-\x7e]*$/, says);

/** RDS and ElastiCache name everything else a control character that is not printable, an em dash too. */
const plainDescription = (operation: string) =>
  documented(
    `the error of ${operation}: "must not contain non-printable control characters"`,
    printable("description"),
  );

const headerValues = [
  "routingHttpResponseContentSecurityPolicyHeaderValue",
  "routingHttpResponseStrictTransportSecurityHeaderValue",
  "routingHttpResponseXContentTypeOptionsHeaderValue",
  "routingHttpResponseXFrameOptionsHeaderValue",
];

const listener = documented(
  "RFC 9110, section 5.5: the value of a header field is of visible ASCII characters",
  ...headerValues.map((input) => printable(input)),
);

/** The path pattern of a behavior may have these and no other characters. */
const pathPattern = documented(
  'Amazon CloudFront Developer Guide, "Cache behavior settings", path pattern',
  ...inside(
    "orderedCacheBehaviors[]",
    length("pathPattern", 1, 255),
    form(
      "pathPattern",
      /^[A-Za-z0-9_\-.*$/~"'@:+&?]*$/,
      "it may have letters, digits and _ - . * $ / ~ \" ' @ : + & ?",
    ),
  ),
);

/** What the services say of the texts that they take, and no model does. */
export const textReference: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:alb/listener:Listener": listener,
  "aws:lb/listener:Listener": listener,
  "aws:acm/certificateValidation:CertificateValidation": documented(
    "AWS Certificate Manager User Guide, DNS validation: each is the name of a record",
    form("validationRecordFqdns", /^[A-Za-z0-9_.\-]+$/, "each must be the name of a DNS record"),
  ),
  "aws:appautoscaling/policy:Policy": documented(
    "Application Auto Scaling API reference, PutScalingPolicy, ResourceId",
    form("resourceId", /^\S+$/, "it must be the identifier of a resource, such as service/cluster/name"),
  ),
  "aws:appautoscaling/target:Target": documented(
    "Application Auto Scaling API reference, RegisterScalableTarget, ResourceId",
    form("resourceId", /^\S+$/, "it must be the identifier of a resource, such as service/cluster/name"),
  ),
  "aws:cloudfront/distribution:Distribution": [
    ...pathPattern,
    ...documented(
      "RFC 1035, section 2.3.1: a name of DNS has letters, digits and hyphens",
      ...inside("origins[]", form("domainName", /^[A-Za-z0-9_.\-]*$/, "it must be a domain name")),
    ),
    ...documented(
      'Amazon CloudFront Developer Guide, "Quotas", headers',
      ...inside("origins[].customHeaders[]", length("name", 1, 256), length("value", 0, 1783)),
    ),
    ...documented(
      "Amazon CloudFront API reference, CustomErrorResponse: the least time is 0 seconds",
      ...inside("customErrorResponses[]", range("errorCachingMinTtl", 0)),
    ),
  ],
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": documented(
    "RFC 9110, section 5.5: the value of a header field is of visible ASCII characters",
    ...inside("securityHeadersConfig.contentSecurityPolicy", printable("contentSecurityPolicy")),
  ).concat(
    documented(
      "RFC 6797, section 6.1.1: max-age is a number of seconds that is not negative",
      ...inside("securityHeadersConfig.strictTransportSecurity", range("accessControlMaxAgeSec", 0)),
    ),
  ),
  "aws:cloudwatch/eventTarget:EventTarget": documented(
    'Amazon EventBridge User Guide, "Input transformation"',
    ...inside(
      "inputTransformer",
      form("inputTemplate", /^\s*["{[<]|^\s*-?\d/, "it must be JSON, a quoted text or a placeholder"),
    ),
  ),
  "aws:cloudwatch/logDelivery:LogDelivery": documented(
    "Amazon CloudWatch Logs API reference, CreateDelivery: each is the name of a field",
    form("recordFields", /^[A-Za-z@_][\w()@.:-]*$/, "each must be the name of a field"),
  ),
  "aws:elasticache/parameterGroup:ParameterGroup": plainDescription("CreateCacheParameterGroup"),
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    ...plainDescription("CreateReplicationGroup"),
    ...documented(
      "Amazon ElastiCache API reference, CreateCacheParameterGroup and DeleteReplicationGroup",
      length("parameterGroupName", 1, 255),
      range("port", 0, 65_535),
      range("replicasPerNodeGroup", 0, 5),
      form(
        "finalSnapshotIdentifier",
        /^$|^[A-Za-z](-?[A-Za-z0-9])*$/,
        "it must begin with a letter and have letters, digits and single hyphens",
      ),
    ),
  ],
  "aws:elasticache/serverlessCache:ServerlessCache": documented(
    'Amazon ElastiCache User Guide, "Scheduling automatic backups"',
    range("snapshotRetentionLimit", undefined, 35),
  ),
  "aws:rds/clusterInstance:ClusterInstance": documented(
    "Amazon RDS API reference, CreateDBInstance, PromotionTier",
    range("promotionTier", 0, 15),
  ),
  "aws:elasticache/subnetGroup:SubnetGroup": plainDescription("CreateCacheSubnetGroup"),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": plainDescription("CreateDBClusterParameterGroup"),
  "aws:rds/parameterGroup:ParameterGroup": plainDescription("CreateDBParameterGroup"),
  "aws:rds/subnetGroup:SubnetGroup": plainDescription("CreateDBSubnetGroup"),
  "aws:route53/record:Record": documented(
    'Amazon Route 53 Developer Guide, "DNS domain name format": other characters are written as octal codes',
    form("name", /^[\x21-\x7e]*$/, "it may have visible ASCII characters only"),
    form("name", /^(?!.*[^.]{64})/, "each of its labels has at most 63 characters"),
  ),
  "aws:sns/topic:Topic": documented(
    'Amazon SNS Developer Guide, "Creating an Amazon SNS topic"',
    length("displayName", 0, 100),
  ),
};
