import { judged, type Measurement } from "../outcome";
import { originsOf, type Probe } from "../probe";
import type { Answer } from "../reach/exchange";

/** Judges what `/metrics` is answered with on the internet. */
export function judgeHidden({ status }: Pick<Answer, "status">): Measurement {
  return judged([401, 403, 404].includes(status) ? [] : [`status ${status}`], `status ${status}`);
}

/** The platform's metrics are for the platform (C-04). */
export const metricsHidden: Probe = {
  name: "metrics-hidden",
  file: "verify/probes/metrics-hidden.ts",
  title: "`/metrics` is not answered on the internet (C-04)",
  rows: [],
  partOf: ["MP-HC-02"],
  checks: ({ face }) =>
    originsOf(face)
      .flatMap((origin) => [`${origin}/metrics`, `${origin}/metrics/process`])
      .map((address) => ({
        address,
        wanted: "404, 403 or 401",
        run: async (reach) => judgeHidden(await reach.page(address)),
      })),
};
