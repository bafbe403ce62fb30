import { existsSync } from "node:fs";
import path from "node:path";
import { ScheduledTask } from "../../components/scheduled-task";
import type { ScheduledTaskArgs } from "../../components/scheduled-task";
import { register, registerBoth } from "./mocks";

const clusterArn = "arn:aws:ecs:eu-west-1:000000000000:cluster/staging-cluster";

const args: ScheduledTaskArgs = {
  stage: "staging",
  system: "system",
  role: "archive",
  accountId: "000000000000",
  region: "eu-west-1",
  image: "000000000000.dkr.ecr.eu-west-1.amazonaws.com/staging/system:v1.2.3",
  repositoryArn: "arn:aws:ecr:eu-west-1:000000000000:repository/staging/system",
  cpu: 512,
  memory: 1024,
  secretsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/secrets",
  logsKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/logs",
  logRetentionDays: 30,
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  command: ["node", "archive.js"],
  schedule: "cron(0 2 * * ? *)",
  timeZone: "Africa/Johannesburg",
  clusterArn,
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  reaches: [{ name: "postgres", securityGroupId: "sg-postgres", port: 5432 }],
};

const taskArn = "arn:aws:ecs:eu-west-1:000000000000:task-definition/staging-system-archive:7";
const computed = {
  "aws:ecs/taskDefinition:TaskDefinition": () => ({ arn: taskArn }),
};
const create = () => new ScheduledTask("system-archive", args);
const build = () => register(create, { computed });

describe("a scheduled task", () => {
  it("runs at two in the night where its people live, privately, and is tried again for an hour", async () => {
    const account = await build();
    expect(account.only("aws:scheduler/schedule:Schedule").inputs).toMatchObject({
      name: "staging-system-archive",
      scheduleExpression: "cron(0 2 * * ? *)",
      scheduleExpressionTimezone: "Africa/Johannesburg",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: clusterArn,
        ecsParameters: {
          taskDefinitionArn: taskArn,
          taskCount: 1,
          launchType: "FARGATE",
          networkConfiguration: { subnets: ["subnet-a", "subnet-b"], assignPublicIp: false },
        },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
      },
    });
    expect(account.only("aws:scheduler/schedule:Schedule").inputs.target).not.toHaveProperty("deadLetterConfig");
  });

  it("is started by a role that can start this task on this cluster and hand it its roles", async () => {
    const account = await build();
    const role = account.named("system-archive-schedule", "aws:iam/role:Role");
    expect(role.inputs.assumeRolePolicy).toContain("scheduler.amazonaws.com");
    expect(role.inputs.assumeRolePolicy).toContain('"aws:SourceAccount":"000000000000"');
    const { policy } = account.named("system-archive-schedule-policy").inputs;
    const { Statement } = JSON.parse(policy as string) as { Statement: { Action: string[]; Resource: string[] }[] };
    expect(Statement.map(({ Action, Resource }) => [Action[0], Resource])).toEqual([
      ["ecs:RunTask", ["arn:aws:ecs:eu-west-1:000000000000:task-definition/staging-system-archive:*"]],
      [
        "iam:PassRole",
        [expect.stringContaining("system-archive-task"), expect.stringContaining("system-archive-execution")],
      ],
      ["ecs:TagResource", ["arn:aws:ecs:eu-west-1:000000000000:task/staging-cluster/*"]],
    ]);
  });

  it("tells when it was not started", async () => {
    const account = await build();
    expect(account.only("aws:cloudwatch/metricAlarm:MetricAlarm").inputs).toMatchObject({
      namespace: "AWS/Scheduler",
      metricName: "InvocationDroppedCount",
      dimensions: { ScheduleGroup: "staging-system-archive" },
      alarmActions: ["arn:critical"],
      treatMissingData: "notBreaching",
    });
  });

  it("tells when a run failed, of whatever revision", async () => {
    const account = await build();
    expect(JSON.parse(account.only("aws:cloudwatch/eventRule:EventRule").inputs.eventPattern as string)).toMatchObject({
      detail: {
        clusterArn: [clusterArn],
        taskDefinitionArn: [{ prefix: taskArn.slice(0, -1) }],
        $or: [{ containers: { exitCode: [{ "anything-but": [0] }] } }, { stopCode: ["TaskFailedToStart"] }],
      },
    });
    expect(account.only("aws:cloudwatch/eventTarget:EventTarget").inputs.arn).toBe("arn:critical");
  });

  it("leads to runbooks that are there", () => {
    for (const page of ["scheduled-task-failed.md", "scheduled-task-not-started.md"]) {
      expect(existsSync(path.join(__dirname, "../../docs/runbooks", page))).toBe(true);
    }
  });

  it("is the same set of resources in a preview", async () => {
    const { preview, update } = await registerBoth(create, { computed });
    expect(preview.names()).toEqual(update.names());
  });
});
