import type { Row } from "../../checklist/index";
import type { Evidence, EvidenceKind } from "./evidence";

const day = 86_400_000; // milliseconds

/**
 * How old evidence may be, in days. These are defaults of this project, except that restores are drilled monthly
 * (AH-MNT-10): the checklists give no ages. A stage, an image's findings and a certificate change from one day to the next; a
 * page is reviewed four times a year, as the contacts and signatures of a stage are.
 */
const maximumDays: Readonly<Record<Exclude<EvidenceKind, "page">, number>> = {
  rule: 1,
  test: 7,
  deployment: 1,
  verification: 1,
  attestation: 31,
  drill: 31,
  review: 92,
  signature: 92,
};

/** The rhythm that a row begins with, in days: "Weekly: review security logs". */
const rhythms: Readonly<Record<string, number>> = { Daily: 1, Weekly: 7, Monthly: 31 };

/** How old evidence of a kind may be for a row, in days. */
export function maximumAge({ item }: Pick<Row, "item">, kind: EvidenceKind): number {
  const [word = ""] = item.split(":");
  // A page is read where it lies, and is as it is now.
  if (kind === "page") return Infinity;
  return Math.min(maximumDays[kind], rhythms[word] ?? Infinity);
}

/** Why evidence is not fresh enough for a row; `undefined` where it is. Evidence from the future is refused too. */
export function staleBecause(
  row: Pick<Row, "item">,
  { kind, when }: Pick<Evidence, "kind" | "when">,
  now: Date,
): string | undefined {
  const allowed = maximumAge(row, kind);
  if (allowed === Infinity) return undefined;
  if (when === undefined) return "it has no date";
  const age = (now.getTime() - Date.parse(when)) / day;
  // Clocks of two machines differ a little.
  if (age < -1 / 24) return "its date is in the future";
  if (age <= allowed) return undefined;
  return `it is ${String(Math.floor(age))} days old, and at most ${String(allowed)} are allowed`;
}
