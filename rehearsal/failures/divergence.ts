import { isDeepStrictEqual } from "node:util";
import { type Account, isFile, type KeptResource } from "../account/index";
import type { OpenState, StateResource } from "../standing/protocol";

/** Where the engine's state and the account do not tell the same. */
export interface Divergence {
  /** What stands in the account and in no state. */
  readonly leftBehind: readonly KeptResource[];
  /** The URNs of what the state has and the account does not. */
  readonly missing: readonly string[];
  /** What has other values in the account than in the state, with the properties. */
  readonly different: readonly { readonly urn: string; readonly properties: readonly string[] }[];
}

/** Compares all that a service keeps; what the account computes itself is not compared, only what the program gave. */
export function divergenceOf({ resources }: OpenState, { store }: Pick<Account, "store">): Divergence {
  const known = new Map(resources.filter(isOfService).map((resource) => [keyOf(resource), resource]));
  const standing = store.list();
  const kept = new Set(standing.map(keyOf));
  return {
    leftBehind: standing.filter((resource) => isOfService(resource) && !known.has(keyOf(resource))),
    missing: [...known].filter(([key]) => !kept.has(key)).map(([, { urn }]) => urn),
    different: standing.flatMap((resource) => {
      const outputs = known.get(keyOf(resource))?.outputs;
      if (outputs === undefined) return [];
      const there = store.restore(resource, outputs as KeptResource["state"]);
      const properties = (resource.inputs ?? []).filter((name) => !same(there[name], outputs[name]));
      return properties.length === 0 ? [] : [{ urn: resource.urn, properties }];
    }),
  };
}

/** The seeds of the state that have changed or are gone since an earlier one, by URN. */
export function changedSeeds(before: OpenState, after: OpenState): readonly string[] {
  const now = new Map(after.resources.map((resource) => [resource.urn, resource]));
  return before.resources
    .filter(({ type }) => isSeed(type))
    .filter(({ urn, outputs }) => !isDeepStrictEqual(now.get(urn)?.outputs, outputs))
    .map(({ urn }) => urn);
}

function isSeed(type: string): boolean {
  return /^(random|tls):/.test(type);
}

function isOfService({ type, id }: Pick<StateResource, "type" | "id">): boolean {
  return /^(aws|mongodbatlas):/.test(type) && id !== undefined;
}

function keyOf({ type, id = "" }: Pick<StateResource, "type" | "id">): string {
  return `${type}\n${id}`;
}

/** Whether two values are the same in what the state keeps of them. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asKept(one), asKept(other));
}

/** What the engine's state keeps of a value: no nulls, and only the digest of a file or an archive. */
function asKept(value: unknown): unknown {
  // A list from another process has another prototype under Jest, and would differ by that alone.
  if (Array.isArray(value)) return Array.from(value, asKept);
  if (typeof value !== "object" || value === null) return value ?? undefined;
  if (isFile(value as KeptResource["state"])) return (value as KeptResource["state"]).hash;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null && each !== undefined)
      .map(([key, each]) => [key, asKept(each)]),
  );
}
