import { liftedRefusals } from "./grants";
import { accessBlocks, openingsOf, policyProperties, textOf } from "./openings";
import type { Inputs } from "./openings";

/** What a change lets in that was not let in before. */
export interface OpenedAccess {
  /** Each way in, in words. */
  readonly opened: readonly string[];
  /** The properties that decide about more, but are not known. */
  readonly unknown: readonly string[];
}

/**
 * Compares a resource's inputs before and after. Of a resource that was not there before only what lets in somebody from
 * outside is said; of one that was, everything that its old inputs did not let in. An absent `after` is a deletion.
 */
export function openedAccess(type: string, before: Inputs | undefined, after: Inputs | undefined): OpenedAccess {
  if (after === undefined) {
    return { opened: accessBlocks.includes(type) ? ["public access is no longer blocked"] : [], unknown: [] };
  }
  const { known, unknown } = openingsOf(type, after);
  if (before === undefined) return { opened: texts(known.filter(({ broad }) => broad)), unknown };
  const old = openingsOf(type, before);
  const fresh = known.filter((opening) => !old.known.some((other) => other.covers(opening)));
  return {
    opened: [...texts(fresh), ...lifted(type, before, after)],
    unknown: unknown.filter((property) => !Object.is(before[property], after[property])),
  };
}

function lifted(type: string, before: Inputs, after: Inputs): readonly string[] {
  return Object.keys(policyProperties[type] ?? {}).flatMap((property) => {
    const [old, fresh] = [before[property], after[property]];
    return old === undefined ? [] : liftedRefusals(textOf(old), fresh === undefined ? "" : textOf(fresh));
  });
}

function texts(openings: readonly { readonly text: string }[]): readonly string[] {
  return [...new Set(openings.map(({ text }) => text))];
}
