import { rowExists } from "../../checklist/conflicts";

/** A code or id as a text cites it, and every code or id that it stands for: `DS-VAR-13..15` stands for three. */
export interface Citation {
  readonly text: string;
  readonly ids: readonly string[];
}

/** More numbers behind the number of a code or row: `..15` up to 15, `/03` that one as well. */
const tail = /(?:\.\.\.?|\/)\d{2}(?!\d)/;
const conflict = new RegExp(`(?<![\\w-])C-\\d+(?:${tail.source})*`, "g");
const row = new RegExp(`(?<![\\w-])(?:DS|AH|MP)-[A-Z0-9]+(?:-(?:\\d+(?:${tail.source})*|\\*))?(?![\\w])`, "g");

/** Every conflict code that a text cites. */
export function citedConflicts(text: string): readonly Citation[] {
  return Array.from(text.matchAll(conflict), ([cited]) => ({ text: cited, ids: expanded(cited) }));
}

/** Every row of a checklist that a text cites; `MP-SVC-*` and `MP-SVC` are the rows of that section. */
export function citedRows(text: string): readonly Citation[] {
  return Array.from(text.matchAll(row), ([cited]) => ({
    text: cited,
    ids: /^[A-Z]+-[A-Z0-9]+$/.test(cited) ? [`${cited}-*`] : expanded(cited),
  }));
}

/** The citations of rows that do not exist. */
export function missingRows(text: string): readonly string[] {
  return citedRows(text)
    .filter(({ ids }) => !ids.every(rowExists))
    .map((citation) => citation.text);
}

function expanded(cited: string): readonly string[] {
  const [first = "", ...more] = cited.split(/(?=\.\.|\/)/);
  const [, prefix = "", number = ""] = /^(.*-)(\d+)$/.exec(first) ?? [];
  const ids = [first];
  let last = Number(number);
  for (const part of more) {
    const end = Number(part.replace(/\D/g, ""));
    for (let each = part.startsWith("/") ? end : last + 1; each <= end; each += 1) {
      ids.push(`${prefix}${String(each).padStart(2, "0")}`);
    }
    last = end;
  }
  return ids;
}
