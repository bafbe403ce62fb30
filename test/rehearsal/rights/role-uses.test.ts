import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { managedPoliciesFrom } from "../../../rehearsal/rights/published/from-moto";
import { managedPolicies, managedPolicy } from "../../../rehearsal/rights/published/managed-policies";
import { deniedUses } from "../../../rehearsal/rights/uses/denied-uses";
import type { RoleUses } from "../../../readiness/run-result";
import { Graph, type Standing } from "../../../rehearsal/rights/uses/graph";
import { usesIn } from "../../../rehearsal/rights/uses/index";
import { judgeRoleUses } from "../../../rehearsal/rights/uses/role-uses";

const place = { account: "000000000000", region: "af-south-1" };
const topic = "arn:aws:sns:af-south-1:000000000000:alerts";
const role = "arn:aws:iam::000000000000:role/worker";

const resource = (type: string, name: string, state: Standing["state"], inputs?: readonly string[]): Standing => ({
  urn: `urn:pulumi:staging::care-platform::${type}::${name}`,
  type,
  id: name,
  state,
  ...(inputs && { inputs }),
});

const statement = (parts: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...parts }] });

const trustOf = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

const roleFor = (service: string): Standing =>
  resource("aws:iam/role:Role", "worker", { name: "worker", arn: role, assumeRolePolicy: trustOf(service) });

const inline = (Action: readonly string[], parts: object = {}): Standing =>
  resource("aws:iam/rolePolicy:RolePolicy", "policy", { role: "worker", policy: statement({ Action, ...parts }) });

const attached = (policyArn: string): Standing =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", { role: "worker", policyArn });

const judged = (...resources: readonly Standing[]): Promise<RoleUses> => judgeRoleUses(resources, place);
const refusals = ({ denied }: RoleUses): readonly string[] =>
  denied.map(({ action, reason }) => `${action}: ${reason}`);

describe("a task with a session in its containers", () => {
  const cluster = resource("aws:ecs/cluster:Cluster", "cluster", {
    name: "services",
    arn: "arn:aws:ecs:af-south-1:000000000000:cluster/services",
    configuration: { executeCommandConfiguration: { logConfiguration: { cloudWatchLogGroupName: "sessions" } } },
  });
  const task = resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
    arn: "arn:aws:ecs:af-south-1:000000000000:task-definition/api:1",
    taskRoleArn: role,
    containerDefinitions: "[]",
  });
  const service = resource("aws:ecs/service:Service", "service", {
    cluster: "arn:aws:ecs:af-south-1:000000000000:cluster/services",
    taskDefinition: "arn:aws:ecs:af-south-1:000000000000:task-definition/api:1",
    enableExecuteCommand: true,
  });
  const sessions = resource("aws:cloudwatch/logGroup:LogGroup", "sessions", { name: "sessions" });
  const stage = [cluster, task, service, sessions, roleFor("ecs-tasks.amazonaws.com")];

  it("needs the channels of Systems Manager and the log", async () => {
    expect(refusals(await judged(...stage, inline(["ssmmessages:*", "logs:*"])))).toEqual([]);
    expect(refusals(await judged(...stage, inline(["logs:*"])))).toHaveLength(4);
    expect(refusals(await judged(...stage, inline(["ssmmessages:*"])))).toHaveLength(3);
  });
});

describe("a rule of EventBridge that starts a task", () => {
  const target = resource("aws:cloudwatch/eventTarget:EventTarget", "target", {
    rule: "nightly",
    arn: "arn:aws:ecs:af-south-1:000000000000:cluster/services",
    roleArn: role,
    ecsTarget: { taskDefinitionArn: "arn:aws:ecs:af-south-1:000000000000:task-definition/job:1" },
  });
  const task = resource("aws:ecs/taskDefinition:TaskDefinition", "task", {
    arn: "arn:aws:ecs:af-south-1:000000000000:task-definition/job:1",
    executionRoleArn: "arn:aws:iam::000000000000:role/execution",
    containerDefinitions: "[]",
  });
  const stage = [target, task, roleFor("events.amazonaws.com")];
  const passing = { Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } };

  it("hands over the task's roles", async () => {
    expect(refusals(await judged(...stage, inline(["ecs:RunTask", "iam:PassRole"])))).toEqual([]);
    expect(refusals(await judged(...stage, inline(["iam:PassRole"], passing)))).toEqual([
      "ecs:RunTask: no statement of the role's policies allows it",
    ]);
    expect(refusals(await judged(...stage, inline(["ecs:RunTask"])))).toEqual([
      "iam:PassRole: no statement of the role's policies allows it",
    ]);
  });
});

