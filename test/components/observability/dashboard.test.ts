import * as fc from "fast-check";
import { Dashboard } from "../../../components/observability/dashboard";
import { dashboardBody } from "../../../components/observability/dashboard-body";
import type { DashboardFacts } from "../../../components/observability/dashboard-body";
import { register } from "../mocks";

const stage = "staging";

describe("the dashboard", () => {
  const facts: DashboardFacts = {
    region: "eu-west-1",
    api: {
      loadBalancerArnSuffix: "app/a/1",
      targetGroupArnSuffix: "targetgroup/b/2",
      clusterName: "cluster",
      thresholds: { cpuPercent: 70, memoryPercent: 80, latency: { percentile: "p99", milliseconds: 200 } },
      serviceNames: ["api", "worker"],
    },
    database: { instanceId: "database", cpuPercent: 70 },
    redis: { nodeIds: ["redis-001", "redis-002"] },
    queues: { namespace: "staging/system", names: ["mail"] },
    canary: { name: "uptime", objectivePercent: 99.9 },
  };

  interface Widget {
    type: string;
    x: number;
    y: number;
    width: number;
    height: number;
    properties: { markdown?: string; metrics?: unknown[] };
  }
  const widgetsOf = (given: DashboardFacts) => dashboardBody(given).widgets as Widget[];

  it("has a row for the API, the database, Redis and the queues", () => {
    const titles = widgetsOf(facts).flatMap(({ properties }) => properties.markdown ?? []);
    expect(titles).toEqual(["## API", "## Database", "## Redis", "## Queues"]);
  });

  it("leaves out what the system does not have, and never lets two graphs overlap or leave the grid", () => {
    const part = <K extends keyof DashboardFacts>(key: K) => fc.constantFrom(facts[key], undefined);
    const some = fc.record({
      region: fc.constant("eu-west-1"),
      api: part("api"),
      database: part("database"),
      redis: part("redis"),
      queues: part("queues"),
      canary: part("canary"),
    });
    fc.assert(
      fc.property(some, (given) => {
        const widgets = widgetsOf(given);
        const cells = widgets.flatMap(({ x, y, width, height }) =>
          Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`),
        );
        expect(new Set(cells).size).toBe(cells.length);
        expect(widgets.every(({ x, width }) => x + width <= 24)).toBe(true);
        expect(
          widgets.filter(({ type }) => type === "metric").every(({ properties }) => properties.metrics?.length),
        ).toBe(true);
      }),
    );
  });

  it("is written as JSON once its facts are known", async () => {
    const account = await register(() => new Dashboard("system", { stage, facts }));
    const { inputs } = account.only("aws:cloudwatch/dashboard:Dashboard");
    expect(inputs.dashboardName).toBe("staging-system");
    expect(JSON.parse(String(inputs.dashboardBody))).toEqual(dashboardBody(facts));
  });
});
