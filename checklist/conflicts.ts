import conflicts from "./conflicts.json";
import { rows as allRows } from "./index";

/** A point on which the checklists clash, or on which they leave open what is required. */
export interface Conflict {
  /** `C-` and two digits. Never renumbered, only retired. */
  readonly code: string;
  readonly topic: string;
  /** What clashes, what is missing, or what cannot be done as written. */
  readonly problem: string;
  /** The rows concerned: an id, or all rows of a section as `MP-SVC-*`. */
  readonly rows: readonly string[];
  /** What this project does. */
  readonly decision: string;
  /** The files that carry the decision out, from the root of the project. */
  readonly settledIn: readonly string[];
  /** What a person must still decide or check. */
  readonly open?: string;
}

/** Every conflict, in the order of the codes. Throws and names the code where one concerns a row that does not exist. */
export const conflictsOfChecklists: readonly Conflict[] = Object.freeze(
  conflicts.map((conflict: Conflict) => {
    for (const row of conflict.rows) {
      if (!rowExists(row)) throw new Error(`checklist/conflicts.json: ${conflict.code} names no row: "${row}".`);
    }
    return Object.freeze(conflict);
  }),
);

/** Whether there is a row of that id, or, for `MP-SVC-*`, a row in that section. */
export function rowExists(id: string): boolean {
  return allRows.some((row) => (id.endsWith("*") ? row.id.startsWith(id.slice(0, -1)) : row.id === id));
}
