import type { RunResult } from "../run-result";
import { counted } from "./wording";

/** How a run ended, worst first. */
export type Outcome = "failed" | "blocked" | "open" | "ok";

/** The word of an outcome, with a sign that is understood without colour. */
export const signs: Readonly<Record<Outcome, string>> = { failed: "❌", blocked: "⛔", open: "🟡", ok: "✅" };

/** The word of an outcome in a terminal. */
export const words: Readonly<Record<Outcome, string>> = {
  failed: "FAILED",
  blocked: "BLOCKED",
  open: "OPEN",
  ok: "OK",
};

/** What a run came to, in one word: a preview in which something is undecided is open, never ok. */
export function outcomeOf(result: RunResult): Outcome {
  if (!result.ok) return result.blocked ? "blocked" : "failed";
  return result.policy.undecided > 0 ? "open" : "ok";
}

/** The worst outcome of several runs. */
export function worstOf(results: readonly RunResult[]): Outcome {
  const order: readonly Outcome[] = ["failed", "blocked", "open", "ok"];
  return order.find((outcome) => results.some((result) => outcomeOf(result) === outcome)) ?? "failed";
}

/** The verdict on a run as the rest of a sentence that begins with the stage's name. */
export function verdictOf(result: RunResult): string {
  const { mandatory, advisory, undecided, waived } = result.policy;
  switch (outcomeOf(result)) {
    case "blocked":
      if (mandatory > 0) return `blocked by ${counted(mandatory, "mandatory violation")}`;
      return `blocked by ${counted(undecided, "finding")} undecided on the deployed stage`;
    case "failed":
      return result.steps.length === 0 ? "failed: it did not start" : `failed at ${lastStep(result)}`;
    case "open":
      return `no violations so far, ${counted(undecided, "finding")} undecided until deployed`;
    case "ok":
      return [
        "no mandatory violations, nothing undecided",
        ...also(advisory, "advisory"),
        ...also(waived, "waived"),
      ].join(", ");
  }
}

function also(count: number, what: string): readonly string[] {
  return count > 0 ? [`${count} ${what}`] : [];
}

function lastStep({ steps }: RunResult): string {
  return steps.at(-1)?.name ?? "the start";
}
