import { judged, unknown } from "../outcome";
import type { Probe } from "../probe";
import { stateProbe } from "./state-probe";
import { sumOf, valuesOf, watchedMetrics } from "./metrics";

/** Percent of the requests of 24 hours that may fail (checklist MP-M24-05). */
const errorPercent = 0.1;

/** Few requests of 24 hours failed. */
export const errorRate: Probe = stateProbe({
  name: "error-rate",
  file: "verify/state/day.ts",
  title: `Less than ${errorPercent} % of the requests of the last 24 hours failed (5xx of the load balancer and behind it)`,
  rows: ["MP-M24-05", "MP-PD1-01"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, now }) => {
    const requests = watchedMetrics(deployed, "RequestCount");
    const failures = ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"].flatMap((name) =>
      watchedMetrics(deployed, name),
    );
    if (requests.length === 0 || failures.length === 0) return undefined;
    return {
      address: "requests of 24 hours",
      wanted: `less than ${errorPercent} % 5xx`,
      measure: async () => {
        const all = await sumOf(deployed.account, requests, 24, now());
        const failed = await sumOf(deployed.account, failures, 24, now());
        if (all === 0) return unknown("no request in 24 hours");
        const percent = (failed / all) * 100;
        const said = `${failed} of ${all} requests failed (${percent.toFixed(3)} %)`;
        return judged(percent < errorPercent ? [] : [said], said);
      },
    };
  },
});

/** Requests of 24 hours were answered fast. */
export const responseTimes: Probe = stateProbe({
  name: "response-times",
  file: "verify/state/day.ts",
  title:
    "The percentile of the latency alarm was below its warning threshold over the last 24 hours, at the load balancer",
  rows: ["MP-M24-04", "MP-SUC-03", "MP-PD1-02", "DS-VER-03"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, face: { latency }, now }) => {
    const metrics = watchedMetrics(deployed, "TargetResponseTime");
    if (metrics.length === 0) return undefined;
    return {
      address: `p${latency.percentile} of 24 hours`,
      wanted: `less than ${latency.milliseconds} ms`,
      measure: async () => {
        const span = { statistic: `p${latency.percentile}`, period: 86_400, hours: 24, now: now() };
        const values = (await Promise.all(metrics.map(async (one) => valuesOf(deployed.account, one, span)))).flat();
        if (values.length === 0) return unknown("no request in 24 hours");
        const milliseconds = Math.max(...values) * 1000;
        const said = `p${latency.percentile} ${Math.round(milliseconds)} ms`;
        return judged(milliseconds < latency.milliseconds ? [] : [said], said);
      },
    };
  },
});

/** The connections of the pools stay within what is watched, also under load. */
export const databaseConnections: Probe = stateProbe({
  name: "database-connections",
  file: "verify/state/day.ts",
  title: "The connections of the database stayed below the threshold of their warning over the last 24 hours",
  rows: ["MP-PERF-07"],
  actions: ["cloudwatch:GetMetricData"],
  look: ({ deployed, now }) => {
    const metrics = watchedMetrics(deployed, "DatabaseConnections");
    const threshold = deployed.own.find(({ properties }) =>
      String(properties.name).endsWith("-postgres-connections-warning"),
    )?.properties.threshold;
    if (metrics.length === 0 || typeof threshold !== "number") return undefined;
    return {
      address: "connections of 24 hours",
      wanted: `at most ${threshold}`,
      measure: async () => {
        const span = { statistic: "Maximum", period: 300, hours: 24, now: now() };
        const values = (await Promise.all(metrics.map(async (one) => valuesOf(deployed.account, one, span)))).flat();
        if (values.length === 0) return unknown("no value in 24 hours");
        const said = `${Math.max(...values)} connections at most`;
        return judged(Math.max(...values) <= threshold ? [] : [said], said);
      },
    };
  },
});
