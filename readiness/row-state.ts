import type { Kind, Row } from "../checklist/index";
import type { Procedure } from "../checklist/procedures";
import type { Proof } from "../checklist/proof";

/** What settles rows: tests, rules of the policy pack and pages. */
export interface Settlements {
  /** By row, the part of the program that meets it and the test that fails when it does not. */
  readonly proofs: ReadonlyMap<string, Proof>;
  /** The rules of the pack, with the rows that each cites. */
  readonly rules: readonly { readonly id: string; readonly rows: readonly string[] }[];
  /** By row, the page with its procedure. */
  readonly procedures: ReadonlyMap<string, Procedure>;
}

/** How far a row is settled, and by what. */
export type RowState =
  | { readonly state: "met" | "superseded"; readonly proof: Proof }
  | { readonly state: "enforced"; readonly rules: readonly string[] }
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
  superseded: "this platform has no use for what the row names; what does its work is proved by a test",
  enforced: "a rule of the policy pack checks it on every deployment",
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
export function rowState({ id, kind }: Row, { proofs, rules, procedures }: Settlements): RowState {
  const proof = proofs.get(id);
  if (proof !== undefined) return { state: proof.supersedes === undefined ? "met" : "superseded", proof };
  const citing = rules
    .filter(({ rows }) => rows.includes(id))
    .map((rule) => rule.id)
    .sort();
  if (kind === "policy" && citing.length > 0) return { state: "enforced", rules: citing };
  const procedure = procedures.get(id);
  if (procedure !== undefined && procedure.missing === undefined) return { state: "written", procedure };
  return { state: "open", needs: needs[kind], rules: citing, ...(procedure && { procedure }) };
}
