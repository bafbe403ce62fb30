import { rows, systems } from "../checklist/index";
import type { Row } from "../checklist/index";
import { words } from "./render/markdown-text";
import { counted } from "./render/wording";
import { type RowState, rowState, rowStates, type Settlements } from "./row-state";

/** Where the page lies, from the root of the project. */
export const checklistPageName = "docs/checklist.md";

/** The kinds of rows that the deployed stage or the settings meet by themselves, so that a test can prove them. */
export const provenKinds: readonly Row["kind"][] = ["resource", "config-validation"];

/** The rows that need a proof, in the order of the checklists. */
export const provenRows: readonly Row[] = rows.filter(({ kind }) => provenKinds.includes(kind));

/** The page as Markdown: each row of the checklists, its state and what settles it. Throws for a row that needs a proof and has none. */
export function checklistPage(settlements: Settlements): string {
  const states = new Map(rows.map((row) => [row, stateOf(row, settlements)]));
  const proofs = [...settlements.proofs.values(), ...settlements.verifications.values()];
  const tests = new Set(proofs.map(({ test }) => `${test.file} ${test.name}`));
  return [
    "# Checklists, row by row",
    "",
    "Generated from checklist/ and policy/ by `npm run generate`; do not edit.",
    "",
    `The three checklists have ${counted(rows.length, "row")}. This page shows what the project settles by itself. A row that only a running stage`,
    "or a person can settle is open here, unless a probe of [npm run verify](verify.md) settles it on the stage.",
    "",
    "| State | Rows | Meaning |",
    "| --- | --- | --- |",
    ...Object.entries(rowStates).map(([state, meaning]) => `| ${state} | ${countOf(states, state)} | ${meaning} |`),
    "",
    `${counted(tests.size, "test")} prove the rows that are met, superseded or verifiable; \`npm run proofs\` checks that each of them passed in a test run.`,
    "Where the checklists contradict each other (C-01 and so on), [conflicts between the checklists] has the decision.",
    "",
    "[conflicts between the checklists]: checklist-conflicts.md",
    ...systems.flatMap((system) => systemPart(system, states)),
    "",
  ].join("\n");
}

function stateOf(row: Row, settlements: Settlements): RowState {
  if (provenKinds.includes(row.kind) && !settlements.proofs.has(row.id))
    throw new Error(`The row ${row.id} has no proof; see checklist/proofs.`);
  return rowState(row, settlements);
}

function countOf(states: ReadonlyMap<Row, RowState>, state: string): number {
  return [...states.values()].filter((found) => found.state === state).length;
}

function systemPart(system: Row["system"], states: ReadonlyMap<Row, RowState>): string[] {
  const own = [...states].filter(([row]) => row.system === system);
  const sections = [...new Set(own.map(([{ section }]) => section))];
  const open = own.filter(([, { state }]) => state === "open");
  return [
    "",
    `## ${system}`,
    "",
    `${counted(own.length, "row")}, ${open.length} of them open.`,
    ...sections.flatMap((section) => [
      "",
      `### ${words(section)}`,
      "",
      "| Row | Requirement | Kind | State | Settled by |",
      "| --- | --- | --- | --- | --- |",
      ...own.filter(([row]) => row.section === section).map(([row, state]) => line(row, state)),
    ]),
  ];
}

function line({ id, item, kind }: Row, state: RowState): string {
  return `| ${id} | ${words(item)} | ${kind} | ${state.state} | ${settledBy(state)} |`;
}

function settledBy(state: RowState): string {
  switch (state.state) {
    case "met":
    case "superseded":
    case "verifiable": {
      const { by, test, supersedes } = state.proof;
      const instead = supersedes === undefined ? "" : `${words(supersedes)}<br>`;
      return `${instead}${link(by)}, proved by ${link(test.file)}: ${words(test.name)}`;
    }
    case "enforced":
    case "deliberately not met":
      return state.rules.map(rule).join(", ");
    case "written":
      return link(state.procedure.page);
    case "open": {
      const { procedure } = state;
      const parts = [
        ...(state.rules.length === 0 ? [] : [`Enforced in part: ${state.rules.map(rule).join(", ")}.`]),
        ...(procedure === undefined ? [] : [`In part: ${link(procedure.page)}.`]),
      ];
      const missing = procedure?.missing ?? state.needs;
      return [`Needs ${words(missing)}.`, ...parts].join("<br>");
    }
  }
}

function rule(id: string): string {
  return `[${id}](policies.md#${id})`;
}

function link(file: string): string {
  return `[${file}](../${file})`;
}
