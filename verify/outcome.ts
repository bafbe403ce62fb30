/** The result of a check. A failed measurement is unknown, never passed. */
export type Verdict = "passed" | "failed" | "unknown";

/** The measured value in words, and the verdict, without secrets. */
export interface Measurement {
  readonly verdict: Verdict;
  readonly measured: string;
}

/** A measurement that passes where there are no faults; with faults it says these instead. */
export function judged(faults: readonly string[], measured: string): Measurement {
  return faults.length === 0
    ? { verdict: "passed", measured }
    : { verdict: "failed", measured: [...new Set(faults)].join("; ") };
}

/** A measurement that could not be made, and why. */
export function unknown(measured: string): Measurement {
  return { verdict: "unknown", measured };
}
