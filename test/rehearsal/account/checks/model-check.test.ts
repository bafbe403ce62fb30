import { modelFailures } from "../../../../rehearsal/account/checks/model-check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { asSecret, unknownString } from "../../../../rehearsal/account/wire";

const failures = (type: string, inputs: WireObject) => modelFailures(type, inputs);
const placesOf = (type: string, inputs: WireObject) => failures(type, inputs).map(({ property }) => property);

/** What AWS refuses, beside a twin that it accepts: type, refused inputs, where, accepted inputs. */
const examples: readonly (readonly [string, WireObject, string, WireObject])[] = [
  // The formats of cfn-lint.
  ["aws:ec2/subnet:Subnet", { vpcId: "the-network" }, "vpcId", { vpcId: "vpc-0a1b2c3d" }],
  ["aws:ec2/natGateway:NatGateway", { subnetId: "subnet-1" }, "subnetId", { subnetId: "subnet-0123456789abcdef0" }],
  [
    "aws:lb/loadBalancer:LoadBalancer",
    { securityGroups: ["sg-web"] },
    "securityGroups[0]",
    { securityGroups: ["sg-0123456789abcdef0"] },
  ],
  ["aws:sns/topic:Topic", { kmsMasterKeyId: "not-a-key" }, "kmsMasterKeyId", { kmsMasterKeyId: "alias/aws/sns" }],
  [
    "aws:secretsmanager/secret:Secret",
    { kmsKeyId: "not-an-arn" },
    "kmsKeyId",
    { kmsKeyId: "arn:aws:kms:eu-west-1:000000000000:key/mrk-1" },
  ],
  [
    "aws:rds/instance:Instance",
    { monitoringRoleArn: "arn:aws:iam::000000000000:user/monitor" },
    "monitoringRoleArn",
    { monitoringRoleArn: "arn:aws:iam::000000000000:role/service/monitor" },
  ],
  // The numbers that its enumerations list.
  [
    "aws:rds/instance:Instance",
    { performanceInsightsRetentionPeriod: 30 },
    "performanceInsightsRetentionPeriod",
    { performanceInsightsRetentionPeriod: 31 },
  ],
  ["aws:lambda/function:Function", { runtime: "nodejs9.99" }, "runtime", { runtime: "nodejs22.x" }],
  ["aws:lambda/function:Function", { memorySize: 64 }, "memorySize", { memorySize: 128 }],
  ["aws:lambda/function:Function", { architectures: ["arm"] }, "architectures[0]", { architectures: ["arm64"] }],
  [
    "aws:lambda/function:Function",
    { environment: { variables: { "1ST": "a" } } },
    'environment.variables["1ST"]',
    { environment: { variables: { FIRST: "a" } } },
  ],
  [
    "aws:lambda/function:Function",
    { tracingConfig: { mode: "On" } },
    "tracingConfig.mode",
    { tracingConfig: { mode: "Active" } },
  ],
  [
    "aws:lambda/function:Function",
    { ephemeralStorage: { size: 256 } },
    "ephemeralStorage.size",
    { ephemeralStorage: { size: 512 } },
  ],
  [
    "aws:backup/plan:Plan",
    { name: "a", rules: [{ ruleName: "a b", targetVaultName: "vault" }] },
    "rules[0].ruleName",
    { name: "a", rules: [{ ruleName: "a-b", targetVaultName: "vault" }] },
  ],
  ["aws:backup/vault:Vault", { name: "v" }, "name", { name: "va" }],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { comparisonOperator: "GreaterThan" },
    "comparisonOperator",
    { comparisonOperator: "GreaterThanThreshold" },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { comparisonOperator: "LessThanThreshold", statistic: "Median" },
    "statistic",
    { comparisonOperator: "LessThanThreshold", statistic: "Average" },
  ],
  [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    { metricQueries: [{ id: "Errors" }] },
    "metricQueries[0].id",
    { metricQueries: [{ id: "errors", label: "e" }] },
  ],
  ["aws:cloudwatch/logMetricFilter:LogMetricFilter", { name: "a:b" }, "name", { name: "a-b" }],
  ["aws:cloudwatch/logGroup:LogGroup", { name: "logs of today" }, "name", { name: "/logs/of-today" }],
  ["aws:cloudwatch/logGroup:LogGroup", { logGroupClass: "RARE" }, "logGroupClass", { logGroupClass: "STANDARD" }],
  ["aws:cloudwatch/eventRule:EventRule", { name: "a rule" }, "name", { name: "a-rule" }],
  [
    "aws:cloudwatch/eventTarget:EventTarget",
    { rule: "r", arn: "a", targetId: "the target" },
    "targetId",
    { rule: "r", arn: "a", targetId: "the-target" },
  ],
  ["aws:ecs/service:Service", { launchType: "SPOT" }, "launchType", { launchType: "FARGATE" }],
  ["aws:ecs/service:Service", { propagateTags: "service" }, "propagateTags", { propagateTags: "SERVICE" }],
  [
    "aws:ecs/service:Service",
    { deploymentController: { type: "BLUE" } },
    "deploymentController.type",
    { deploymentController: { type: "ECS" } },
  ],
  ["aws:ecs/taskDefinition:TaskDefinition", { networkMode: "vpc" }, "networkMode", { networkMode: "awsvpc" }],
  [
    "aws:ecs/taskDefinition:TaskDefinition",
    { containerDefinitions: JSON.stringify([{ name: "api", logConfiguration: { logDriver: "cloudwatch" } }]) },
    "containerDefinitions[0].logConfiguration.logDriver",
    { containerDefinitions: JSON.stringify([{ name: "api", logConfiguration: { logDriver: "awslogs" } }]) },
  ],
  [
    "aws:ecs/taskDefinition:TaskDefinition",
    { containerDefinitions: "[" },
    "containerDefinitions",
    { containerDefinitions: "[]" },
  ],
  ["aws:ecr/repository:Repository", { name: "Care" }, "name", { name: "care" }],
  [
    "aws:ecr/repository:Repository",
    { imageTagMutability: "NEVER" },
    "imageTagMutability",
    { imageTagMutability: "IMMUTABLE" },
  ],
  ["aws:iam/role:Role", { name: "a role" }, "name", { name: "a-role" }],
  ["aws:iam/role:Role", { maxSessionDuration: 600 }, "maxSessionDuration", { maxSessionDuration: 3600 }],
  ["aws:kms/alias:Alias", { name: "alias/our key" }, "name", { name: "alias/our-key" }],
  ["aws:kms/key:Key", { keyUsage: "ENCRYPT" }, "keyUsage", { keyUsage: "ENCRYPT_DECRYPT" }],
  ["aws:kms/key:Key", { description: "a".repeat(8193) }, "description", { description: "a".repeat(8192) }],
  [
    "aws:lb/targetGroup:TargetGroup",
    { healthCheck: { interval: 301 } },
    "healthCheck.interval",
    { healthCheck: { interval: 300 } },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { healthCheck: { unhealthyThreshold: 11 } },
    "healthCheck.unhealthyThreshold",
    { healthCheck: { unhealthyThreshold: 10 } },
  ],
  ["aws:lb/targetGroup:TargetGroup", { protocol: "http" }, "protocol", { protocol: "HTTP" }],
  ["aws:lb/listener:Listener", { port: 70000 }, "port", { port: 443 }],
  ["aws:lb/loadBalancer:LoadBalancer", { ipAddressType: "ipv6" }, "ipAddressType", { ipAddressType: "dualstack" }],
  [
    "aws:rds/instance:Instance",
    { databaseInsightsMode: "basic" },
    "databaseInsightsMode",
    { databaseInsightsMode: "standard" },
  ],
  ["aws:route53/record:Record", { type: "a" }, "type", { type: "A" }],
  [
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    { rule: { objectOwnership: "Owner" } },
    "rule.objectOwnership",
    { rule: { objectOwnership: "BucketOwnerEnforced" } },
  ],
  [
    "aws:s3/bucketVersioning:BucketVersioning",
    { versioningConfiguration: { status: "On" } },
    "versioningConfiguration.status",
    { versioningConfiguration: { status: "Enabled" } },
  ],
  [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    { rules: [{ id: "a", status: "On" }] },
    "rules[0].status",
    { rules: [{ id: "a", status: "Enabled" }] },
  ],
  ["aws:secretsmanager/secret:Secret", { name: "a".repeat(513) }, "name", { name: "a".repeat(512) }],
  [
    "aws:ssm/parameter:Parameter",
    { type: "SecureString", tier: "Premium" },
    "tier",
    { type: "SecureString", tier: "Advanced" },
  ],
  ["aws:synthetics/canary:Canary", { name: "Uptime" }, "name", { name: "uptime" }],
  [
    "aws:synthetics/canary:Canary",
    { name: "uptime", runConfig: { timeoutInSeconds: 2 } },
    "runConfig.timeoutInSeconds",
    { name: "uptime", runConfig: { timeoutInSeconds: 3 } },
  ],
  ["aws:wafv2/webAcl:WebAcl", { name: "a b", scope: "REGIONAL" }, "name", { name: "a-b", scope: "REGIONAL" }],
  ["aws:wafv2/webAcl:WebAcl", { scope: "GLOBAL" }, "scope", { scope: "CLOUDFRONT" }],
  ["aws:cloudfront/distribution:Distribution", { httpVersion: "http4" }, "httpVersion", { httpVersion: "http2and3" }],
  [
    "aws:cloudfront/function:Function",
    { name: "a b", runtime: "cloudfront-js-2.0" },
    "name",
    { name: "a-b", runtime: "cloudfront-js-2.0" },
  ],
  [
    "aws:budgets/budget:Budget",
    { timeUnit: "WEEKLY", budgetType: "COST" },
    "timeUnit",
    { timeUnit: "MONTHLY", budgetType: "COST" },
  ],
  ["aws:ec2/eip:Eip", { domain: "classic" }, "domain", { domain: "vpc" }],
  ["aws:ec2/vpc:Vpc", { instanceTenancy: "shared" }, "instanceTenancy", { instanceTenancy: "default" }],
  ["aws:ec2/flowLog:FlowLog", { trafficType: "DROP" }, "trafficType", { trafficType: "REJECT" }],
  [
    "aws:appautoscaling/target:Target",
    { scalableDimension: "ecs:service:Count" },
    "scalableDimension",
    { scalableDimension: "ecs:service:DesiredCount" },
  ],
];

