import { existsSync } from "node:fs";
import path from "node:path";
import * as vm from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancerAlarms } from "../../../components/observability/load-balancer-alarms";
import { QueueAlarms } from "../../../components/observability/queue-alarms";
import { ServiceAlarms } from "../../../components/observability/service-alarms";
import { TargetAlarms } from "../../../components/observability/target-alarms";
import type { TargetAlarmsArgs } from "../../../components/observability/target-alarms";
import { UptimeCanary } from "../../../components/observability/uptime-canary";
import { dailyThreshold, uptimeCanaryScript } from "../../../components/observability/uptime-canary-script";
import { Certificate } from "../../../components/edge/certificate";
import { WebFirewall } from "../../../components/edge/web-firewall";
import { register, registerBoth } from "../mocks";
import { thresholds } from "../thresholds";

const routing = {
  topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
  runbookUrl: "https://runbooks.example.org",
};
const stage = "staging";
const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

const targets: TargetAlarmsArgs = {
  stage,
  routing,
  subject: "the clinic API",
  thresholds: thresholds.loadBalancer,
  loadBalancerArnSuffix: "app/a/1",
  targetGroupArnSuffix: "targetgroup/b/2",
};

const buildAll = () => {
  new LoadBalancerAlarms("balancer", {
    stage,
    routing,
    subject: "the clinic API",
    thresholds: thresholds.loadBalancer,
    loadBalancerArnSuffix: "app/a/1",
  });
  new TargetAlarms("balancer", targets);
  new ServiceAlarms("api", {
    stage,
    routing,
    subject: "the clinic API",
    thresholds: thresholds.service,
    clusterName: "cluster",
    serviceName: "service",
    serviceArn: "arn:service",
    minimumTasks: 2,
  });
  new QueueAlarms("queues", {
    stage,
    routing,
    system: "clinic",
    namespace: "staging/system",
    queues: ["mail", "reminders"],
    thresholds: thresholds.queues,
  });
  new Certificate("certificate", {
    stage,
    routing,
    subject: "the load balancer of the clinic API",
    thresholds: thresholds.certificate,
    domainNames: ["api.example.org"],
    zoneId: "Z1",
  });
  new WebFirewall("firewall", {
    stage,
    routing,
    subject: "the clinic API",
    thresholds: thresholds.webFirewall,
    region: "eu-west-1",
    loadBalancerArn: "arn:lb",
    requestsPerTenMinutes: 200,
    logsKeyArn: "arn:key",
    logRetentionDays: 30,
  });
  return new UptimeCanary("uptime", {
    stage,
    routing,
    subject: "the clinic API",
    thresholds: thresholds.uptime,
    accountId: "000000000000",
    region: "eu-west-1",
    url: "https://api.example.org/health",
    artifactsBucketName: "staging-artifacts",
    artifactsBucketArn: "arn:aws:s3:::staging-artifacts",
    logsKeyArn: "arn:key",
  });
};

describe("every alarm of a service and its edge", () => {
  it("goes to the topic of its severity, comes back, and leads to a runbook that is there", async () => {
    const alarms = (await register(buildAll)).ofType(metricAlarm);
    expect(alarms).toHaveLength(7 + 4 + 4 + 1 + 1 + 2);
    for (const { inputs } of alarms) {
      const { severity } = inputs.tags as { severity: keyof typeof routing.topicArns };
      expect(inputs.alarmActions).toEqual([routing.topicArns[severity]]);
      expect(inputs.okActions).toBeUndefined();
      const [, page] =
        /Runbook: https:\/\/runbooks\.example\.org\/([a-z]+\/[a-z-]+\.md)$/.exec(String(inputs.alarmDescription)) ?? [];
      expect(page).toBeDefined();
      expect(existsSync(path.join(__dirname, "../../../docs/runbooks", page ?? ""))).toBe(true);
    }
  });

  it("exists in a preview as in an update", async () => {
    const { preview, update } = await registerBoth(buildAll);
    expect(preview.names()).toEqual(update.names());
  });
});

