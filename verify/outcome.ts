/** What came of a check. What could not be measured is unknown, never passed. */
export type Verdict = "passed" | "failed" | "unknown";

/** What a check measured, in words for a person, and what that means. Holds no secret. */
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
