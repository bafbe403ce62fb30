import { providerFailures } from "../../../../rehearsal/account/checks/provider-check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";

const projectId = "0123456789abcdef01234567";
const vpcRoute = { routeTableId: "rtb-0123456789abcdef0", destinationCidrBlock: "0.0.0.0/0", gatewayId: "local" };
const redirect = (changes: WireObject): WireObject => ({
  defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301", ...changes } }],
});
const matcher = (value: string): WireObject => ({
  port: 80,
  protocol: "HTTP",
  vpcId: "vpc-01234567",
  healthCheck: { matcher: value },
});
const origin = (changes: WireObject): WireObject => ({ origins: [{ customOriginConfig: changes }] });
const rule = (changes: WireObject): WireObject => ({ cidrIpv4: "10.0.0.0/16", ...changes });
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const listener = "aws:lb/listener:Listener";
const targets = "aws:lb/targetGroup:TargetGroup";
const distribution = "aws:cloudfront/distribution:Distribution";
const filter = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const authorization = "mongodbatlas:index/cloudProviderAccessAuthorization:CloudProviderAccessAuthorization";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const logging = "aws:s3/bucketLogging:BucketLogging";
const restores = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const anyResource = { protectedResourceArns: ["*"] };
const service = "aws:ecs/service:Service";
const alias = "aws:kms/alias:Alias";
const key = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** What a reference says: type, refused inputs, where, accepted inputs at the border. */
const cases: readonly (readonly [string, WireObject, string, WireObject])[] = [
  ["aws:ec2/route:Route", { ...vpcRoute, routeTableId: "rtb-1" }, "routeTableId", vpcRoute],
  [
    "aws:ec2/route:Route",
    { ...vpcRoute, gatewayId: "internet" },
    "gatewayId",
    { ...vpcRoute, gatewayId: "igw-01234567" },
  ],
  [ingress, rule({ ipProtocol: "http" }), "ipProtocol", rule({ ipProtocol: "-1" })],
  [ingress, rule({ description: "a".repeat(256) }), "description", rule({ description: "a".repeat(255) })],
  [
    ingress,
    rule({ description: "who's there?" }),
    "description",
    rule({ description: "Requests (HTTPS), to the API" }),
  ],
  [
    ingress,
    { referencedSecurityGroupId: "sg-web" },
    "referencedSecurityGroupId",
    { referencedSecurityGroupId: "123456789012/sg-01234567" },
  ],
  [listener, redirect({ port: "65536" }), "defaultActions[0].redirect.port", redirect({ port: "65535" })],
  [listener, redirect({ port: "many" }), "defaultActions[0].redirect.port", redirect({ port: "#{port}" })],
  [listener, redirect({ path: "app" }), "defaultActions[0].redirect.path", redirect({ path: "/#{path}" })],
  [listener, redirect({ host: "two words" }), "defaultActions[0].redirect.host", redirect({ host: "#{host}" })],
  [targets, matcher("many"), "healthCheck.matcher", matcher("200,204-299")],
  [
    distribution,
    origin({ originReadTimeout: 121 }),
    "origins[0].customOriginConfig.originReadTimeout",
    origin({ originReadTimeout: 120, originKeepaliveTimeout: 120 }),
  ],
  [
    distribution,
    origin({ httpPort: 65_536 }),
    "origins[0].customOriginConfig.httpPort",
    origin({ httpPort: 1, httpsPort: 65_535 }),
  ],
  [
    distribution,
    { webAclId: "firewall" },
    "webAclId",
    { webAclId: "arn:aws:wafv2:us-east-1:000000000000:global/webacl/edge/1" },
  ],
  ["aws:cloudfront/cachePolicy:CachePolicy", { comment: "a".repeat(129) }, "comment", { comment: "a".repeat(128) }],
  [
    "aws:cloudwatch/eventTarget:EventTarget",
    { inputTransformer: { inputPaths: { name: "detail.name" }, inputTemplate: "<name>" } },
    "inputTransformer.inputPaths",
    { inputTransformer: { inputPaths: { name: "$.detail.name" }, inputTemplate: "<name>" } },
  ],
  [filter, { pattern: '{ $.level = "error"' }, "pattern", { pattern: ' { $.level = "error" } ' }],
  [filter, { pattern: "[ip, user" }, "pattern", { pattern: "[ip, user]" }],
  [filter, { pattern: "{" }, "pattern", { pattern: "ERROR {" }],
  [
    "aws:ecr/repository:Repository",
    { encryptionConfigurations: [{ kmsKey: "key" }] },
    "encryptionConfigurations[0].kmsKey",
    { encryptionConfigurations: [{ kmsKey: "alias/aws/ecr" }] },
  ],
  [alias, { targetKeyId: "alias/other" }, "targetKeyId", { targetKeyId: key }],
  [
    alias,
    { targetKeyId: key.slice(1) },
    "targetKeyId",
    { targetKeyId: `arn:aws:kms:eu-west-1:000000000000:key/${key}` },
  ],
  [versioning, { bucket: "Logs" }, "bucket", { bucket: "a.b-3" }],
  [versioning, { bucket: "ab" }, "bucket", { bucket: "a".repeat(63) }],
  [
    logging,
    { bucket: "logs", targetPrefix: "a".repeat(1025) },
    "targetPrefix",
    { bucket: "logs", targetPrefix: "a".repeat(1024) },
  ],
  [
    restores,
    { ...anyResource, protectedResourceType: "SQS" },
    "protectedResourceType",
    { ...anyResource, protectedResourceType: "Aurora" },
  ],
  [service, { desiredCount: -1 }, "desiredCount", { desiredCount: 0 }],
  [
    service,
    { loadBalancers: [{ containerName: "a".repeat(256) }] },
    "loadBalancers[0].containerName",
    { loadBalancers: [{ containerName: "a".repeat(255) }] },
  ],
  [
    "aws:route53/record:Record",
    { zoneId: "Z1", records: ["192.0.2.1"], name: "café" },
    "name",
    { zoneId: "Z1", records: ["192.0.2.1"], name: "*.caf\\303\\251" },
  ],
  ["aws:rds/subnetGroup:SubnetGroup", { description: "Databases – private" }, "description", { description: "A (b)" }],
  ["aws:sns/topic:Topic", { displayName: "a".repeat(101) }, "displayName", { displayName: "a".repeat(100) }],
  [
    distribution,
    { orderedCacheBehaviors: [{ pathPattern: "/a b" }] },
    "orderedCacheBehaviors[0].pathPattern",
    { orderedCacheBehaviors: [{ pathPattern: "/images/*.jp?" }] },
  ],
  [
    distribution,
    { origins: [{ customHeaders: [{ name: "a".repeat(257), value: "b" }] }] },
    "origins[0].customHeaders[0].name",
    { origins: [{ customHeaders: [{ name: "a".repeat(256), value: "b".repeat(1783) }] }] },
  ],
  [
    listener,
    { routingHttpResponseContentSecurityPolicyHeaderValue: "default-src ‘self’" },
    "routingHttpResponseContentSecurityPolicyHeaderValue",
    { routingHttpResponseContentSecurityPolicyHeaderValue: "default-src 'self'" },
  ],
  [
    "mongodbatlas:index/cloudBackupSchedule:CloudBackupSchedule",
    { projectId, clusterName: "my_cluster" },
    "clusterName",
    { projectId, clusterName: "a".repeat(64) },
  ],
  [
    "mongodbatlas:index/customDbRole:CustomDbRole",
    { projectId, actions: [{ action: "find" }] },
    "actions[0].action",
    { projectId, actions: [{ action: "COLL_STATS" }] },
  ],
  ["mongodbatlas:index/auditing:Auditing", { projectId: "project" }, "projectId", { projectId }],
  [
    "mongodbatlas:index/advancedCluster:AdvancedCluster",
    { projectId, versionReleaseSystem: "LATEST" },
    "versionReleaseSystem",
    { projectId, versionReleaseSystem: "CONTINUOUS" },
  ],
  [
    authorization,
    { projectId, roleId: projectId, aws: { iamAssumedRoleArn: "arn:aws:iam::000000000000:user/u" } },
    "aws.iamAssumedRoleArn",
    { projectId, roleId: projectId, aws: { iamAssumedRoleArn: "arn:aws:iam::000000000000:role/r" } },
  ],
];

it.each(cases)("refuses for %s %j at %s and accepts %j", (type, refused, place, accepted) => {
  expect(providerFailures(type, refused)).toEqual([
    { property: place, reason: expect.stringMatching(/ Source: (?!hashicorp|mongodb).+\.$/) as string },
  ]);
  expect(providerFailures(type, accepted)).toEqual([]);
});
