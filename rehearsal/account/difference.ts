import type { AnyResourceType, WireObject, WireValue } from "./resource-type";
import { asReported, isSameAsRead, isSameSet } from "./read/read";
import { containsUnknown, knownOnly, sameValue, valuesAt, withoutEnvelopes } from "./wire";
import { wasChosen } from "./names";

/** How one property changed. */
export interface PropertyChange {
  readonly property: string;
  readonly kind: "add" | "update" | "delete";
  readonly replaces: boolean;
}

/** What a deployment would change about one resource. */
export interface Difference {
  readonly changes: readonly PropertyChange[];
  /** Set when the old resource must go first, because the new one will carry its name. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * Compares what Read makes of the inputs of the last deployment with the new ones, as the provider does; a value that is not known
 * yet counts as changed.
 */
export function difference(
  description: AnyResourceType,
  oldInputs: WireObject,
  news: WireObject,
  ignoreChanges: readonly string[],
): Difference {
  const before = asReported(description.read, withoutEnvelopes(oldInputs) as WireObject);
  const after = withoutEnvelopes(news) as WireObject;
  // The engine has put back the old values at all of these paths; only what the provider itself derived is left to ignore.
  const ignored = new Set([...ignoreChanges, ...keptInputs(description, before, after)]);
  const replacedFor = new Set(description.replacesFor?.(knownOnly(before), knownOnly(after)));
  const changes = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !key.startsWith("__") && !ignored.has(key))
    .filter((key) => containsUnknown(after[key]) || !isSameAsRead(description, key, before[key], after[key]))
    .map((key) => ({
      property: key,
      kind: kindOf(before[key], after[key]),
      replaces: replacedFor.has(key) || replaces(description, key, before, after),
    }));
  const rule = description.name;
  const keepsName =
    rule !== undefined &&
    rule.uniqueIn !== "none" &&
    !wasChosen(news, rule.property) &&
    after[rule.property] !== undefined &&
    sameValue(before[rule.property], after[rule.property]);
  return { changes, deleteBeforeReplace: keepsName && changes.some((change) => change.replaces) };
}

/** The inputs whose change the provider does not see: what stands stays. */
export function keptInputs(description: AnyResourceType, before: WireObject, after: WireObject): readonly string[] {
  const ignored = Object.keys(after).filter(
    (key) => !sameValue(before[key], after[key]) && isSameAsRead(description, key, before[key], after[key]),
  );
  return [...ignored, ...(description.keeps?.(knownOnly(before), knownOnly(after)) ?? [])];
}

function kindOf(before: WireValue, after: WireValue): PropertyChange["kind"] {
  if ((before ?? null) === null) return "add";
  return (after ?? null) === null ? "delete" : "update";
}

function replaces(description: AnyResourceType, key: string, before: WireObject, after: WireObject): boolean {
  return (description.replaces ?? []).some((path) => {
    if (path === key) return true;
    if (!path.startsWith(`${key}.`) && !path.startsWith(`${key}[]`)) return false;
    const [old, now] = [valuesAt(before, path), valuesAt(after, path)];
    return now.some(containsUnknown) || !isSameSet(description, path, old, now);
  });
}
