import { rows, systems } from "../checklist/index";
import type { Row } from "../checklist/index";
import type { Proof } from "../checklist/proof";
import { words } from "./render/markdown-text";
import { counted } from "./render/verdict";

/** Where the page lies, from the root of the project. */
export const checklistPageName = "docs/checklist.md";

/** The kinds of rows that the deployed stage or the settings meet by themselves, so that a test can prove them. */
export const provenKinds: readonly Row["kind"][] = ["resource", "config-validation"];

/** The rows that need a proof, in the order of the checklists. */
export const provenRows: readonly Row[] = rows.filter(({ kind }) => provenKinds.includes(kind));

/** The page as Markdown: each row that needs a proof, what meets it and the test. Throws for a row without proof. */
export function checklistPage(proofs: ReadonlyMap<string, Proof>): string {
  const ofKind = (kind: Row["kind"]) => provenRows.filter((row) => row.kind === kind).length;
  const replaced = provenRows.filter(({ id }) => proofOf(proofs, id).supersedes !== undefined).length;
  const tests = new Set(provenRows.map(({ id }) => Object.values(proofOf(proofs, id).test).join(" ")));
  return [
    "# Checklists, row by row",
    "",
    "Generated from checklist/ by `npm run generate`; do not edit.",
    "",
    `${counted(provenRows.length, "row")} are met by what is deployed (${ofKind("resource")}) or by what the settings refuse (${ofKind("config-validation")}). ${counted(replaced, "row")} of them`,
    `ask for a thing that this platform has no use for, and name what does its work. ${counted(tests.size, "test")} prove them; some prove several`,
    "rows. `npm run proofs` holds every proof against the results of a run of the tests. Where the checklists contradict each",
    "other (C-01 and so on), [conflicts between the checklists] has the decision.",
    "",
    "[conflicts between the checklists]: checklist-conflicts.md",
    ...systems.flatMap((system) => systemPart(system, proofs)),
    "",
  ].join("\n");
}

function systemPart(system: Row["system"], proofs: ReadonlyMap<string, Proof>): string[] {
  const own = provenRows.filter((row) => row.system === system);
  const sections = [...new Set(own.map(({ section }) => section))];
  return [
    "",
    `## ${system}`,
    "",
    `${counted(own.length, "row")}.`,
    ...sections.flatMap((section) => [
      "",
      `### ${words(section)}`,
      "",
      "| Row | What it says | Kind | Met by | Proved by |",
      "| --- | --- | --- | --- | --- |",
      ...own.filter((row) => row.section === section).map((row) => line(row, proofOf(proofs, row.id))),
    ]),
  ];
}

function line({ id, item, kind }: Row, { by, test, supersedes }: Proof): string {
  const instead = supersedes === undefined ? "" : `<br>in its place: ${words(supersedes)}`;
  return `| ${id} | ${words(item)}${instead} | ${kind} | ${link(by)} | ${link(test.file)}: ${words(test.name)} |`;
}

function link(file: string): string {
  return `[${file}](../${file})`;
}

function proofOf(proofs: ReadonlyMap<string, Proof>, id: string): Proof {
  const proof = proofs.get(id);
  if (proof === undefined) throw new Error(`The row ${id} has no proof; see checklist/proofs.`);
  return proof;
}