describe("the load balancer's alarms", () => {
  const build = () =>
    register(
      () =>
        new LoadBalancerAlarms("balancer", {
          stage,
          routing,
          subject: "the clinic API",
          thresholds: thresholds.loadBalancer,
          loadBalancerArnSuffix: "app/a/1",
        }),
    );

  it.each([
    ["balancer-errors-warning", 1, "warning"],
    ["balancer-errors-critical", 5, "critical"],
    ["balancer-latency-warning", 0.2, "warning"],
    ["balancer-latency-critical", 1, "critical"],
  ])("%s fires above %d", async (name, threshold, severity) => {
    const alarm = (await build()).named(name).inputs;
    expect(alarm).toMatchObject({ threshold, evaluationPeriods: 7, datapointsToAlarm: 5, tags: { severity } });
    expect(alarm.comparisonOperator).toBe("GreaterThanThreshold");
  });

  it("judges errors as a share of the requests, and only when there are enough of them", async () => {
    const [ratio] = (await build()).named("balancer-errors-critical").inputs.metricQueries as { expression: string }[];
    expect(ratio?.expression).toBe("IF(requests >= 20, 100 * SUM([target, balancer]) / requests, 0)");
  });

  it("takes silence for an outage when no target is healthy", async () => {
    const account = await register(() => new TargetAlarms("balancer", targets));
    expect(account.named("balancer-no-healthy-target").inputs).toMatchObject({
      metricName: "HealthyHostCount",
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
      tags: { severity: "critical" },
    });
  });

  it("names those that should end a deployment", async () => {
    const account = await build();
    expect(await account.value(pulumi.all([...account.result.deploymentAlarmNames]))).toEqual([
      "staging-balancer-errors-critical",
      "staging-balancer-latency-critical",
    ]);
  });
});

it("tells of a failed deployment at once, with the reason, and of a complete one quietly", async () => {
  const account = await register(buildAll);
  expect(JSON.parse(String(account.named("api-deployment-failed").inputs.eventPattern))).toEqual({
    source: ["aws.ecs"],
    "detail-type": ["ECS Deployment State Change"],
    resources: ["arn:service"],
    detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
  });
  expect(account.named("api-deployment-failed-topic").inputs).toMatchObject({
    arn: "arn:critical",
    inputTransformer: { inputPaths: { reason: "$.detail.reason" } },
  });
  expect(account.named("api-deployment-completed-topic").inputs.arn).toBe("arn:info");
  expect(existsSync(path.join(__dirname, "../../../docs/runbooks/services/service-deployment-failed.md"))).toBe(true);
});

describe("the uptime canary", () => {
  it("probes every five minutes with a script that lies in the bucket", async () => {
    const account = await register(buildAll);
    const canary = account.only("aws:synthetics/canary:Canary").inputs;
    expect(canary).toMatchObject({
      name: "staging-uptime",
      runtimeVersion: "syn-nodejs-5.4",
      handler: "probe.handler",
      schedule: { expression: "rate(5 minutes)" },
      artifactS3Location: "s3://staging-artifacts/results/staging-uptime",
      startCanary: true,
    });
    expect(canary.s3Key).toEqual(account.only("aws:s3/bucketObjectv2:BucketObjectv2").inputs.key);
    expect(canary.s3Key).toMatch(/^scripts\/staging-uptime\/probe-[0-9a-f]{12}\.zip$/);
  });

  it("has a log that ends, encrypted, which its function could not make itself", async () => {
    const account = await register(buildAll);
    expect(account.named("uptime-log").inputs).toEqual({
      name: "/aws/lambda/cwsyn-staging-uptime-1",
      kmsKeyId: "arn:key",
      retentionInDays: 30,
    });
    expect(account.named("uptime-role-policy").inputs.policy).not.toContain("logs:CreateLogGroup");
  });

  it("publishes in its own namespace and writes to its own folder only", async () => {
    const policy = (await register(buildAll)).named("uptime-role-policy").inputs.policy as string;
    const statements = (JSON.parse(policy) as { Statement: { Resource: string[]; Condition?: object }[] }).Statement;
    const open = statements.filter(({ Resource }) => Resource.includes("*"));
    expect(open).toMatchObject([
      { Action: ["s3:ListAllMyBuckets"] },
      { Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } } },
    ]);
  });

  const judge = judgeOf(uptimeCanaryScript({ url: "https://api.example.org/health", timeoutSeconds: 10 }));

  it.each([
    [200, '{"status":"ok"}'],
    [200, '{"status":"OK","uptime":12}'],
  ])("accepts %d %s", (status, body) => {
    expect(() => {
      judge({ status, body });
    }).not.toThrow();
  });

  it.each([
    [503, '{"status":"ok"}', /status 503/],
    [301, "", /status 301/],
    [200, "<!doctype html>", /not JSON/],
    [200, '{"status":"degraded"}', /not ok/],
    [200, "null", /not ok/],
    [200, "{}", /not ok/],
  ])("refuses %d %s", (status, body, message) => {
    expect(() => {
      judge({ status, body });
    }).toThrow(message);
  });

  it("warns at the third failed probe of a day when 99.9 % are asked for", () => {
    const threshold = dailyThreshold(99.9, 0.25);
    const afterFailures = (failures: number) => 100 - (100 * failures) / 288;
    expect(afterFailures(2)).toBeGreaterThan(threshold);
    expect(afterFailures(3)).toBeLessThan(threshold);
  });
});

/** Runs a canary's script and gives out how it judges an answer. */
function judgeOf(script: string): (answer: { status: number; body: string }) => void {
  const module = { exports: {} as { judge: (answer: { status: number; body: string }) => void } };
  vm.runInNewContext(script, { require: () => ({}), exports: module.exports, Buffer });
  return module.exports.judge;
}