it.each(examples)("refuses for %s %j at %s and accepts %j", (type, refused, place, accepted) => {
  expect(placesOf(type, refused)).toContain(place);
  expect(failures(type, accepted)).toEqual([]);
});

const lambda = "aws:lambda/function:Function";

it("refuses all at once, with AWS's code, the member, what is allowed and the source", () => {
  const [runtime, memory] = failures(lambda, { runtime: "nodejs9.99", memorySize: 64 });

  expect(memory?.property).toBe("memorySize");
  expect(runtime?.reason).toMatch(
    /^InvalidParameterValueException: Value 'nodejs9\.99' at 'Runtime' of lambda\.CreateFunction is refused; allowed: one of .*nodejs\d+\.x.*\. Source: botocore [\d.]+, cfn-lint [\d.]+\.$/,
  );
});

it("passes over what is not known yet, and goes on beside it", () => {
  const inputs = { runtime: unknownString, memorySize: 64, environment: { variables: unknownString } };

  expect(placesOf(lambda, inputs)).toEqual(["memorySize"]);
  expect(placesOf("aws:ecs/taskDefinition:TaskDefinition", { containerDefinitions: unknownString })).toEqual([]);
});

it("judges a secret and does not print it", () => {
  const variables = asSecret({ "1ST": "hidden-value" });
  const [nested] = failures(lambda, { environment: { variables } });
  const [own] = failures("aws:rds/instance:Instance", { databaseInsightsMode: asSecret("hidden-value") });

  expect(nested?.reason).toContain("A secret value at");
  expect(own?.reason).toContain("A secret value at 'DatabaseInsightsMode'");
  expect(JSON.stringify([nested, own])).not.toContain("hidden-value");
});

