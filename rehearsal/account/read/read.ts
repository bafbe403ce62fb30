import type { WireObject, WireValue } from "../wire-value";
import { asSecret, isList, isObject, isSecret } from "../wire";

/** What the provider's Read writes into the state of one type, and which differences its plan does not see. */
export interface Read {
  /** The file of the provider that was read for it, from `internal/service/` of hashicorp/terraform-provider-aws. */
  readonly source: string;
  /** The inputs that are not read as they were given, by path: `policy`, `aliases[].name`; `**` is any number of steps. @default none */
  readonly properties?: Readonly<Record<string, ReadProperty>>;
}

/** An input that is not read as it was given. */
export interface ReadProperty {
  /** What Read writes for a value that was given; `state` is the whole resource. Reading twice gives the same. @default as given */
  readonly reported?: (given: WireValue, state: WireObject) => WireValue;
  /** Whether the plan takes what Read wrote for what the program gives: the DiffSuppressFunc, or the StateFunc. @default equal values */
  readonly same?: (read: WireValue, given: WireValue) => boolean;
  /** What decides it, beside the file of the type: a function, a thread. */
  readonly source?: string;
}

/** What is known of the provider's Read, by token of the type. */
export type Reads = Readonly<Record<string, Read>>;

/** What a comparison of one type goes by. */
export interface Comparison {
  readonly read?: Read | undefined;
  /** The paths of the inputs that are sets. */
  readonly sets?: readonly string[] | undefined;
}

/** The state or the inputs as Read writes them; a property that was not given stays away. */
export function asReported(read: Read | undefined, given: WireObject): WireObject {
  const rules = Object.entries(read?.properties ?? {}).filter(([, { reported }]) => reported !== undefined);
  return rules.reduce<WireObject>(
    (state, [path, { reported }]) => changedAt(state, steps(path), (value) => reported?.(value, given)) as WireObject,
    given,
  );
}

/** Whether the provider sees no difference between the value that it has read and the one that it is given. */
export function isSameAsRead(comparison: Comparison, path: string, read: WireValue, given: WireValue): boolean {
  const same = comparison.read?.properties?.[path]?.same;
  if (same?.(read, given) === true) return true;
  if (isList(read) && isList(given)) {
    if (read.length !== given.length) return false;
    // In a set the provider pairs elements by all that they hold, so it ignores nothing inside them.
    if (comparison.sets?.includes(path) === true) return isSameSet(comparison, `${path}[]`, read, given);
    return read.every((element, index) => isSameAsRead(comparison, `${path}[]`, element, given[index]));
  }
  if (isObject(read) && isObject(given)) {
    const keys = new Set([...Object.keys(read), ...Object.keys(given)]);
    return [...keys].every((key) => isSameAsRead(comparison, `${path}.${key}`, read[key], given[key]));
  }
  return same === undefined && (read ?? undefined) === (given ?? undefined);
}

/** Whether two lists have the same elements in whatever order; each stands at the path. */
export function isSameSet(
  comparison: Comparison,
  path: string,
  one: readonly WireValue[],
  other: readonly WireValue[],
): boolean {
  const [first, second] = [one, other].map((list) => canonicalTexts(comparison, path, list));
  return one.length === other.length && first?.every((text, index) => text === second?.[index]) === true;
}

/** The elements of a list as texts that are equal where the elements are, in an order of their own. */
function canonicalTexts(comparison: Comparison, path: string, list: readonly WireValue[]): readonly string[] {
  return list.map((element) => JSON.stringify(canonical(comparison, path, element))).sort();
}

function canonical(comparison: Comparison, path: string, value: WireValue): WireValue {
  if (isList(value)) {
    return comparison.sets?.includes(path) === true
      ? canonicalTexts(comparison, `${path}[]`, value)
      : value.map((element) => canonical(comparison, `${path}[]`, element));
  }
  if (!isObject(value)) return value;
  const given = Object.entries(value).filter(([, inner]) => (inner ?? undefined) !== undefined);
  const sorted = given.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, canonical(comparison, `${path}.${key}`, inner)]));
}

/** The value with what stands at the steps changed, secret or not; where a step is not there nothing changes. */
function changedAt(
  value: WireValue,
  [step, ...others]: readonly string[],
  change: (value: WireValue) => WireValue,
): WireValue {
  if ((value ?? undefined) === undefined) return value;
  if (isSecret(value)) return asSecret(changedAt(value.value, step === undefined ? [] : [step, ...others], change));
  if (step === undefined) return change(value);
  if (step === "**")
    return changedBelow(changedAt(value, others, change), (inner) => changedAt(inner, [step, ...others], change));
  if (step === "[]") return isList(value) ? value.map((element) => changedAt(element, others, change)) : value;
  if (!isObject(value) || !(step in value)) return value;
  const object: WireObject = value;
  return { ...object, [step]: changedAt(object[step], others, change) };
}

/** The value with each of its members or elements changed. */
function changedBelow(value: WireValue, change: (inner: WireValue) => WireValue): WireValue {
  if (isList(value)) return value.map(change);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
}

function steps(path: string): readonly string[] {
  return path.replaceAll("[]", ".[]").split(".");
}
