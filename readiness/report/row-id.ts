import { z } from "zod";
import { rows } from "../../checklist/index";

const ids: ReadonlySet<string> = new Set(rows.map(({ id }) => id));

/** The id of a row that exists. */
export const rowId = z.string().refine((id) => ids.has(id), {
  error: ({ input }) => `"${String(input)}" is no row of checklist/items.json`,
});
