import { judged, type Measurement } from "../outcome";
import { originsOf, type Probe } from "../probe";
import type { Answer } from "../reach/exchange";

/** Judges Strict-Transport-Security (RFC 6797, 6.1); names of headers have any case (C-24). */
export function judgeStrictTransport({ headers }: Pick<Answer, "headers">, seconds: number): Measurement {
  const value = headers["strict-transport-security"];
  if (value === undefined) return judged(["no Strict-Transport-Security"], "");
  const [, digits] = /(?:^|;)\s*max-age\s*=\s*"?(\d+)"?\s*(?:;|$)/i.exec(value) ?? [];
  if (digits === undefined) return judged(["Strict-Transport-Security without max-age"], "");
  return judged(Number(digits) < seconds ? [`max-age=${digits}`] : [], `max-age=${digits}`);
}

/** Browsers refuse plain HTTP after the first visit. */
export const strictTransport: Probe = {
  name: "strict-transport",
  file: "verify/probes/strict-transport.ts",
  title: "`Strict-Transport-Security` (HSTS) is sent with a max-age of at least the one that is set",
  rows: ["DS-HRD-02", "AH-NET-05", "AH-VER-04"],
  checks: ({ face }) =>
    originsOf(face)
      .map((origin) => (origin === face.api ? `${origin}/health` : `${origin}/`))
      .map((address) => ({
        address,
        wanted: `Strict-Transport-Security with max-age of at least ${face.strictTransportSeconds}`,
        run: async (reach) => judgeStrictTransport(await reach.page(address), face.strictTransportSeconds),
      })),
};
