import type { Conflict } from "../../checklist/conflicts";
import type { Kind, Row } from "../../checklist/index";
import { isDeliberatelyNotMet } from "../row-state";
import type { Evidence, EvidenceKind } from "./evidence";
import { staleBecause } from "./freshness";
import { citingRules, rowEvidence } from "./row-evidence";
import type { Sources } from "./sources";

/** The states of a row on a stage, worst first, with the meaning of each. */
export const readinessStates = {
  failed: "evidence shows that the row is not met",
  unknown: "no evidence, none that is fresh enough, or none that is conclusive",
  manual: "only a person can settle it, and none has",
  waived: "a rule that it depends on is waived, with a reason, an owner and a last day",
  "deliberately not met": "this platform refuses the requirement of the row",
  "not required": "its rules are off on this stage",
  superseded: "this platform replaces the thing that the row names; the replacement exists",
  met: "fresh evidence shows that the row is met",
} as const;
export type ReadinessState = keyof typeof readinessStates;

/** The states in which a row keeps a stage from going live. */
export const blockingStates: readonly ReadinessState[] = ["failed", "unknown", "manual"];

/** A row on a stage: its state, why it has it, and everything that speaks for it or against it. */
export interface SettledRow {
  readonly row: Row;
  readonly state: ReadinessState;
  /** One clause: "npm test: no result was given". */
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** What is missing, where that keeps the row from being met. */
  readonly missing?: EvidenceKind;
  /** Why what there is of it is not fresh enough; absent where there is none, or where it is fresh and does not decide. */
  readonly stale?: string;
  /** Whether what settles it was gathered on a simulated account. */
  readonly rehearsed: boolean;
  /** The codes of the conflicts between the checklists that concern it: "C-16". */
  readonly conflicts: readonly string[];
}

/** What a row of each kind needs: one of each list, fresh and passed. The first that is missing is told. */
const needs: Readonly<Record<Kind, readonly (readonly EvidenceKind[])[]>> = {
  resource: [["deployment"], ["test"]],
  "config-validation": [["deployment"], ["test"]],
  policy: [["rule"]],
  verify: [["verification", "attestation", "drill"]],
  runbook: [["page"], ["review"]],
  "sign-off": [["signature", "drill"]],
};

/** What only a person can give. */
const ofPersons: readonly EvidenceKind[] = ["review", "signature"];

const absent: Readonly<Record<EvidenceKind, string>> = {
  rule: "no rule was evaluated",
  test: "no result of its test",
  deployment: "no deployed stage",
  page: "no page",
  verification: "no verification",
  attestation: "no attestation",
  drill: "no drill",
  review: "no one has recorded a review of the page",
  signature: "no one has signed",
};

/** The state of a row on a stage. Nothing is met without evidence that passed and is fresh enough for the row. */
export function settleRow(row: Row, sources: Sources): SettledRow {
  const { now, result } = sources.gathered;
  const evidence = newest(rowEvidence(row, sources));
  const settled = (
    state: ReadinessState,
    why: string,
    used: readonly Evidence[],
    lacks: Pick<SettledRow, "missing" | "stale"> = {},
  ): SettledRow => ({
    row,
    state,
    why,
    evidence,
    ...lacks,
    rehearsed: used.some(({ rehearsed }) => rehearsed),
    conflicts: sources.project.conflicts.filter((conflict) => concerns(conflict, row)).map(({ code }) => code),
  });
  const [against] = evidence.filter(({ verdict }) => verdict === "failed");
  // What was wrong stays wrong until something newer says otherwise, however old it is.
  if (against !== undefined) return settled("failed", said(against), [against], { missing: against.kind });
  if (isDeliberatelyNotMet(row)) return settled("deliberately not met", row.how, []);
  const rules = citingRules(row, result);
  if (row.kind === "policy" && rules.length > 0 && rules.every(({ level }) => level === "off")) {
    return settled("not required", `off on this stage: ${rules.map(({ rule }) => rule).join(", ")}`, []);
  }
  const used: Evidence[] = [];
  for (const kinds of needs[row.kind]) {
    const offered = evidence.filter(({ kind }) => kinds.includes(kind));
    const fresh = offered.filter((one) => staleBecause(row, one, now) === undefined);
    const good = fresh.filter(({ verdict }) => verdict === "passed" || verdict === "waived");
    // One rule without an answer leaves the row open; a second probe that could not measure does not.
    const undecided = fresh.find(({ kind, verdict }) => verdict === "unknown" && (good.length === 0 || isMany(kind)));
    if (good.length === 0 || undecided !== undefined) {
      const [kind] = kinds;
      if (kind === undefined) continue;
      const [first = undecided] = undecided === undefined ? offered : [undecided];
      const stale = first === undefined ? undefined : staleBecause(row, first, now);
      const state = ofPersons.includes(kind) ? "manual" : "unknown";
      return settled(state, why(first, stale, kind), [], { missing: kind, ...(stale !== undefined && { stale }) });
    }
    used.push(...good);
  }
  const waived = evidence.find(({ verdict }) => verdict === "waived");
  if (waived !== undefined) return settled("waived", said(waived), used);
  const supersedes = sources.project.proofs.get(row.id)?.supersedes;
  if (supersedes !== undefined) return settled("superseded", supersedes, used);
  return settled("met", used.map(briefly).join(", "), used);
}

function why(offered: Evidence | undefined, stale: string | undefined, kind: EvidenceKind): string {
  if (offered === undefined) return absent[kind];
  return stale === undefined ? said(offered) : `${briefly(offered)}: ${stale}`;
}

function said(evidence: Evidence): string {
  return evidence.detail === undefined ? briefly(evidence) : `${briefly(evidence)}: ${evidence.detail}`;
}

function briefly({ kind, what }: Evidence): string {
  return `${kind} ${what}`;
}

function concerns({ rows }: Conflict, { id }: Row): boolean {
  return rows.some((named) => (named.endsWith("*") ? id.startsWith(named.slice(0, -1)) : named === id));
}

/** Whether a row needs each thing of a kind that speaks of it, not the newest one: all its rules, and the test. */
function isMany(kind: EvidenceKind): boolean {
  return kind === "rule" || kind === "test" || kind === "deployment";
}

/** The evidence without what something newer has overtaken; what gives no answer overtakes nothing that does. */
function newest(evidence: readonly Evidence[]): readonly Evidence[] {
  const latest = new Map<string, Evidence>();
  for (const one of evidence) {
    const key = JSON.stringify([one.kind, isMany(one.kind) ? one.what : "", one.verdict === "unknown"]);
    const other = latest.get(key);
    if (other === undefined || Date.parse(one.when ?? "") >= Date.parse(other.when ?? "")) latest.set(key, one);
  }
  return [...latest.values()];
}
