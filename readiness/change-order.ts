import { isDatabase, placeByWeight } from "./data-stores";
import type { ResourceChange } from "./run-result";

const operations: readonly ResourceChange["operation"][] = ["deleted", "replaced", "updated", "created"];

/** Whether a change loses what a data store holds. */
export function losesData({ dataStore, operation }: ResourceChange): boolean {
  return dataStore && (operation === "replaced" || operation === "deleted");
}

/**
 * Changes in the order in which a reader must see them, whatever is cut at the end: data stores that are lost, the databases
 * first; databases that are updated; other deletions and replacements; access that is opened; updates; creations. Equals keep the
 * engine's order.
 */
export function byWeight(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  return [...changes].sort((one, other) => {
    const [mine, theirs] = [rank(one), rank(other)];
    return mine.map((number, place) => number - (theirs[place] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
}

function rank(change: ResourceChange): readonly number[] {
  const { operation, type, opened, openedUnknown } = change;
  if (losesData(change)) return [0, placeByWeight(type), operations.indexOf(operation)];
  if (operation === "updated" && isDatabase(type)) return [1, placeByWeight(type)];
  const opens = opened.length > 0 ? 0 : openedUnknown.length > 0 ? 1 : 2;
  // A component that only has another child names no property.
  return [2 + operations.indexOf(operation), opens, placeByWeight(type), change.properties.length > 0 ? 0 : 1];
}