describe("a rule of EventBridge that calls a function", () => {
  const arn = "arn:aws:lambda:af-south-1:000000000000:function:worker";
  const target = resource("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: "nightly", arn }, ["arn"]);
  const called = resource("aws:lambda/function:Function", "worker", { name: "worker", arn, role });
  const permission = (rule: string): Standing =>
    resource("aws:lambda/permission:Permission", "permission", {
      function: "worker",
      principal: "events.amazonaws.com",
      action: "lambda:InvokeFunction",
      sourceArn: `arn:aws:events:af-south-1:000000000000:rule/${rule}`,
    });
  const stage = [target, called, roleFor("lambda.amazonaws.com"), inline(["logs:*"])];

  it("needs a permission for this rule", async () => {
    expect(refusals(await judged(...stage, permission("nightly")))).toEqual([]);
    const denied = ["lambda:InvokeFunction: no statement of the function's policy allows it"];
    expect(refusals(await judged(...stage, permission("weekly")))).toEqual(denied);
    expect(refusals(await judged(...stage))).toEqual(denied);
  });
});

describe("what there is no verdict on", () => {
  const gaps = ({ notJudged }: RoleUses): readonly string[] => notJudged.map(({ what, why }) => `${what}: ${why}`);

  it("is a role that nothing takes on", async () => {
    expect(gaps(await judged(roleFor("ec2.amazonaws.com")))).toEqual([`${role}: no use in the table assumes the role`]);
  });

  it("is what a type does that the table does not have", async () => {
    const pipe = resource("aws:pipes/pipe:Pipe", "pipe", { roleArn: role });
    expect(gaps(await judged(roleFor("pipes.amazonaws.com"), pipe))).toEqual([
      `${role}: pipe: the use of the role by aws:pipes/pipe:Pipe is unknown`,
    ]);
  });

  it("is a role that a type of the table has for something that the table does not have", async () => {
    const service = resource("aws:ecs/service:Service", "service", {
      volumeConfiguration: { managedEbsVolume: { roleArn: role } },
    });
    expect(gaps(await judged(roleFor("ecs.amazonaws.com"), service))).toEqual([
      `${role}: service: the use of the role by aws:ecs/service:Service is unknown`,
    ]);
  });

  it("is a right that a policy may give whose text is not known, and none that another gives", async () => {
    const flowLog = resource("aws:ec2/flowLog:FlowLog", "log", {
      arn: "arn:aws:ec2:af-south-1:000000000000:vpc-flow-log/fl-1",
      iamRoleArn: role,
      logDestination: "arn:aws:logs:af-south-1:000000000000:log-group:flows",
    });
    const unknown = attached("arn:aws:iam::aws:policy/SomethingOfAws");
    const stage = [flowLog, roleFor("vpc-flow-logs.amazonaws.com"), unknown];
    const { denied, notJudged } = await judged(...stage, inline(["logs:CreateLogStream", "logs:DescribeLog*"]));
    expect(denied).toEqual([]);
    expect(notJudged.map(({ what }) => what)).toEqual([`${role}: logs:CreateLogGroup`, `${role}: logs:PutLogEvents`]);
    expect(notJudged[0]?.why).toContain("SomethingOfAws is not known");
  });

  it("is a topic and a key of another stack", async () => {
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { alarmActions: [topic] });
    const group = resource("aws:cloudwatch/logGroup:LogGroup", "log", {
      name: "log",
      kmsKeyId: "arn:aws:kms:af-south-1:000000000000:key/elsewhere",
    });
    const result = await judged(alarm, group);
    expect(result.denied).toEqual([]);
    expect(gaps(result)).toContain(`cloudwatch.amazonaws.com: sns:Publish: ${topic} is not of this stack`);
    expect(gaps(result).filter((gap) => gap.includes("key/elsewhere is not of this stack"))).not.toEqual([]);
  });

  it("is a use of a key that has grants, and one that nothing but the key's policy decides is", async () => {
    const keyArn = "arn:aws:kms:af-south-1:000000000000:key/own";
    const policy = statement({ Principal: { Service: "logs.af-south-1.amazonaws.com" }, Action: "kms:Decrypt" });
    const key = resource("aws:kms/key:Key", "key", { arn: keyArn, keyId: "own", policy });
    const group = resource("aws:cloudwatch/logGroup:LogGroup", "log", { name: "log", kmsKeyId: keyArn });
    const grant = resource("aws:kms/grant:Grant", "grant", { keyId: "own" });
    const alone = await judged(key, group);
    expect(refusals(alone)).toContain("kms:Encrypt: no statement of the key policy allows it");
    expect(refusals(alone)).not.toContain("kms:Decrypt: no statement of the key policy allows it");
    expect(refusals(await judged(key, group, grant))).toEqual([]);
    expect(gaps(await judged(key, group, grant))[0]).toContain("a grant of the key may allow it");
  });

  it("is a policy that cannot be read, and an endpoint's policy", async () => {
    const malformed = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Perhaps", Action: "sns:Publish" }],
    });
    const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { alarmActions: [topic] });
    const open = resource("aws:sns/topic:Topic", "alerts", { arn: topic, policy: malformed });
    expect(gaps(await judged(alarm, open))[0]).toContain("cannot be judged");
    const endpoint = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", { policy: malformed }, ["policy"]);
    expect(gaps(await judged(endpoint))).toEqual(["s3: denials of a VPC endpoint's policy are not judged"]);
  });

  it("is what a function that is not of this stack is called with", async () => {
    const secret = "arn:aws:secretsmanager:af-south-1:000000000000:secret:password-0aBcDe";
    const call = { functionName: "elsewhere", input: JSON.stringify({ secret }) };
    expect(gaps(await judged(resource("aws:lambda/invocation:Invocation", "run", call)))).toEqual([
      "run: secretsmanager:GetSecretValue: its role or its resource is not of this stack",
    ]);
  });

  it("is a task whose containers a secret hides", async () => {
    const hidden = { containerDefinitions: { secretDigest: "0" } };
    const task = resource("aws:ecs/taskDefinition:TaskDefinition", "task", hidden);
    expect(gaps(await judged(task))).toEqual(["task: a secret hides its containerDefinitions"]);
  });
});

