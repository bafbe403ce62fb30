import type { Creation, Refusal } from "../resource-type";
import { Undecided } from "../undecided";

/** One thing AWS checks about a resource before it creates or changes it. */
export type Check<Args> = (creation: Creation<Args>) => Refusal | undefined;

/**
 * Puts checks together: the first that refuses decides, as AWS answers with one error at a time. Where a check of inputs
 * alone cannot decide one, the others still may refuse.
 */
export function firstRefusal<Args>(...checks: readonly Check<Args>[]): Check<Args> {
  return (creation) => {
    let undecided: Undecided | undefined;
    for (const check of checks) {
      try {
        const refusal = check(creation);
        if (refusal) return refusal;
      } catch (error) {
        if (!(error instanceof Undecided)) throw error;
        undecided = error;
      }
    }
    if (undecided) throw undecided;
    return undefined;
  };
}
