import { ecsContainerInsights } from "../../../policy/rules/services/ecs-container-insights";
import { ecsExecAudited } from "../../../policy/rules/services/ecs-exec-audited";
import { ecsRolesApart } from "../../../policy/rules/services/ecs-roles-apart";
import { noEc2Hosts } from "../../../policy/rules/services/no-ec2-hosts";
import { serviceHealthPath } from "../../../policy/rules/services/service-health-path";
import type { StackResource } from "../../../policy/stack-view";
import { inStack, judged, judgedTogether, resource, unknown } from "../harness";

const clusterType = "aws:ecs/cluster:Cluster";

describe("ecs-roles-apart", () => {
  const role = (name: string) => inStack("aws:iam/role:Role", name, { arn: unknown });
  const task = (props: object, madeFrom: Record<string, StackResource[]> = {}) =>
    judgedTogether(ecsRolesApart, [inStack("aws:ecs/taskDefinition:TaskDefinition", "task", props, madeFrom)]);
  const unknowns = { taskRoleArn: unknown, executionRoleArn: unknown };
  const one = [
    "[ecs-roles-apart] task: found the same role as taskRoleArn and executionRoleArn; needed two different roles. Change taskRoleArn.",
  ];
  const [api, start] = [role("api"), role("start")];

  it("goes by what the ARNs were made from, also while they are unknown", () => {
    expect(task(unknowns, { taskRoleArn: [api], executionRoleArn: [start] })).toEqual(["pass"]);
    expect(task(unknowns, { taskRoleArn: [api], executionRoleArn: [api] })).toEqual(one);
  });

  it.each([
    ["two ARNs", { taskRoleArn: "arn:a", executionRoleArn: "arn:b" }, ["pass"]],
    ["an application that may do nothing", { executionRoleArn: "arn:b" }, ["pass"]],
    ["no roles at all", {}, ["pass"]],
    ["one ARN", { taskRoleArn: "arn:a", executionRoleArn: "arn:a" }, one],
    [
      "an unknown ARN",
      { ...unknowns, executionRoleArn: "arn:a" },
      ["[ecs-roles-apart] task: undecided: waits for taskRoleArn."],
    ],
  ])("judges %s", (_, props, expected) => {
    expect(task(props)).toEqual(expected);
  });
});

describe("ecs-exec-audited", () => {
  const record = { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: "/production/sessions" };
  const good = { kmsKeyId: "key", logging: "OVERRIDE", logConfiguration: record };
  const cluster = (exec: unknown) =>
    inStack(clusterType, "cluster", {
      arn: "arn:cluster",
      name: "production",
      configuration: exec === undefined ? undefined : { executeCommandConfiguration: exec },
    });
  const service = (props: object = {}) =>
    inStack("aws:ecs/service:Service", "api", { cluster: "arn:cluster", enableExecuteCommand: true, ...props });
  const judge = (...resources: StackResource[]) => judgedTogether(ecsExecAudited, resources);
  const says = (found: string, needed: string) => [
    `[ecs-exec-audited] cluster: found ${found}; needed ${needed}. Change configuration.executeCommandConfiguration.`,
  ];
  const noRecord = says("no encrypted session log", "a log group or a bucket, with encryption enabled");

  it.each([
    ["a record", good, ["pass"]],
    [
      "a record in a bucket",
      { ...good, logConfiguration: { s3BucketEncryptionEnabled: true, s3BucketName: "sessions" } },
      ["pass"],
    ],
    ["nothing, while nobody may enter", undefined, ["pass"]],
    ["no key", { ...good, kmsKeyId: undefined }, says("no KMS key for sessions", "kmsKeyId")],
    ["no log", { ...good, logging: "NONE" }, says("logging NONE", "logging OVERRIDE")],
    ["the log of the container", { ...good, logging: undefined }, says("logging DEFAULT", "logging OVERRIDE")],
    [
      "a record in plain text",
      { ...good, logConfiguration: { ...record, cloudWatchEncryptionEnabled: false } },
      noRecord,
    ],
    ["a record nowhere", { ...good, logConfiguration: undefined }, noRecord],
    [
      "an unknown key",
      { ...good, kmsKeyId: unknown },
      ["[ecs-exec-audited] cluster: undecided: waits for configuration.executeCommandConfiguration.kmsKeyId."],
    ],
  ])("judges a cluster with %s", (_, exec, expected) => {
    expect(judge(cluster(exec))).toEqual(expected);
  });

  it("asks for a record where a service lets somebody in", () => {
    expect(judge(cluster(good), service())).toEqual(["pass"]);
    expect(judge(cluster(undefined), service({ enableExecuteCommand: false }))).toEqual(["pass"]);
    expect(judge(cluster(undefined), service())).toEqual([
      "[ecs-exec-audited] api: found ECS Exec enabled without session logging; needed executeCommandConfiguration on the cluster. Change enableExecuteCommand.",
    ]);
    expect(judge(service())).toEqual([
      "[ecs-exec-audited] api: undecided: waits for the service's cluster, which is not in this stack.",
    ]);
  });
});

