import type { Path } from "../fields/field";
import { literally } from "../fields/literally";

/** A changed text, and its path. */
export interface ChangedText {
  readonly keys: Path;
  readonly after: string;
}

/**
 * A value in which one domain is replaced by another in every text: `https://admin.clinic.test` follows
 * `clinic.test`, `https://myclinic.test` and `clinic.test.other` do not.
 * @param keys the path of the value, for the list of changes.
 */
export function inDomain(
  value: unknown,
  from: string,
  to: string,
  keys: Path = [],
): { readonly value: unknown; readonly changed: readonly ChangedText[] } {
  const name = new RegExp(`(?<![a-z0-9-])${literally(from)}(?![a-z0-9-]|\\.[a-z0-9])`, "gi");
  const changed: ChangedText[] = [];
  const follow = (node: unknown, path: Path): unknown => {
    if (typeof node === "string") {
      const after = node.replace(name, () => to);
      if (after !== node) changed.push({ keys: path, after });
      return after;
    }
    if (Array.isArray(node)) return node.map((entry, index) => follow(entry, [...path, index]));
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, follow(inner, [...path, key])]));
  };
  return { value: follow(value, keys), changed };
}
