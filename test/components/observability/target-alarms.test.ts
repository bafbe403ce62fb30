import * as pulumi from "@pulumi/pulumi";
import { TargetAlarms } from "../../../components/observability/target-alarms";
import type { TargetAlarmsArgs } from "../../../components/observability/target-alarms";
import { register } from "../mocks";
import { thresholds } from "../thresholds";

const args: TargetAlarmsArgs = {
  stage: "staging",
  routing: {
    topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
    runbookUrl: "https://runbooks.example.org",
  },
  subject: "the clinic API",
  thresholds: thresholds.loadBalancer,
  loadBalancerArnSuffix: "app/a/1",
  targetGroupArnSuffix: "targetgroup/b/2",
  alternateTargetGroupArnSuffix: "targetgroup/b/3",
};

it("counts the healthy targets of both groups of a blue-green service together, where one reports nothing", async () => {
  const account = await register(() => new TargetAlarms("api", args));
  const { inputs } = account.named("api-no-healthy-target");
  expect(inputs).not.toHaveProperty("metricName");
  expect(inputs.metricQueries).toMatchObject([
    { id: "healthy", expression: "SUM([first, alternate])", returnData: true },
    { id: "first", metric: { metricName: "HealthyHostCount" } },
    { id: "alternate", metric: { metricName: "HealthyHostCount" } },
  ]);
});

it("takes over the alarms of the same names, which would be deleted together with these", async () => {
  const account = await register(() => {
    const former = new pulumi.ComponentResource("care-platform:observability:LoadBalancerAlarms", "former");
    return new TargetAlarms("api", { ...args, takesOverFrom: former });
  });
  for (const name of ["api-unhealthy-targets", "api-no-healthy-target"]) {
    expect(account.named(name).options.formerParents).toEqual([account.named("former").urn]);
  }
});
