import { providerFailures } from "../../../../rehearsal/account/checks/provider-check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { asSecret, unknownString } from "../../../../rehearsal/account/wire";

const placesOf = (type: string, inputs: WireObject) => providerFailures(type, inputs).map(({ property }) => property);

const selection = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
const lambda = "aws:lambda/function:Function";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const redis = "aws:elasticache/replicationGroup:ReplicationGroup";
const conditions = { stringEquals: [{ key: "aws:ResourceTag/data-class", value: "patient" }] };
const zip = { handler: "index.handler", runtime: "nodejs22.x" };
const code = { code: "archive", ...zip };
const instances = { port: 80, protocol: "HTTP", vpcId: "vpc" };

/** What the provider refuses, beside a twin that it accepts: type, refused inputs, where, accepted inputs. */
const examples: readonly (readonly [string, WireObject, string, WireObject])[] = [
  [
    selection,
    { protectedResourceArns: ["*"], protectedResourceConditions: conditions },
    "protectedResourceConditions",
    { protectedResourceConditions: conditions },
  ],
  [selection, {}, "protectedResourceArns", { protectedResourceArns: ["*"] }],
  [lambda, { ...code, s3Bucket: "b", s3Key: "k" }, "s3Bucket", code],
  [lambda, { handler: "a.b" }, "code", { ...code, handler: "a.b" }],
  [lambda, { ...zip, s3Bucket: "b" }, "s3Bucket", { ...zip, s3Bucket: "b", s3Key: "k" }],
  [lambda, { ...code, timeout: 901 }, "timeout", { ...code, timeout: 900 }],
  [
    lambda,
    { ...code, reservedConcurrentExecutions: -2 },
    "reservedConcurrentExecutions",
    { ...code, reservedConcurrentExecutions: -1 },
  ],
  [
    "aws:ec2/flowLog:FlowLog",
    { vpcId: "vpc-00000001", maxAggregationInterval: 300 },
    "maxAggregationInterval",
    { vpcId: "vpc-00000001", maxAggregationInterval: 600 },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { targetType: "lambda", loadBalancingAlgorithmType: "random" },
    "loadBalancingAlgorithmType",
    { targetType: "lambda", loadBalancingAlgorithmType: "least_outstanding_requests" },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { targetType: "lambda", protocolVersion: "HTTP3" },
    "protocolVersion",
    { targetType: "lambda", protocolVersion: "GRPC" },
  ],
  ["aws:elasticache/user:User", { engine: "memcached" }, "engine", { engine: "Redis" }],
  [lambda, { code: "archive", packageType: "Zip" }, "handler", { ...code, packageType: "Zip" }],
  [alarm, { metricQueries: [{ id: "m" }], period: 60 }, "period", { metricQueries: [{ id: "m" }] }],
  [alarm, { statistic: "Sum", extendedStatistic: "p99" }, "statistic", { extendedStatistic: "p99" }],
  [
    alarm,
    { metricQueries: [{ id: "m" }, { id: "e", expression: "m", metric: { period: 60 } }] },
    "metricQueries[1].expression",
    { metricQueries: [{ id: "e", expression: "m" }] },
  ],
  [redis, { authToken: "t", userGroupIds: ["g"] }, "authToken", { userGroupIds: ["g"] }],
  [redis, { numCacheClusters: 2, numNodeGroups: 1 }, "numCacheClusters", { numCacheClusters: 2 }],
  [redis, { snapshotRetentionLimit: 36 }, "snapshotRetentionLimit", { snapshotRetentionLimit: 35 }],
  [
    "aws:lb/loadBalancer:LoadBalancer",
    { name: "a" },
    "subnetMappings",
    { subnets: ["subnet-0000000a", "subnet-0000000b"] },
  ],
  [
    "aws:lb/loadBalancer:LoadBalancer",
    { subnets: ["s"], desyncMitigationMode: "strict" },
    "desyncMitigationMode",
    { subnets: ["s"], desyncMitigationMode: "strictest" },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { deregistrationDelay: "3601" },
    "deregistrationDelay",
    { ...instances, deregistrationDelay: "3600" },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { healthCheck: { timeout: 121 } },
    "healthCheck.timeout",
    { ...instances, healthCheck: { timeout: 120 } },
  ],
  [
    "aws:lb/targetGroup:TargetGroup",
    { targetType: "ip", port: 80 },
    "protocol",
    { targetType: "ip", port: 80, protocol: "HTTP", vpcId: "vpc" },
  ],
  [
    "aws:lb/listener:Listener",
    { defaultActions: [{ type: "redirect" }] },
    "defaultActions[0].redirect",
    { defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] },
  ],
  [
    "aws:cloudwatch/eventRule:EventRule",
    { name: "a" },
    "scheduleExpression",
    { name: "a", scheduleExpression: "rate(1 day)" },
  ],
  [
    "aws:ecs/service:Service",
    { launchType: "FARGATE", capacityProviderStrategies: [{ capacityProvider: "FARGATE" }] },
    "launchType",
    { launchType: "FARGATE" },
  ],
  ["aws:route53/record:Record", { aliases: [{ name: "a" }], ttl: 60 }, "aliases", { records: ["a"], ttl: 60 }],
  ["aws:iam/role:Role", { assumeRolePolicy: "{" }, "assumeRolePolicy", { assumeRolePolicy: "{}" }],
  ["aws:s3/bucketPolicy:BucketPolicy", { policy: "{'a': 1}" }, "policy", { policy: "{}" }],
  [
    "aws:synthetics/canary:Canary",
    { zipFile: "z", s3Bucket: "b", s3Key: "k" },
    "s3Bucket",
    { s3Bucket: "b", s3Key: "k" },
  ],
  [
    "aws:synthetics/canary:Canary",
    { zipFile: "z", runConfig: { memoryInMb: 1000 } },
    "runConfig.memoryInMb",
    { zipFile: "z", runConfig: { memoryInMb: 1024 } },
  ],
  [
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    { serviceName: "s", serviceNetworkArn: "a" },
    "serviceNetworkArn",
    { serviceName: "s" },
  ],
  ["aws:rds/instance:Instance", { passwordWo: "p" }, "passwordWo", { passwordWo: "p", passwordWoVersion: 1 }],
];

it.each(examples)("refuses for %s %j at %s and accepts %j", (type, refused, place, accepted) => {
  expect(placesOf(type, refused)).toContain(place);
  expect(providerFailures(type, accepted)).toEqual([]);
});

it("takes what is not known yet for given where something must be, and for absent where nothing else may be", () => {
  expect(placesOf(selection, { protectedResourceConditions: unknownString })).toEqual([]);
  expect(placesOf(selection, { protectedResourceArns: ["*"], protectedResourceConditions: unknownString })).toEqual([]);
  expect(placesOf(lambda, { ...zip, s3Bucket: "b", s3Key: unknownString })).toEqual([]);
  expect(placesOf("aws:s3/bucketPolicy:BucketPolicy", { policy: unknownString })).toEqual([]);
});

it("names its source and no value", () => {
  const [fault] = providerFailures(redis, { authToken: asSecret("hidden-value"), userGroupIds: ["g"] });

  expect(fault?.reason).toMatch(
    /conflicts with `userGroupIds`\. Source: hashicorp\/terraform-provider-aws .*\.go@\w{8}\.$/,
  );
  expect(JSON.stringify(fault)).not.toContain("hidden-value");
});
