import items from "./items.json";

/** The main way a row is met: by something created, a rule, refused settings, a check, a procedure or a person. */
export const kinds = ["resource", "policy", "config-validation", "verify", "runbook", "sign-off"] as const;
export type Kind = (typeof kinds)[number];

/** One requirement of a production checklist. */
export interface Row {
  /** `DS-`, `AH-` or `MP-`, a section and a number. Never renumbered, only retired. */
  readonly id: string;
  /** The system whose checklist it is of. */
  readonly system: string;
  /** The heading of the checklist under which the row stands. */
  readonly section: string;
  /** What is required. */
  readonly item: string;
  readonly kind: Kind;
  /** A suggestion how to meet it. */
  readonly how: string;
}

/** A value of the data file that must be one of a few words; throws and names the row when it is not. */
function oneOf<T extends string>(allowed: readonly T[], value: string, id: string): T {
  const found = allowed.find((word) => word === value);
  if (found === undefined)
    throw new Error(`checklist/items.json: ${id} has "${value}"; allowed: ${allowed.join(", ")}`);
  return found;
}

/** Every row, in the order of the checklists. */
export const rows: readonly Row[] = Object.freeze(
  items.map((item) => Object.freeze({ ...item, kind: oneOf(kinds, item.kind, item.id) })),
);

/** The systems whose checklists are kept here. */
export const systems: readonly string[] = [...new Set(rows.map(({ system }) => system))];

const byId: ReadonlyMap<string, Row> = new Map(rows.map((item) => [item.id, item]));

/** The row of that id; throws when there is none. */
export function row(id: string): Row {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`No checklist row has the id "${id}"; see checklist/items.json.`);
  return found;
}
