import { row as rowOf } from "./index";
import procedures from "./procedures.json";

/** The page with the procedure that a row asks for. */
export interface Procedure {
  /** The id of the row, which is of the kind "runbook". */
  readonly row: string;
  /** The page, from the root of the project. */
  readonly page: string;
  /** What the row asks for and the page does not say. @default nothing */
  readonly missing?: string;
}

/** The procedures by the id of their row. Throws and names the row where it does not exist, has another kind or occurs twice. */
export const proceduresByRow: ReadonlyMap<string, Procedure> = byRow(procedures);

/** @see proceduresByRow */
export function byRow(all: readonly Procedure[]): ReadonlyMap<string, Procedure> {
  const found = new Map<string, Procedure>();
  for (const procedure of all) {
    const { id, kind } = rowOf(procedure.row);
    if (kind !== "runbook")
      throw new Error(`checklist/procedures.json: ${id} is of the kind "${kind}"; allowed: runbook.`);
    if (found.has(id)) throw new Error(`checklist/procedures.json: ${id} occurs twice.`);
    found.set(id, Object.freeze(procedure));
  }
  return found;
}
