import { isFilledIn } from "./published/filled-inputs";
import { asReported } from "./read/read";
import type { AnyResourceType, KeptResource, WireObject, WireValue } from "./resource-type";
import { asSecret, containsSecret, isFile, withoutEnvelopes, withoutUndefined } from "./wire";

/** What stands where a secret was changed past the program: its value is nobody's to know here, only that it is another. */
const changedSecret = "changed outside the program";

/** What a provider's Read answers about a resource. */
export interface Reading {
  readonly id: string;
  readonly state: WireObject;
  readonly inputs: WireObject;
}

/** What Read goes by. */
interface Known {
  /** State and inputs of the last deployment; both empty for an import. */
  readonly properties: WireObject;
  readonly inputs: WireObject;
  /** What the account keeps, with the secrets that are still the same. */
  readonly kept: WireObject;
}

/**
 * Reads a resource. After a refresh the inputs are those of the last deployment with the values that stand, without what somebody
 * took away, and with what somebody set past the program where the provider takes that back. Of an import they are those the
 * resource was made from.
 */
export function readingOf(
  description: AnyResourceType,
  { id, type, inputs: given }: KeptResource,
  { properties, inputs, kept }: Known,
): Reading {
  // No provider reads a file back: the state keeps the digest of the one that was handed over.
  const files = Object.entries(properties).filter(([, value]) => isFile(withoutEnvelopes(value)));
  const state = { ...asReported(description.read, withoutUndefined(kept)), ...Object.fromEntries(files) };
  const made = Object.entries(state).filter(([key]) => given?.includes(key) ?? true);
  if (Object.keys(properties).length + Object.keys(inputs).length === 0) {
    return { id, state, inputs: Object.fromEntries(made) };
  }
  const unread = new Set<string>(description.unread);
  const hidden = (key: string, value: WireValue): WireValue => (unread.has(key) ? value : asSecret(changedSecret));
  const secrets = Object.entries(properties).flatMap(([key, value]) =>
    key in state || !containsSecret(value) ? [] : [[key, hidden(key, value)]],
  );
  const own = Object.entries(inputs).flatMap(([key, value]): (readonly [string, WireValue])[] => {
    if (key.startsWith("__")) return [[key, value]];
    if (key in state) return [[key, state[key]]];
    return containsSecret(value) || unread.has(key) ? [[key, hidden(key, value)]] : [];
  });
  const pastTheProgram = made.filter(([key]) => !(key in inputs) && !isFilledIn(type, key));
  return {
    id,
    state: { ...state, ...(Object.fromEntries(secrets) as WireObject) },
    inputs: Object.fromEntries([...own, ...pastTheProgram]),
  };
}
