import type { PublicFace } from "../../settings/system/public-face";
import { judged, type Measurement } from "../outcome";
import type { Probe } from "../probe";

/** Requests of a sample. */
const sampleSize = 50;

/** The value below or at which `percent` of the values are, by nearest rank. Throws for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error("No values, no percentile.");
  return found;
}

/** Judges response times in milliseconds, and the answers that were no 200. */
export function judgeLatency(
  times: readonly number[],
  failed: number,
  { percentile: percent, milliseconds }: PublicFace["latency"],
): Measurement {
  const [p95, p99] = [95, 99].map((one) => Math.round(percentile(times, one)));
  const slow = percentile(times, percent);
  const measured = `p95 ${p95} ms, p99 ${p99} ms of ${times.length} requests`;
  const faults = [
    ...(slow > milliseconds ? [`p${percent} is ${Math.round(slow)} ms; ${measured}`] : []),
    ...(failed > 0 ? [`${failed} of ${times.length} requests did not get 200`] : []),
  ];
  return judged(faults, measured);
}

/** The application answers fast enough when little is asked of it, the way to it included. */
export const latency: Probe = {
  name: "latency",
  file: "verify/probes/latency.ts",
  title: `The percentile of the latency alarm is below its warning threshold in ${sampleSize} requests, the way there included`,
  rows: ["DS-VER-03", "MP-PERF-03"],
  partOf: ["MP-M24-04", "MP-SUC-03"],
  checks: ({ face }) => [
    {
      address: `${face.api}/health`,
      wanted: `p${face.latency.percentile} of at most ${face.latency.milliseconds} ms`,
      run: async (reach) => {
        const address = `${face.api}/health`;
        // The first request opens the connection and does not count.
        await reach.request(address);
        const times: number[] = [];
        let failed = 0;
        for (let number = 0; number < sampleSize; number += 1) {
          const { status, milliseconds } = await reach.request(address);
          times.push(milliseconds);
          if (status !== 200) failed += 1;
        }
        return judgeLatency(times, failed, face.latency);
      },
    },
  ],
};
