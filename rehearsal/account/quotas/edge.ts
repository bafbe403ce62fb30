import type { Quota, Raises } from "./quota";
import { each, eachIn, lengthOf } from "./quota";

const cloudFrontSource =
  "Amazon CloudFront Developer Guide, Quotas (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html)";
const wafSource = "AWS WAF Developer Guide, AWS WAF quotas";
const dnsSource = "Amazon Route 53 Developer Guide, Quotas (DNSLimitations)";
const cloudFront = { service: "cloudfront", scope: "account", source: cloudFrontSource } as const;
const waf = { service: "wafv2", scope: "Region", source: wafSource } as const;
const dns = { service: "route53", scope: "account", source: dnsSource } as const;
const distribution = "aws:cloudfront/distribution:Distribution";

/** What AWS Support grants once it has verified a new account for CloudFront. */
export const verified: Raises = { "cloudfront/Account verified for CloudFront": 1 };

/** The quotas of CloudFront, AWS WAF and Route 53. */
export const edgeQuotas: readonly Quota[] = [
  {
    ...cloudFront,
    name: "Account verified for CloudFront",
    unit: "verification",
    per: "distribution",
    default: 1,
    newAccount: 0,
    raisedBy: "a support case",
    source: "aws-cdk-examples#279 and sst#3704",
    refusal: "AccessDenied",
    words: "Your account must be verified before you can add new CloudFront resources.",
    counts: { [distribution]: ({ urn }) => [{ within: urn, amount: 1 }] },
  },
  {
    ...cloudFront,
    code: "L-24B04930",
    name: "Web distributions per AWS account",
    unit: "distributions",
    default: 500,
    refusal: "TooManyDistributions",
    counts: { [distribution]: each },
  },
  {
    ...cloudFront,
    name: "Alternate domain names (CNAMEs) per distribution",
    unit: "names",
    per: "distribution",
    default: 100,
    refusal: "TooManyDistributionCNAMEs",
    counts: { [distribution]: lengthOf("aliases") },
  },
  {
    ...cloudFront,
    name: "Origins per distribution",
    unit: "origins",
    per: "distribution",
    default: 100,
    refusal: "TooManyOrigins",
    counts: { [distribution]: lengthOf("origins") },
  },
  {
    ...cloudFront,
    name: "Cache behaviors per distribution",
    unit: "behaviors",
    per: "distribution",
    default: 75,
    refusal: "TooManyCacheBehaviors",
    counts: { [distribution]: lengthOf("orderedCacheBehaviors") },
  },
  {
    ...cloudFront,
    name: "Public keys per AWS account",
    unit: "keys",
    default: 10,
    refusal: "TooManyPublicKeys",
    counts: { "aws:cloudfront/publicKey:PublicKey": each },
  },
  {
    ...cloudFront,
    name: "Key groups per AWS account",
    unit: "groups",
    default: 10,
    refusal: "TooManyKeyGroups",
    counts: { "aws:cloudfront/keyGroup:KeyGroup": each },
  },
  {
    ...cloudFront,
    name: "Public keys in a key group",
    unit: "keys",
    per: "key group",
    default: 5,
    refusal: "TooManyPublicKeysInKeyGroup",
    counts: { "aws:cloudfront/keyGroup:KeyGroup": lengthOf("items") },
  },
  {
    ...cloudFront,
    name: "Cache policies per AWS account",
    unit: "policies",
    default: 20,
    refusal: "TooManyCachePolicies",
    counts: { "aws:cloudfront/cachePolicy:CachePolicy": each },
  },
  {
    ...cloudFront,
    name: "Origin request policies per AWS account",
    unit: "policies",
    default: 20,
    refusal: "TooManyOriginRequestPolicies",
    counts: { "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": each },
  },
  {
    ...cloudFront,
    name: "Response headers policies per AWS account",
    unit: "policies",
    default: 20,
    refusal: "TooManyResponseHeadersPolicies",
    counts: { "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": each },
  },
  {
    ...cloudFront,
    name: "Functions per AWS account",
    unit: "functions",
    default: 100,
    refusal: "TooManyFunctions",
    counts: { "aws:cloudfront/function:Function": each },
  },
  {
    ...cloudFront,
    name: "Origin access controls per AWS account",
    unit: "controls",
    default: 100,
    refusal: "TooManyOriginAccessControls",
    counts: { "aws:cloudfront/originAccessControl:OriginAccessControl": each },
  },
  {
    ...waf,
    name: "Web ACLs per Region",
    unit: "web ACLs",
    default: 100,
    refusal: "WAFLimitsExceededException",
    counts: { "aws:wafv2/webAcl:WebAcl": each },
  },
  {
    ...waf,
    name: "IP sets per Region",
    unit: "IP sets",
    default: 100,
    refusal: "WAFLimitsExceededException",
    counts: { "aws:wafv2/ipSet:IpSet": each },
  },
  {
    ...dns,
    code: "L-4EA4796A",
    name: "Hosted zones per account",
    unit: "zones",
    default: 500,
    refusal: "TooManyHostedZones",
    counts: { "aws:route53/zone:Zone": each },
  },
  {
    ...dns,
    code: "L-E209CC9F",
    name: "Records per hosted zone",
    unit: "records",
    per: "hosted zone",
    default: 10_000,
    refusal: "LimitsExceeded",
    counts: { "aws:route53/record:Record": eachIn("zoneId") },
  },
  {
    ...dns,
    code: "L-ACB674F3",
    name: "Health checks per account",
    unit: "health checks",
    default: 200,
    refusal: "TooManyHealthChecks",
    counts: { "aws:route53/healthCheck:HealthCheck": each },
  },
];
