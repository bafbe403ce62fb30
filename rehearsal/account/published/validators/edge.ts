import type { ProviderRule } from "../provider-rule";
import {
  arns,
  atLeastOne,
  conflict,
  enumerated,
  exactlyOne,
  filled,
  form,
  from,
  inside,
  items,
  json,
  length,
  needs,
  range,
  values,
} from "./rows";

const routingPolicies = [
  ...["cidrRoutingPolicy", "failoverRoutingPolicies", "geolocationRoutingPolicies", "geoproximityRoutingPolicy"],
  ...["latencyRoutingPolicies", "multivalueAnswerRoutingPolicy", "weightedRoutingPolicies"],
];

const behavior = [
  ...arns("realtimeLogConfigArn"),
  ...enumerated("viewerProtocolPolicy"),
  items("functionAssociations", 0, 2),
  items("lambdaFunctionAssociations", 0, 4),
  ...inside("functionAssociations[]", ...arns("functionArn"), ...enumerated("eventType")),
  ...inside("lambdaFunctionAssociations[]", ...arns("lambdaArn"), ...enumerated("eventType")),
  ...inside("forwardedValues.cookies", ...enumerated("forward")),
];

const headers = [
  ...["corsConfig", "customHeadersConfig", "removeHeadersConfig"],
  ...["securityHeadersConfig", "serverTimingHeadersConfig"],
];

const imported = ["certificateBody", "certificateChain", "privateKey"];

