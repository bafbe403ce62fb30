import { LoadBalancerAlarms } from "../../../components/observability/load-balancer-alarms";
import type { LoadBalancerAlarmsArgs } from "../../../components/observability/load-balancer-alarms";
import { register } from "../mocks";
import { thresholds } from "../thresholds";

const build = (changes: Partial<LoadBalancerAlarmsArgs>) =>
  register(
    () =>
      new LoadBalancerAlarms("balancer", {
        stage: "staging",
        routing: {
          topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
          runbookUrl: "https://runbooks.example.org",
        },
        subject: "the clinic API",
        thresholds: thresholds.loadBalancer,
        loadBalancerArnSuffix: "app/a/1",
        ...changes,
      }),
  );

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: { readonly stat: string };
}

describe("the latency that is judged", () => {
  it.each([
    [undefined, {}, "p99", 0.2, 1],
    ["p99", { latencyWarningMilliseconds: 300, latencyCriticalMilliseconds: 2000 }, "p99", 0.3, 2],
    ["p95", { latencyWarningMilliseconds: 500, latencyCriticalMilliseconds: 2500 }, "p95", 0.5, 2.5],
  ] as const)("at %s with %j is %s", async (latencyPercentile, changes, percentile, warning, critical) => {
    const account = await build({ latencyPercentile, thresholds: { ...thresholds.loadBalancer, ...changes } });
    for (const [severity, threshold] of [
      ["warning", warning],
      ["critical", critical],
    ] as const) {
      const { inputs } = account.named(`balancer-latency-${severity}`);
      expect(inputs).toMatchObject({ threshold, tags: { severity } });
      expect(inputs.alarmDescription).toContain(
        `${percentile} latency of the clinic API above ${threshold} s for 5 of 7 minutes.`,
      );
      const queries = inputs.metricQueries as readonly Query[];
      expect(queries.find(({ id }) => id === "slowest")?.expression).toBe(`IF(requests >= 20, ${percentile}, 0)`);
      expect(queries.find(({ id }) => id === percentile)?.metric?.stat).toBe(percentile);
    }
  });
});