describe("ecs-container-insights", () => {
  const cluster = (settings: unknown) => judged(ecsContainerInsights, resource(clusterType, { settings }));
  const says = (found: string) => [
    `[ecs-container-insights] subject: found containerInsights ${found}; needed containerInsights enabled or enhanced. Change settings.`,
  ];

  it.each([
    [[{ name: "containerInsights", value: "enabled" }], ["pass"]],
    [[{ name: "containerInsights", value: "enhanced" }], ["pass"]],
    [[{ name: "containerInsights", value: "disabled" }], says("disabled")],
    [undefined, says("not set")],
    [unknown, ["[ecs-container-insights] subject: undecided: waits for settings."]],
  ])("judges %j", (settings, expected) => {
    expect(cluster(settings)).toEqual(expected);
  });
});

describe("no-ec2-hosts", () => {
  const says = (found: string, needed: string, setting = "the type") => [
    `[no-ec2-hosts] subject: found ${found}; needed ${needed}. Change ${setting}.`,
  ];
  const host = says("an instance", "a Fargate task or a Lambda function");
  const key = says("an SSH key pair", "no key pair");

  it.each([
    ["aws:ec2/instance:Instance", {}, host],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", {}, host],
    ["aws:lightsail/instance:Instance", {}, host],
    ["aws:ec2/keyPair:KeyPair", {}, key],
    ["aws:lightsail/keyPair:KeyPair", {}, key],
    ["aws:ec2/launchTemplate:LaunchTemplate", {}, ["pass"]],
    [
      "aws:ec2/launchTemplate:LaunchTemplate",
      { keyName: "operator" },
      says("instances with an SSH key pair", "no keyName", "keyName"),
    ],
    [
      "aws:ec2/launchConfiguration:LaunchConfiguration",
      { keyName: unknown },
      ["[no-ec2-hosts] subject: undecided: waits for keyName."],
    ],
    ["aws:ec2/vpc:Vpc", {}, ["not applicable"]],
  ])("judges %s %j", (type, props, expected) => {
    expect(judged(noEc2Hosts, resource(type, props))).toEqual(expected);
  });
});

describe("service-health-path", () => {
  const group = (props: object) => judged(serviceHealthPath, resource("aws:lb/targetGroup:TargetGroup", props));
  const says = (path: string) => [
    `[service-health-path] subject: found the health path ${path}; needed a dedicated path, such as /health. Change healthCheck.path.`,
  ];

  it.each([
    [{ protocol: "HTTP", healthCheck: { path: "/health" } }, ["pass"]],
    [{ protocol: "HTTP", healthCheck: { path: "/api/readyz" } }, ["pass"]],
    [{ protocol: "TCP", healthCheck: { protocol: "HTTP", path: "/health" } }, ["pass"]],
    [{ protocol: "HTTP", healthCheck: { path: "/" } }, says("/")],
    [{ protocol: "HTTP", healthCheck: {} }, says("/")],
    [{ protocol: "HTTP" }, says("/")],
    [{ protocol: "TCP" }, ["not applicable"]],
    [{ protocol: "TCP", healthCheck: { protocol: "TCP" } }, ["not applicable"]],
    [{ targetType: "lambda" }, ["not applicable"]],
    [
      { protocol: "HTTP", healthCheck: { path: unknown } },
      ["[service-health-path] subject: undecided: waits for healthCheck.path."],
    ],
  ])("judges %j", (props, expected) => {
    expect(group(props)).toEqual(expected);
  });
});