describe("the texts of AWS's managed policies", () => {
  it("are read from the file of moto, of the policies that services are given", () => {
    const policy = { DefaultVersionId: "v3", Path: "/service-role/", Document: { Statement: [] } };
    const text = JSON.stringify({ AWSLambdaBasicExecutionRole: policy, AdministratorAccess: policy });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-"));
    try {
      fs.mkdirSync(path.join(folder, "moto/iam"), { recursive: true });
      fs.writeFileSync(path.join(folder, "moto/iam/aws_managed_policies.py"), `data = """\n${text}\n"""\n`);
      expect(managedPoliciesFrom({ folder, source: "moto 1", date: "2026-11-29" })).toEqual({
        source: "moto 1",
        date: "2026-11-29",
        policies: { "service-role/AWSLambdaBasicExecutionRole": { version: "v3", document: { Statement: [] } } },
      });
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });

  it("say from which version they are", () => {
    expect(managedPolicies().source).toMatch(/^moto \d/);
    expect(managedPolicy("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole")).toBeDefined();
    expect(managedPolicy("arn:aws:iam::000000000000:policy/own")).toBeUndefined();
  });
});

describe("the error of what is denied", () => {
  const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", { alarmActions: [topic] });
  const open = resource("aws:sns/topic:Topic", "alerts", { arn: topic });

  it("says who may not do what, for what, why, and by which source", async () => {
    const { denied } = await judged(alarm, open);
    expect(deniedUses(denied)).toBe(
      [
        "1 use of a right is denied: AWS would refuse it while the stage runs.",
        "",
        `    given    cloudwatch.amazonaws.com may not sns:Publish ${topic}`,
        "    for      alarm: the alarm's notice",
        "    reason   no statement of the topic policy allows it",
        "    source   docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
        "",
        "    fix      allow it in the policy that the reason names, in the component that makes it",
      ].join("\n"),
    );
    const [one] = denied;
    const many = deniedUses(Array.from({ length: 23 }, () => one!));
    expect(many).toContain("23 uses of a right are denied");
    expect(many).toContain("and 3 more, which --json lists");
  });

  it("names every use once, whatever asks for it", async () => {
    const twice = [alarm, { ...alarm, urn: `${alarm.urn}-again` }];
    expect((await judged(...twice, open)).denied).toHaveLength(1);
    expect(usesIn(new Graph(twice, place.account, place.region))).toHaveLength(2);
  });
});
