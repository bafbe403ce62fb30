import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { trusts } from "../../../../rehearsal/account/types/policy-language";
import { ServiceAccount, refusalOf } from "../types/service-account";

const roleArn = "arn:aws:iam::000000000000:role/own";

/** A trust policy of one statement. */
const trustOf = (statement: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", ...statement }] });

const container = { name: "api", image: "registry/api:1" };
const task = {
  family: "api",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  containerDefinitions: JSON.stringify([container]),
};
const code = { runtime: "nodejs22.x", handler: "index.handler", code: "archive" };

const users: readonly (readonly [service: string, type: string, inputs: WireObject, code: string])[] = [
  ["ecs-tasks", "aws:ecs/taskDefinition:TaskDefinition", { ...task, executionRoleArn: roleArn }, "ClientException"],
  ["ecs-tasks", "aws:ecs/taskDefinition:TaskDefinition", { ...task, taskRoleArn: roleArn }, "ClientException"],
  ["lambda", "aws:lambda/function:Function", { name: "f", ...code, role: roleArn }, "InvalidParameterValueException"],
  [
    "scheduler",
    "aws:scheduler/schedule:Schedule",
    {
      name: "hourly",
      scheduleExpression: "rate(1 hours)",
      flexibleTimeWindow: { mode: "OFF" },
      target: { arn: "arn:aws:lambda:eu-west-1:000000000000:function:f", roleArn },
    },
    "ValidationException",
  ],
  [
    "lambda",
    "aws:synthetics/canary:Canary",
    {
      name: "home",
      artifactS3Location: "s3://logs/",
      executionRoleArn: roleArn,
      handler: "index.handler",
      runtimeVersion: "syn-nodejs-puppeteer-13.1",
      schedule: { expression: "rate(5 minutes)" },
      zipFile: "canary.zip",
    },
    "ValidationException",
  ],
  [
    "vpc-flow-logs",
    "aws:ec2/flowLog:FlowLog",
    {
      vpcId: "vpc-00000001",
      trafficType: "ALL",
      iamRoleArn: roleArn,
      logDestination: "arn:aws:logs:eu-west-1:000000000000:log-group:flow",
    },
    "InvalidParameter",
  ],
  [
    "monitoring.rds",
    "aws:rds/instance:Instance",
    {
      identifier: "records",
      engine: "postgres",
      instanceClass: "db.t4g.medium",
      allocatedStorage: 50,
      username: "platform",
      password: "correcthorsebattery",
      monitoringInterval: 60,
      monitoringRoleArn: roleArn,
      skipFinalSnapshot: true,
    },
    "InvalidParameterValue",
  ],
  [
    "rds",
    "aws:rds/proxy:Proxy",
    {
      name: "proxy",
      engineFamily: "POSTGRESQL",
      roleArn,
      vpcSubnetIds: ["subnet-0000000a", "subnet-0000000b"],
      auths: [{ authScheme: "SECRETS", iamAuth: "DISABLED" }],
    },
    "InvalidParameterValue",
  ],
  [
    "backup",
    "aws:backup/selection:Selection",
    { name: "all", planId: "plan", iamRoleArn: roleArn, resources: ["*"] },
    "InvalidParameterValueException",
  ],
  [
    "backup",
    "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    {
      name: "all",
      restoreTestingPlanName: "restore",
      protectedResourceType: "RDS",
      iamRoleArn: roleArn,
      protectedResourceArns: ["*"],
    },
    "InvalidParameterValueException",
  ],
  [
    "events",
    "aws:cloudwatch/eventTarget:EventTarget",
    { rule: "nightly", arn: "arn:aws:ecs:eu-west-1:000000000000:cluster/c", roleArn },
    "ValidationException",
  ],
  [
    "firehose",
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    {
      name: "logs",
      destination: "extended_s3",
      extendedS3Configuration: { bucketArn: "arn:aws:s3:::archive", roleArn },
    },
    "InvalidArgumentException",
  ],
  [
    "cloudtrail",
    "aws:cloudtrail/trail:Trail",
    {
      name: "trail",
      s3BucketName: "trails",
      cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:000000000000:log-group:flow:*",
      cloudWatchLogsRoleArn: roleArn,
    },
    "InvalidCloudWatchLogsRoleArnException",
  ],
  [
    "sns",
    "aws:sns/topicSubscription:TopicSubscription",
    {
      topic: "arn:aws:sns:eu-west-1:000000000000:warning",
      protocol: "firehose",
      endpoint: "arn:aws:firehose:eu-west-1:000000000000:deliverystream/x",
      subscriptionRoleArn: roleArn,
    },
    "InvalidParameter",
  ],
];

/** An account that holds what the users of the role need besides it. */
function accountWithRole(assumeRolePolicy: string): ServiceAccount {
  const account = new ServiceAccount();
  account.put("aws:iam/role:Role", "own", { arn: roleArn, name: "own", assumeRolePolicy });
  account.put("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "own-1", { role: "own", policyArn: "arn:p" });
  account.put("aws:cloudwatch/logGroup:LogGroup", "flow", {
    name: "flow",
    arn: "arn:aws:logs:eu-west-1:000000000000:log-group:flow",
  });
  account.put("aws:backup/plan:Plan", "plan", {});
  account.put("aws:backup/restoreTestingPlan:RestoreTestingPlan", "restore", { name: "restore" });
  account.put("aws:cloudwatch/eventRule:EventRule", "nightly", { name: "nightly" });
  account.put("aws:s3/bucket:Bucket", "archive", { bucket: "archive", arn: "arn:aws:s3:::archive" });
  account.put("aws:s3/bucket:Bucket", "trails", { bucket: "trails" });
  account.put("aws:s3/bucketPolicy:BucketPolicy", "trails", {
    bucket: "trails",
    policy: trustOf({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:PutObject"],
      Resource: "*",
    }),
  });
  return account;
}

describe("a role is taken only by a service that it trusts", () => {
  it.each(users)("%s (%s)", (service, type, inputs, refusal) => {
    const trusting = (name: string) => accountWithRole(trustOf({ Principal: { Service: `${name}.amazonaws.com` } }));
    expect(refusalOf(() => trusting("ec2").create(type, inputs))).toBe(refusal);
    expect(refusalOf(() => trusting(service).create(type, inputs))).toBe("accepted");
  });

  it("stays with what uses it already when its trust is changed", () => {
    const account = accountWithRole(trustOf({ Principal: { Service: "lambda.amazonaws.com" } }));
    const inputs = { name: "f", ...code, role: roleArn };
    const created = account.create("aws:lambda/function:Function", inputs);
    account.put("aws:iam/role:Role", "own", { arn: roleArn, assumeRolePolicy: trustOf({ Principal: { AWS: "x" } }) });
    expect(refusalOf(() => account.update("aws:lambda/function:Function", created, { ...inputs, timeout: 5 }))).toBe(
      "accepted",
    );
  });

  it.each<[string, string, boolean]>([
    ["another action", trustOf({ Principal: { Service: "a" }, Action: "sts:TagSession" }), false],
    ["one of several actions", trustOf({ Principal: { Service: ["a", "b"] }, Action: ["sts:AssumeRole"] }), true],
    ["everybody", trustOf({ Principal: "*" }), true],
    ["a refusal", trustOf({ Principal: { Service: "a" }, Effect: "Deny" }), false],
    ["a condition", trustOf({ Principal: { Service: "a" }, Condition: { StringEquals: {} } }), true],
    ["malformed JSON", "{", false],
  ])("reads %s", (_, policy, expected) => {
    expect(trusts(policy, "a")).toBe(expected);
  });
});
