import type { Diagnostic } from "./answer";

/** Up to this many open checks are listed one by one; more would hide the findings. */
const mostListed = 20;
/** Rules that a summary names. */
const mostNamed = 5;

/** The name of a summary, in place of a rule. */
const summary = {
  id: "undecided",
  title: "Checks of values that are not known yet",
  severity: "low",
} as const;

/**
 * Open checks that block nothing, kept until the stack is known. A preview has one for most
 * values that AWS computes, and a terminal would list hundreds of them before the findings.
 */
export class OpenQuestions {
  #open: Diagnostic[] = [];

  add(diagnostic: Diagnostic): void {
    this.#open.push(diagnostic);
  }

  /** A few open checks as they are, many as one line with their number. Clears them. */
  take(stackUrn: string | undefined): readonly Diagnostic[] {
    const open = this.#open;
    this.#open = [];
    // An open question is no finding, however bad the finding would be.
    return open.length <= mostListed ? open.map((one) => ({ ...one, severity: "low" })) : [summaryOf(open, stackUrn)];
  }
}

function summaryOf(open: readonly Diagnostic[], urn: string | undefined): Diagnostic {
  const counts = new Map<string, number>();
  for (const { rule } of open) counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
  const sorted = [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
  const named = sorted.slice(0, mostNamed).map(([id, count]) => `${id} ${count}`);
  const others = sorted.length - named.length;
  const message = [
    `${open.length} checks of ${counts.size} rules are undecided because their values are not known yet. The deployment decides each of them.`,
    `Most belong to ${named.join(", ")}${others > 0 ? `, the rest to ${others} other rules` : ""}.`,
    "Set CARE_PLATFORM_POLICY_UNDECIDED=each to list them.",
  ].join(" ");
  return { rule: summary, message, level: "advisory", urn };
}
