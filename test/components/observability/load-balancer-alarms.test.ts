import { LoadBalancerAlarms } from "../../../components/observability/load-balancer-alarms";
import type { LoadBalancerAlarmsArgs } from "../../../components/observability/load-balancer-alarms";
import { register } from "../mocks";

const build = (changes: Partial<LoadBalancerAlarmsArgs>) =>
  register(
    () =>
      new LoadBalancerAlarms("balancer", {
        stage: "staging",
        routing: {
          topicArns: { critical: "arn:critical", warning: "arn:warning", info: "arn:info" },
          runbookUrl: "https://runbooks.example.org",
        },
        loadBalancerArnSuffix: "app/a/1",
        targetGroupArnSuffix: "targetgroup/b/2",
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
    [{}, "p99", 0.2, 1, "One in a hundred answers"],
    [{ p99Seconds: { warning: 0.3, critical: 2 } }, "p99", 0.3, 2, "One in a hundred answers"],
    [{ p95Seconds: { warning: 0.5, critical: 2.5 } }, "p95", 0.5, 2.5, "One in twenty answers"],
  ])("with %j is %s", async (changes, percentile, warning, critical, words) => {
    const account = await build(changes);
    for (const [severity, threshold] of [
      ["warning", warning],
      ["critical", critical],
    ] as const) {
      const { inputs } = account.named(`balancer-latency-${severity}`);
      expect(inputs).toMatchObject({ threshold, tags: { severity } });
      expect(inputs.alarmDescription).toContain(`${words} of balancer has taken longer than ${threshold} s`);
      const queries = inputs.metricQueries as readonly Query[];
      expect(queries.find(({ id }) => id === "slowest")?.expression).toBe(
        `IF(FILL(requests, 0) >= 20, FILL(${percentile}, 0), 0)`,
      );
      expect(queries.find(({ id }) => id === percentile)?.metric?.stat).toBe(percentile);
    }
  });
});
