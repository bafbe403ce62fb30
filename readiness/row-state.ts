import type { Kind, Row } from "../checklist/index";
import type { Procedure } from "../checklist/procedures";
import type { Proof } from "../checklist/proof";

/** What settles rows: tests, rules of the policy pack and pages. */
export interface Settlements {
  /** By row, the part of the program that meets it and the test that fails when it does not. */
  readonly proofs: ReadonlyMap<string, Proof>;
  /** By row, the probe of `npm run verify` that settles it on a running stage, and the test that fails when the probe does not. */
  readonly verifications: ReadonlyMap<string, Proof>;
  /** The rules of the pack, with the rows that each cites. */
  readonly rules: readonly { readonly id: string; readonly rows: readonly string[] }[];
  /** By row, the page with its procedure. */
  readonly procedures: ReadonlyMap<string, Procedure>;
}

/** How far a row is settled, and by what. */
export type RowState =
  | { readonly state: "met" | "superseded" | "verifiable"; readonly proof: Proof }
  | { readonly state: "enforced"; readonly rules: readonly string[] }
  /** `rules` are those that keep it so. */
  | { readonly state: "deliberately not met"; readonly rules: readonly string[] }
  | { readonly state: "written"; readonly procedure: Procedure }
  | {
      readonly state: "open";
      /** What settles it. */
      readonly needs: string;
      /** The rules that enforce a part of it. */
      readonly rules: readonly string[];
      /** The page that has a part of its procedure. */
      readonly procedure?: Procedure;
    };

/** The states of rows, in the order in which a page counts them, with the meaning of each. */
export const rowStates: Readonly<Record<RowState["state"], string>> = {
  met: "the deployed stage or its settings meet the row, and a test fails when they do not",
  superseded: "this platform replaces the thing that the row names; a test proves the replacement",
  enforced: "a rule of the policy pack checks it on every deployment",
  verifiable: "`npm run verify` settles it on each running stage, and a test fails when the probe does not",
  "deliberately not met": "the platform refuses the requirement of the row, and a rule enforces that",
  written: "a page has the procedure",
  open: "nothing settles the row yet",
};

const needs: Readonly<Record<Kind, string>> = {
  resource: "a resource and a test",
  "config-validation": "a check of the settings and a test",
  policy: "a rule of the policy pack",
  verify: "a verification of the running stage",
  runbook: "a page with the procedure",
  "sign-off": "a person's signature",
};

/** The state of a row. A row that only a running stage or a person can settle is open, whatever rules cite it. */
export function rowState(row: Row, { proofs, verifications, rules, procedures }: Settlements): RowState {
  const { id, kind } = row;
  const proof = proofs.get(id);
  if (proof !== undefined) return { state: proof.supersedes === undefined ? "met" : "superseded", proof };
  const verification = verifications.get(id);
  if (verification !== undefined) return { state: "verifiable", proof: verification };
  // By name: the page must not depend on the order in which the rules are given.
  const citing = rules
    .filter(({ rows }) => rows.includes(id))
    .map((rule) => rule.id)
    .sort();
  if (isDeliberatelyNotMet(row) && citing.length > 0) return { state: "deliberately not met", rules: citing };
  if (kind === "policy" && citing.length > 0) return { state: "enforced", rules: citing };
  const procedure = procedures.get(id);
  if (procedure !== undefined && procedure.missing === undefined) return { state: "written", procedure };
  return { state: "open", needs: needs[kind], rules: citing, ...(procedure && { procedure }) };
}

/** Whether this project refuses what a row asks for: opening SSH, where there are no hosts (C-16). */
export function isDeliberatelyNotMet({ how }: Pick<Row, "how">): boolean {
  return how.startsWith("Deliberately not met");
}
