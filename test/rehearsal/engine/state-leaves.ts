/** The shape of a state that was exported with its secrets shown, as far as the tests read it. */
export interface State {
  readonly deployment: { readonly resources: readonly StateResource[] };
}

/** One resource of a state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** One text in a state. */
export interface Leaf {
  /** What it is called: its key, or in a list of names and values the name beside it. */
  readonly name: string;
  readonly value: string;
  /** Whether it is secret, or part of something that is. */
  readonly secret: boolean;
}

/** Every text in a state: documents in JSON are taken apart, secrets opened. */
export function leavesOf({ deployment }: State): Leaf[] {
  return deployment.resources.flatMap(({ urn, id, parent, inputs, outputs }) => [
    ...leaves({ urn, id, parent }, "", false),
    ...leaves(inputs, "", false),
    ...leaves(outputs, "", false),
  ]);
}

/**
 * What stands beside a key and tells nobody anything of it: its id, and how it is used (RFC 7517; `e` is the exponent that
 * nearly all RSA keys have, RFC 7518).
 */
const besideKeys = ["kid", "kty", "use", "alg", "e"];

/** The secret texts among them. */
export function secretsOf(all: readonly Leaf[]): ReadonlySet<string> {
  const secrets = all.filter(({ secret, name, value }) => secret && value !== "" && !besideKeys.includes(name));
  return new Set(secrets.map(({ value }) => value));
}

function leaves(value: unknown, name: string, secret: boolean): Leaf[] {
  if (typeof value === "string") {
    const document = documentIn(value);
    return document === undefined ? [{ name, value, secret }] : leaves(document, name, secret);
  }
  if (Array.isArray(value)) return value.flatMap((element) => leaves(element, name, secret));
  if (typeof value !== "object" || value === null) return [];
  const { plaintext, name: named, value: beside } = value as Readonly<Record<string, unknown>>;
  if (typeof plaintext === "string") return leaves(JSON.parse(plaintext), name, true);
  if (typeof named === "string" && typeof beside === "string") {
    return [{ name: "name", value: named, secret }, ...leaves(beside, named, secret)];
  }
  // A key may name something too: the conditions of a policy, the tags of a selection.
  return Object.entries(value).flatMap(([key, inner]) => [
    { name: "key", value: key, secret: false },
    ...leaves(inner, key, secret),
  ]);
}

function documentIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
