import { known } from "../unknown-value";

/** The longest text that is looked through: a policy document has at most some ten thousand characters. */
const longest = 65_536;

/**
 * Visits every text in a value, at any depth, with its path. Unknown values of a preview are skipped, so
 * this is only for rules in which an unknown value cannot be the fault.
 */
export function eachKnownText(value: unknown, body: (text: string, path: readonly string[]) => void): void {
  visit(value, [], body);
}

function visit(value: unknown, path: readonly string[], body: (text: string, path: readonly string[]) => void): void {
  if (typeof value === "string") {
    if (value.length <= longest) body(value, path);
  } else if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) {
      const element = known(() => (value as Record<string, unknown>)[key]);
      if (element !== undefined) visit(element, [...path, key], body);
    }
  }
}
