import type { Conflict } from "../checklist/conflicts";
import { words } from "./render/markdown-text";
import { counted } from "./render/wording";

/** Where the page is, from the root of the project. */
export const conflictsPageName = "docs/checklist-conflicts.md";

/** The page as Markdown: each conflict between the checklists, what this project does about it and where. */
export function conflictsPage(conflicts: readonly Conflict[]): string {
  const open = conflicts.filter((conflict) => conflict.open !== undefined);
  return [
    "# Conflicts between the checklists",
    "",
    "Generated from checklist/conflicts.json by `npm run generate`; do not edit.",
    "",
    `The three checklists contradict each other, or leave a requirement unclear, on ${counted(conflicts.length, "point")}. Code, settings and`,
    "documents cite them as C-01, C-02 and so on. The state of each row is in [the checklists, row by row](checklist.md).",
    "",
    "| Code | Topic |",
    "| --- | --- |",
    ...conflicts.map(({ code, topic }) => `| ${link(code)} | ${words(topic)} |`),
    ...(open.length === 0
      ? []
      : [
          "",
          `${counted(open.length, "point")} still ${open.length === 1 ? "needs" : "need"} a decision: ${open.map(({ code }) => link(code)).join(", ")}.`,
        ]),
    ...conflicts.flatMap((conflict) => ["", ...section(conflict)]),
    "",
  ].join("\n");
}

function section({ code, topic, problem, rows, decision, settledIn, open }: Conflict): string[] {
  return [
    `## ${code}`,
    "",
    `**${words(topic)}.** ${words(problem)}`,
    "",
    `- Decision: ${words(decision)}`,
    `- Settled in: ${settledIn.map((file) => `[${file}](../${file})`).join(", ")}`,
    ...(open === undefined ? [] : [`- Still open: ${words(open)}`]),
    `- Rows: ${rows.map(words).join(", ")}`,
  ];
}

function link(code: string): string {
  return `[${code}](#${code.toLowerCase()})`;
}
