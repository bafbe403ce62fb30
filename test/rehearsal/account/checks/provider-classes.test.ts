import { providerFailures } from "../../../../rehearsal/account/checks/provider-check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { asSecret, unknownString } from "../../../../rehearsal/account/wire";

const faultsOf = (type: string, inputs: WireObject) => providerFailures(type, inputs);

const route = "aws:ec2/route:Route";
const subnet = "aws:ec2/subnet:Subnet";
const lambda = "aws:lambda/function:Function";
const zip = { code: "archive", handler: "index.handler", runtime: "nodejs22.x" };
const record = "aws:route53/record:Record";
const redis = "aws:elasticache/replicationGroup:ReplicationGroup";
const database = "aws:rds/instance:Instance";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const targets = "aws:lb/targetGroup:TargetGroup";
const rule = "aws:lb/listenerRule:ListenerRule";
const parameter = "aws:ssm/parameter:Parameter";
const policy = "aws:iam/rolePolicy:RolePolicy";
const certificate = "aws:acm/certificate:Certificate";
const alias = { name: "example.org", zoneId: "Z1", evaluateTargetHealth: false };
const flow = { vpcId: "vpc-00000001" };
const instances = { port: 80, protocol: "HTTP", vpcId: "vpc-00000001" };

/** What the provider refuses, by the class of its validator: class, type, refused, where, its words, an accepted twin. */
const classes: readonly (readonly [string, string, WireObject, string, RegExp, WireObject])[] = [
  [
    "ExactlyOneOf, none",
    route,
    { routeTableId: "rtb-00000001", destinationCidrBlock: "0.0.0.0/0" },
    "carrierGatewayId",
    /one of .* must be specified/,
    { routeTableId: "rtb-00000001", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-00000001" },
  ],
  [
    "ExactlyOneOf, two",
    parameter,
    { value: "a", insecureValue: "b" },
    "value",
    /only one of .* can be specified, but `insecureValue`, `value` were specified/,
    { insecureValue: "b" },
  ],
  [
    "ConflictsWith",
    subnet,
    { availabilityZone: "a", availabilityZoneId: "b" },
    "availabilityZone",
    /conflicts with `availabilityZoneId`/,
    { availabilityZone: "a" },
  ],
  [
    "ConflictsWith, though it is false",
    "aws:ec2/vpc:Vpc",
    { assignGeneratedIpv6CidrBlock: false, ipv6IpamPoolId: "p" },
    "assignGeneratedIpv6CidrBlock",
    /conflicts with/,
    { assignGeneratedIpv6CidrBlock: false },
  ],
  [
    "RequiredWith",
    record,
    { aliases: [alias], weightedRoutingPolicies: [{ weight: 1 }] },
    "weightedRoutingPolicies",
    /all of `weightedRoutingPolicies`, `setIdentifier` must be specified/,
    { aliases: [alias], weightedRoutingPolicies: [{ weight: 1 }], setIdentifier: "one" },
  ],
  [
    "AtLeastOneOf",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    { name: "headers" },
    "corsConfig",
    /one of .* must be specified/,
    { name: "headers", securityHeadersConfig: {} },
  ],
  [
    "required by a default",
    lambda,
    { code: "archive", handler: "index.handler" },
    "runtime",
    /"runtime" must be specified when "packageType" is "Zip"/,
    { packageType: "Image", imageUri: "image" },
  ],
  [
    "excluded by a value",
    targets,
    { ...instances, protocol: "TCP", healthCheck: { protocol: "TCP", matcher: "200" } },
    "healthCheck.matcher",
    /"matcher" cannot be specified when "protocol" is "TCP"/,
    { ...instances, healthCheck: { protocol: "HTTP", matcher: "200" } },
  ],
  [
    "StringInSlice",
    "aws:ec2/flowLog:FlowLog",
    { ...flow, maxAggregationInterval: 120 },
    "maxAggregationInterval",
    /one of 60, 600/,
    flow,
  ],
  [
    "enum.Validate, empty",
    lambda,
    { ...zip, packageType: "" },
    "packageType",
    /one of Zip, Image/,
    { ...zip, packageType: "Zip" },
  ],
  [
    "IntBetween, zero",
    lambda,
    { ...zip, memorySize: 0 },
    "memorySize",
    /in the range \(128 - 10240\)/,
    { ...zip, memorySize: 128 },
  ],
  [
    "IntAtMost",
    redis,
    { snapshotRetentionLimit: 36 },
    "snapshotRetentionLimit",
    /at most \(35\)/,
    { snapshotRetentionLimit: 0 },
  ],
  [
    "IntDivisibleBy",
    alarm,
    { metricQueries: [{ id: "m", period: 90 }] },
    "metricQueries[0].period",
    /divisible by 60/,
    { period: 30 },
  ],
  [
    "StringLenBetween",
    rule,
    { conditions: [{ pathPattern: { values: ["/".repeat(129)] } }] },
    "conditions[0].pathPattern.values",
    /in the range \(1 - 128\)/,
    { conditions: [{ pathPattern: { values: ["/".repeat(128)] } }] },
  ],
  ["StringIsNotEmpty", redis, { description: "" }, "description", /not be an empty string/, { description: "cache" }],
  [
    "StringMatch",
    redis,
    { replicationGroupId: "cache-" },
    "replicationGroupId",
    /cannot end with a hyphen/,
    { replicationGroupId: "cache-1" },
  ],
  [
    "MaxItems",
    lambda,
    { ...zip, layers: Array<string>(6).fill("") },
    "layers",
    /5 item maximum, but config has 6/,
    zip,
  ],
  [
    "MinItems",
    rule,
    { actions: [{ type: "forward", forward: { targetGroups: [] } }] },
    "actions[0].forward.targetGroups",
    /1 item minimum, but config has only 0/,
    { actions: [{ type: "forward" }] },
  ],
  [
    "ValidARN, no ARN",
    lambda,
    { ...zip, role: "role" },
    "role",
    /arn: invalid prefix/,
    { ...zip, role: "arn:aws:iam::000000000000:role/r" },
  ],
  [
    "ValidARN, a short one",
    lambda,
    { ...zip, role: "arn:aws:iam" },
    "role",
    /not enough sections/,
    { ...zip, role: "" },
  ],
  [
    "ValidARN, another account",
    lambda,
    { ...zip, role: "arn:aws:iam::12345:role/r" },
    "role",
    /invalid account ID/,
    { ...zip, role: "arn:aws-cn:iam::000000000000:role/r" },
  ],
  [
    "ValidARN, another Region",
    certificate,
    { domainName: "a.org", certificateAuthorityArn: "arn:aws:acm-pca:europe:000000000000:authority/a" },
    "certificateAuthorityArn",
    /invalid region/,
    { domainName: "a.org", certificateAuthorityArn: "arn:aws:acm-pca:eu-west-1:000000000000:authority/a" },
  ],
  [
    "a network",
    subnet,
    { cidrBlock: "10.0.1.7/24" },
    "cidrBlock",
    /not a valid CIDR block/,
    { cidrBlock: "10.0.1.0/24" },
  ],
  [
    "a network of IPv6",
    subnet,
    { ipv6CidrBlock: "2001:db8::1/64" },
    "ipv6CidrBlock",
    /CIDR/,
    { ipv6CidrBlock: "2001:db8::/64" },
  ],
  [
    "a window of every day",
    database,
    { backupWindow: "3:00-4:00" },
    "backupWindow",
    /hh24:mi-hh24:mi/,
    { backupWindow: "03:00-04:00" },
  ],
  [
    "a window of every week",
    database,
    { maintenanceWindow: "sunday:03:00-sunday:04:00" },
    "maintenanceWindow",
    /ddd:hh24:mi/,
    { maintenanceWindow: "Sun:03:00-Sun:04:00" },
  ],
  [
    "JSON",
    "aws:iam/role:Role",
    { assumeRolePolicy: "{" },
    "assumeRolePolicy",
    /invalid JSON/,
    { assumeRolePolicy: "" },
  ],
  ["a policy, empty", policy, { policy: "" }, "policy", /is an empty string/, { policy: "{}" }],
  ["a policy, indented", policy, { policy: " {}" }, "policy", /leading space/, { policy: "{ }" }],
  ["a policy, encoded twice", policy, { policy: '"{}"' }, "policy", /JSON-encoded string/, { policy: '{"a":1}' }],
  ["a policy, a list", policy, { policy: "[]" }, "policy", /JSON array/, { policy: '{"a":[]}' }],
  ["a policy, none", policy, { policy: "policy.json" }, "policy", /not a JSON object/, { policy: "{}" }],
];

it.each(classes)("%s (%s)", (_, type, refused, place, words, accepted) => {
  const [fault, ...others] = faultsOf(type, refused).filter(({ property }) => property === place);

  expect(fault?.reason).toMatch(words);
  expect(others).toEqual([]);
  expect(faultsOf(type, accepted)).toEqual([]);
});

it("waits for what is not known yet", () => {
  expect(faultsOf(subnet, { availabilityZone: "a", availabilityZoneId: unknownString })).toEqual([]);
  expect(faultsOf(subnet, { cidrBlock: unknownString })).toEqual([]);
  expect(faultsOf(lambda, { ...zip, layers: [unknownString], role: unknownString })).toEqual([]);
  expect(faultsOf(lambda, { code: "archive", handler: unknownString, runtime: unknownString })).toEqual([]);
  expect(faultsOf(lambda, { code: "archive", packageType: unknownString })).toEqual([]);
  expect(faultsOf(record, { aliases: [alias], weightedRoutingPolicies: unknownString, setIdentifier: "one" })).toEqual(
    [],
  );
  expect(faultsOf(policy, { policy: unknownString })).toEqual([]);
});

it("refuses RequiredWith although the input itself is not known yet", () => {
  const [fault] = faultsOf("aws:kms/key:Key", { rotationPeriodInDays: unknownString });

  expect(fault?.property).toBe("rotationPeriodInDays");
});

it("judges a secret and does not print it", () => {
  const faults = faultsOf("aws:elasticache/user:User", { passwords: asSecret(["hidden-value"]), engine: "redis" });

  expect(faults.map(({ property }) => property)).toEqual(["passwords"]);
  expect(JSON.stringify(faults)).not.toContain("hidden-value");
});

it("says nothing more of a value that is refused already, and goes on about others beside it", () => {
  const inputs = { ...zip, memorySize: 64, timeout: 901 };

  expect(
    providerFailures(lambda, inputs, { refused: new Set(["memorySize"]) }).map(({ property }) => property),
  ).toEqual(["timeout"]);
});