it("shows no more of a long value than tells which it is", () => {
  const [failure] = failures("aws:kms/key:Key", { description: "a".repeat(8193) });

  expect(failure?.reason.length).toBeLessThan(400);
  expect(failure?.reason).toContain("at most 8192 characters, not 8193");
});

const group = "aws:wafv2/ruleGroup:RuleGroup";
const destination = "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination";

/** An empty value that the provider sends and AWS refuses, beside inputs that it accepts or does not send. */
it.each<readonly [string, string, WireObject, string, WireObject]>([
  ["a required input", "aws:ssm/parameter:Parameter", { type: "" }, "type", { type: "String", tier: "" }],
  ["a required number", group, { scope: "REGIONAL", capacity: 0 }, "capacity", { scope: "REGIONAL", capacity: 1 }],
  [
    "a required input of an object",
    "aws:backup/plan:Plan",
    { rules: [{ ruleName: "", targetVaultName: "va" }] },
    "rules[0].ruleName",
    { rules: [{ ruleName: "rule", targetVaultName: "va", completionWindow: 0 }] },
  ],
  [
    "a key of a map, and no element of a list",
    lambda,
    { environment: { variables: { "": "a" } } },
    'environment.variables[""]',
    { layers: [""] },
  ],
  ["an optional input of the plugin framework", destination, { outputFormat: "" }, "outputFormat", { name: "logs" }],
])("judges %s as the provider sends it", (_, type, sent, place, dropped) => {
  expect(placesOf(type, sent)).toContain(place);
  expect(failures(type, dropped)).toEqual([]);
});

it("knows nothing of other vendors' types", () => {
  expect(failures("mongodbatlas:index/project:Project", { name: "" })).toEqual([]);
});
