import { judged, type Measurement, unknown } from "../outcome";
import type { Probe } from "../probe";
import { type Deployed, ofType } from "./deployed";
import { stateProbe } from "./state-probe";
import { parsedJson } from "../../settings/files/json-text";
import { type Metric, valuesOf, watchedMetrics } from "./metrics";

/** Values of an hour that a trend needs, of 24. */
const leastHours = 20;

/**
 * Percent of its mean by which something may grow in 24 hours. The checklists give no number; it is this project's own: at 20 %
 * a day what has room for double would last five days, and the noise of a day stays below it.
 */
const growthPercent = 20;

/** Percent of its mean by which a line through hourly values (least squares) grows in 24 hours. */
export function growthOf(values: readonly number[]): number {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const middle = (count - 1) / 2;
  let products = 0;
  let squares = 0;
  values.forEach((value, index) => {
    products += (index - middle) * (value - mean);
    squares += (index - middle) ** 2;
  });
  return mean === 0 ? 0 : ((products / squares) * 24 * 100) / mean;
}

/** Judges hourly values of one day: whether they grow. */
export function judgeTrend(name: string, values: readonly number[]): Measurement {
  if (values.length < leastHours) return unknown(`${name}: ${values.length} hours of ${leastHours} that a trend needs`);
  const growth = growthOf(values);
  const said = `${name} ${growth < 0 ? "falls" : "grows"} by ${Math.abs(growth).toFixed(1)} % a day`;
  return judged(growth > growthPercent ? [said] : [], said);
}

/** The worst of several measurements, with what is said of all that are as bad. */
function together(measurements: readonly Measurement[]): Measurement {
  const verdict =
    (["failed", "unknown", "passed"] as const).find((one) => measurements.some((each) => each.verdict === one)) ??
    "unknown";
  const telling = measurements.filter((each) => each.verdict === verdict);
  return { verdict, measured: telling.map(({ measured }) => measured).join("; ") };
}

function trendProbe(
  probe: Pick<Probe, "name" | "title" | "rows">,
  what: string,
  metricsOf: (deployed: Deployed) => readonly Metric[],
): Probe {
  return stateProbe({
    ...probe,
    file: "verify/state/trends.ts",
    actions: ["cloudwatch:GetMetricData"],
    look: ({ deployed, now }) => {
      const metrics = metricsOf(deployed);
      if (metrics.length === 0) return undefined;
      return {
        address: `${what} of 24 hours`,
        wanted: `grows by at most ${growthPercent} % of its mean in 24 hours`,
        measure: async () => {
          const span = { statistic: "Average", period: 3600, hours: 24, now: now() };
          const measured = metrics.map(async (metric) =>
            judgeTrend(metric.dimensions.ServiceName ?? metric.name, await valuesOf(deployed.account, metric, span)),
          );
          return together(await Promise.all(measured));
        },
      };
    },
  });
}

/** The memory of the services does not grow without end. */
export const memoryTrend: Probe = trendProbe(
  { name: "memory-trend", title: "The memory of the services does not grow over 24 hours", rows: ["MP-M24-07"] },
  "memory of the services",
  (deployed) => watchedMetrics(deployed, "MemoryUtilization"),
);

/** The goroutines of the application do not grow without end. */
export const goroutineTrend: Probe = trendProbe(
  {
    name: "goroutine-trend",
    title: "The goroutines of the application do not grow over 24 hours",
    rows: ["MP-M24-08"],
  },
  "goroutines",
  (deployed) => shownMetrics(deployed, "go_goroutines"),
);

/** The metrics of the application itself arrive in CloudWatch: `/metrics` answers inside the task. */
export const metricsCollected: Probe = stateProbe({
  name: "metrics-collected",
  file: "verify/state/trends.ts",
  title: "The collector beside the application reads its `/metrics`: the values of the last hour are in CloudWatch",
  rows: [],
  partOf: ["MP-HC-02"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, now }) => {
    const metrics = shownMetrics(deployed, "go_goroutines");
    if (metrics.length === 0) return undefined;
    return {
      address: "/metrics, inside the task",
      wanted: "values of the last hour",
      measure: async () => {
        const span = { statistic: "SampleCount", period: 300, hours: 1, now: now() };
        const values = (await Promise.all(metrics.map(async (one) => valuesOf(deployed.account, one, span)))).flat();
        return judged(
          values.length > 0 ? [] : ["no value in the last hour"],
          `${values.length} values in the last hour`,
        );
      },
    };
  },
});

/** The metrics of a name that the dashboard of a system shows, each once. */
export function shownMetrics(deployed: Deployed, name: string): readonly Metric[] {
  const found = ofType(deployed.own, "aws:cloudwatch/dashboard:Dashboard").flatMap(({ properties }) => {
    const body = parsedJson(String(properties.dashboardBody)) as
      | {
          readonly widgets?: readonly {
            readonly properties?: { readonly metrics?: readonly unknown[]; readonly region?: string };
          }[];
        }
      | undefined;
    return (body?.widgets ?? []).flatMap(({ properties: shown }) =>
      (shown?.metrics ?? []).flatMap((metric): Metric[] => {
        if (!Array.isArray(metric)) return [];
        const [namespace, metricName, ...rest] = metric.filter((part): part is string => typeof part === "string");
        if (namespace === undefined || metricName !== name) return [];
        const pairs = rest.flatMap((key, index) => (index % 2 === 0 ? [[key, rest[index + 1] ?? ""]] : []));
        return [
          {
            namespace,
            name,
            dimensions: Object.fromEntries(pairs) as Record<string, string>,
            region: shown?.region ?? deployed.account.options.region,
          },
        ];
      }),
    );
  });
  return [...new Map(found.map((metric) => [JSON.stringify(metric), metric])).values()];
}