/** Names, certificates and what faces the internet. */
export const edge: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:acm/certificate:Certificate": from(
    "acm/certificate.go@01661ea3",
    ...arns("certificateAuthorityArn"),
    conflict("certificateAuthorityArn", "certificateBody", "privateKey", "validationMethod"),
    needs("certificateBody", "privateKey"),
    conflict("certificateBody", "certificateAuthorityArn", "domainName", "validationMethod"),
    conflict("certificateChain", "certificateAuthorityArn", "domainName", "validationMethod"),
    exactlyOne("domainName", "privateKey"),
    conflict("domainName", ...imported),
    form("domainName", /[^.]$|^$/, "cannot end with a period"),
    conflict("earlyRenewalDuration", ...imported, "validationMethod"),
    conflict("keyAlgorithm", ...imported),
    ...enumerated("keyAlgorithm", "validationMethod"),
    ...inside("options", ...enumerated("certificateTransparencyLoggingPreference", "export")),
    conflict("subjectAlternativeNames", ...imported),
    length("subjectAlternativeNames", 1, 253),
    form("subjectAlternativeNames", /[^.]$/, "cannot end with a period"),
    conflict("validationMethod", "certificateAuthorityArn", ...imported),
    conflict("validationOptions", ...imported),
  ),
  "aws:acm/certificateValidation:CertificateValidation": from("acm/certificate_validation.go@004eea7f"),
  "aws:cloudfront/distribution:Distribution": from(
    "cloudfront/distribution.go@023c8e5c",
    length("comment", 0, 128),
    ...enumerated("httpVersion"),
    ...inside("defaultCacheBehavior", ...behavior),
    ...inside("orderedCacheBehaviors[]", ...behavior),
    ...inside("originGroups[]", filled("originId"), items("members", 2, 2)),
    ...inside(
      "origins[]",
      range("connectionAttempts", 1, 3),
      range("connectionTimeout", 1, 10),
      ...inside(
        "customOriginConfig",
        range("originKeepaliveTimeout", 1),
        range("originReadTimeout", 1),
        ...enumerated("originProtocolPolicy"),
      ),
    ),
  ),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": from(
    "cloudfront/response_headers_policy.go@0015017a",
    // Two of these are younger than the version that was read.
    atLeastOne(...headers),
    ...inside("securityHeadersConfig.frameOptions", ...enumerated("frameOption")),
    ...inside("securityHeadersConfig.referrerPolicy", ...enumerated("referrerPolicy")),
  ),
  "aws:route53/record:Record": from(
    "route53/record.go@00655c16",
    exactlyOne("aliases", "records"),
    conflict("aliases", "ttl"),
    needs("ttl", "records"),
    ...routingPolicies.flatMap((policy) => [
      conflict(policy, ...routingPolicies.filter((other) => other !== policy)),
      needs(policy, "setIdentifier"),
    ]),
    ...enumerated("type"),
    filled("zoneId"),
    ...inside("aliases[]", length("name", 1, 1024), length("zoneId", 1, 32)),
    ...inside("failoverRoutingPolicies[]", values("type", "PRIMARY", "SECONDARY")),
    ...inside("geoproximityRoutingPolicy", range("bias", -99, 99)),
  ),
  "aws:wafv2/webAcl:WebAcl": from(
    "wafv2/web_acl.go@0073593e",
    conflict("name", "namePrefix"),
    conflict("ruleJson", "rules"),
    ...json("ruleJson"),
    length("description", 1, 256),
    length("name", 1, 128),
    form("name", /^[0-9A-Za-z_\-]+$/, "must contain only alphanumeric hyphen and underscore characters"),
    ...enumerated("scope"),
    length("tokenDomains", 1, 253),
    form("tokenDomains", /^[\w.\-/]+$/, "must contain only alphanumeric, hyphen, dot, underscore and forward-slash"),
    ...inside("rules[]", length("name", 1, 128)),
    ...inside("dataProtectionConfig", items("dataProtections", 0, 26)),
    ...inside("dataProtectionConfig.dataProtections[]", ...enumerated("action")),
  ),
  "aws:cloudfront/cachePolicy:CachePolicy": from(
    "cloudfront/cache_policy.go@01c08000",
    ...inside(
      "parametersInCacheKeyAndForwardedToOrigin",
      ...inside("cookiesConfig", ...enumerated("cookieBehavior")),
      ...inside("headersConfig", ...enumerated("headerBehavior")),
      ...inside("queryStringsConfig", ...enumerated("queryStringBehavior")),
    ),
  ),
  "aws:cloudfront/function:Function": from(
    "cloudfront/function.go@0b774099",
    ...arns("keyValueStoreAssociations"),
    ...enumerated("runtime"),
  ),
  "aws:cloudfront/originAccessControl:OriginAccessControl": from(
    "cloudfront/origin_access_control.go@01c08000",
    length("description", 0, 256),
    length("name", 1, 64),
    ...enumerated("originAccessControlOriginType", "signingBehavior", "signingProtocol"),
  ),
  "aws:route53/zone:Zone": from(
    "route53/zone.go@036631a1",
    length("comment", 0, 256),
    conflict("delegationSetId", "vpcs"),
    length("delegationSetId", 0, 32),
    length("name", 1, 1024),
    ...inside("vpcs[]", filled("vpcId")),
  ),
  "aws:route53/healthCheck:HealthCheck": from(
    "route53/health_check.go@01606926",
    range("childHealthThreshold", undefined, 256),
    items("childHealthchecks", 0, 256),
    length("childHealthchecks", 0, 64),
    ...enumerated("cloudwatchAlarmRegion", "insufficientDataHealthStatus", "regions", "type"),
    range("failureThreshold", 1, 10),
    length("fqdn", 0, 255),
    form("ipAddress", /^[\d.]+$|:/, "expected to contain a valid IP"),
    range("port", 1, 65_535),
    length("referenceName", 0, 27),
    items("regions", 3, 64),
    values("requestInterval", "10", "30"),
    length("resourcePath", 0, 255),
    ...arns("routingControlArn"),
    length("searchString", 0, 255),
  ),
  "aws:wafv2/webAclAssociation:WebAclAssociation": from(
    "wafv2/web_acl_association.go@011a8eed",
    ...arns("resourceArn", "webAclArn"),
  ),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": from(
    "wafv2/web_acl_logging_configuration.go@012f18cf",
    items("logDestinationConfigs", 1, 100),
    ...arns("logDestinationConfigs", "resourceArn"),
    items("redactedFields", 0, 100),
    ...inside("redactedFields[].singleHeader", length("name", 1, 64)),
    ...inside("loggingFilter", ...enumerated("defaultBehavior")),
    ...inside(
      "loggingFilter.filters[]",
      ...enumerated("behavior", "requirement"),
      items("conditions", 1),
      ...inside("conditions[].actionCondition", ...enumerated("action")),
      ...inside(
        "conditions[].labelNameCondition",
        length("labelName", 1, 1024),
        form(
          "labelName",
          /^[0-9A-Za-z_\-:]+$/,
          "must contain only alphanumeric characters, underscores, hyphens, and colons",
        ),
      ),
    ),
  ),
};
