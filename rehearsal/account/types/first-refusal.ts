import type { Creation, Refusal } from "../resource-type";

/** One thing AWS checks about a resource before it creates or changes it. */
export type Check<Args> = (creation: Creation<Args>) => Refusal | undefined;

/** Puts checks together: the first that refuses decides, as AWS answers with one error at a time. */
export function firstRefusal<Args>(...checks: readonly Check<Args>[]): Check<Args> {
  return (creation) => {
    for (const check of checks) {
      const refusal = check(creation);
      if (refusal) return refusal;
    }
    return undefined;
  };
}
