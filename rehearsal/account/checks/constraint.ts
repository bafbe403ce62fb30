import type { Constraint } from "../published/model";
import type { WireValue } from "../resource-type";
import { isList, isObject } from "../wire";

/** How many allowed values an error lists; of a longer list those that begin most alike. */
const listed = 40;
const patterns = new Map<string, RegExp>();

/** What the constraint allows, in words, when the value breaks it; undefined when it does not. */
export function broken(constraint: Constraint, value: WireValue): string | undefined {
  switch (constraint.kind) {
    case "text":
      return typeof value === "string" ? brokenText(constraint, value) : undefined;
    case "number":
      return brokenNumber(constraint, value);
    case "list":
      return isList(value) ? outside(constraint, value.length, "elements") : undefined;
    case "map":
      return isObject(value) ? outside(constraint, Object.keys(value).length, "entries") : undefined;
  }
}

function brokenText(constraint: Constraint, value: string): string | undefined {
  const { pattern, values } = constraint;
  if (values && !values.includes(value)) return `one of ${nearest(values, value).join(", ")}`;
  const length = outside(constraint, Array.from(value).length, "characters");
  const form = pattern !== undefined && !compiled(pattern).test(value) ? `the form ${pattern}` : undefined;
  return [length, form].filter((part) => part !== undefined).join(", ") || undefined;
}

/** The provider writes some of AWS's numbers as text. */
function brokenNumber(constraint: Constraint, value: WireValue): string | undefined {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== "number") return typeof number === "string" && number !== "" ? "a number" : undefined;
  const { values } = constraint;
  if (values && !values.includes(String(number))) return `one of ${values.join(", ")}`;
  return outside(constraint, number);
}

function outside({ min, max }: Constraint, measure: number, unit?: string): string | undefined {
  if ((min === undefined || measure >= min) && (max === undefined || measure <= max)) return undefined;
  const range = [...(min === undefined ? [] : [`at least ${min}`]), ...(max === undefined ? [] : [`at most ${max}`])];
  return unit === undefined ? range.join(" and ") : `${range.join(" and ")} ${unit}, not ${measure}`;
}

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern) ?? new RegExp(pattern, "u");
  patterns.set(pattern, known);
  return known;
}

function nearest(values: readonly string[], value: string): readonly string[] {
  if (values.length <= listed) return values;
  const alike = (other: string): number => Array.from(other).findIndex((character, at) => character !== value[at]);
  const sorted = [...values].sort((one, other) => alike(other) - alike(one));
  return [...sorted.slice(0, listed), `and ${values.length - listed} more`];
}
