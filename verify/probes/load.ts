import type autocannon from "autocannon";
import type { LoadProfile, PublicFace } from "../../settings/system/public-face";
import { judged, type Measurement, unknown } from "../outcome";
import { hostOf, type Probe } from "../probe";
import { userAgent } from "../reach/exchange";
import type { Reach } from "../reach/reach";
import { judgeLatency, percentile } from "./latency";

/** What a load test counted. */
export interface LoadResult {
  /** Response times of the requests that were answered, in milliseconds. */
  readonly times: readonly number[];
  /** Answers by their status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests without an answer. */
  readonly errors: number;
}

/** Milliseconds that a load test may take; a stage that needs longer for its requests is too slow for its threshold anyway. */
const longest = 60_000;

/** Judges a load test: the percentile of its latency alarm, and the requests that failed. */
export function judgeLoad({ times, statuses, errors }: LoadResult, { load, latency }: PublicFace): Measurement {
  const made = times.length + errors;
  if (times.length === 0) return unknown(`none of ${made} requests was answered`);
  if (made < load.requests) return unknown(`${made} of ${load.requests} requests were made in ${longest / 1000} s`);
  const limited = statuses["429"] ?? 0;
  if (limited > 0) return unknown(`${limited} of ${made} requests are limited (429): this address has no exemption`);
  const sessions = (statuses["401"] ?? 0) + (statuses["403"] ?? 0);
  if (sessions === made) return unknown(`${load.path} needs a session (401 or 403): set another load.path`);
  const failed =
    errors + Object.entries(statuses).reduce((sum, [status, count]) => sum + (status.startsWith("2") ? 0 : count), 0);
  const percent = (failed / made) * 100;
  const rate = `${failed} of ${made} requests failed (${percent.toFixed(2)} %)`;
  const slow = judgeLatency(times, 0, latency);
  return judged(
    [...(percent > load.errorPercent ? [rate] : []), ...(slow.verdict === "failed" ? [slow.measured] : [])],
    `${slow.measured}, ${rate}, slowest ${Math.round(percentile(times, 100))} ms`,
  );
}

/** Why a load would measure the firewall and not the application; `undefined` where it would not. */
export function refusedByFirewall({ load, requestsPerTenMinutes }: PublicFace, sent: number): string | undefined {
  return load.requests + sent <= requestsPerTenMinutes
    ? undefined
    : `not run: ${load.requests} requests after ${sent} are more than the ${requestsPerTenMinutes} in ten minutes that the firewall allows one address`;
}

async function run(reach: Reach, origin: string, load: LoadProfile): Promise<LoadResult> {
  const url = new URL(`${origin}${load.path}`);
  const { host, port } = reach.endpoint(url.hostname, 443);
  const times: number[] = [];
  const statuses: Record<string, number> = {};
  const { signal, authorities } = reach.options;
  // Loaded when it is needed: a run without load starts sooner.
  const { default: start } = await import("autocannon");
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = start(
      {
        url: `https://${host}:${port}${url.pathname}`,
        servername: url.hostname,
        headers: { host: url.host, "user-agent": userAgent },
        connections: Math.min(load.connections, load.requests),
        amount: load.requests,
        timeout: 10,
        ...(authorities !== undefined && { tlsOptions: { ca: authorities } }),
      },
      (error: unknown, done: autocannon.Result) => {
        if (error instanceof Error) reject(error);
        else resolve(done);
      },
    );
    instance.on("response", (_, status, __, milliseconds) => {
      times.push(milliseconds);
      statuses[status] = (statuses[status] ?? 0) + 1;
    });
    const stop = (): void => {
      instance.stop();
    };
    AbortSignal.any([signal, AbortSignal.timeout(longest)]).addEventListener("abort", stop, { once: true });
  });
  return { times, statuses, errors: result.errors };
}

/** The application handles concurrent requests. */
export const load: Probe = {
  name: "load",
  file: "verify/probes/load.ts",
  title: "A load of many requests side by side stays within the latency and the failed requests that are set",
  rows: ["AH-PRE-21", "MP-PERF-01", "MP-LT-02", "MP-LT-03", "MP-LT-04"],
  needs: "load",
  checks: ({ face }) => [
    {
      address: `${face.api}${face.load.path}`,
      wanted: `${face.load.requests} requests over ${face.load.connections} connections: p${face.latency.percentile} of at most ${face.latency.milliseconds} ms, at most ${face.load.errorPercent} % failed`,
      run: async (reach) => {
        const refused = refusedByFirewall(face, reach.sent(hostOf(face.api)));
        return refused === undefined ? judgeLoad(await run(reach, face.api, face.load), face) : unknown(refused);
      },
    },
  ],
};
