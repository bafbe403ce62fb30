import type { WireObject, WireValue } from "./wire-value";

/**
 * How the engine writes secrets and unknown values into the plain objects it exchanges with a provider.
 * Source: sdk/go/common/resource/plugin/rpc.go and resource/properties.go of pulumi/pulumi.
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
/** Files that the program hands over: an asset, and an archive of several. */
const fileSignatures: readonly WireValue[] = ["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"];
/** The value of a computed property that nobody knows yet; there is one for each type of value. */
export const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknownValues: ReadonlySet<WireValue> = new Set([
  unknownString,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isObject(value: WireValue): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}

export function isUnknown(value: WireValue): boolean {
  return unknownValues.has(value);
}

export function isSecret(value: WireValue): value is WireObject {
  return isObject(value) && value[signatureKey] === secretSignature;
}

/** Whether the value is a file or an archive: the engine keeps the digest of it only. */
export function isFile(value: WireValue): boolean {
  return isObject(value) && fileSignatures.includes(value[signatureKey]);
}

/** The value as a secret on the wire; one that is secret already, or not yet known, stays as it is. */
export function asSecret(value: WireValue): WireValue {
  return isSecret(value) || isUnknown(value) ? value : { [signatureKey]: secretSignature, value };
}

/** Changes every leaf-or-envelope that `change` answers for; where it answers undefined, the value is walked into. */
function walk(value: WireValue, change: (value: WireValue) => { to: WireValue } | undefined): WireValue {
  const changed = change(value);
  if (changed) return changed.to;
  if (isList(value)) return value.map((element) => walk(element, change));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, walk(element, change)]));
  }
  return value;
}

/** The same value without the envelopes around its secrets. */
export function withoutEnvelopes(value: WireValue): WireValue {
  return walk(value, (inner) => (isSecret(inner) ? { to: withoutEnvelopes(inner.value) } : undefined));
}

/** The same object with every secret replaced by what `replace` makes of it. */
export function replaceSecrets(object: WireObject, replace: (secret: WireValue) => WireValue): WireObject {
  return walk(object, (inner) =>
    isSecret(inner) ? { to: replace(withoutEnvelopes(inner.value)) } : undefined,
  ) as WireObject;
}

/** The same object without its unknown values: a property that holds one anywhere below a list is left out whole. */
export function knownOnly(object: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      if (isObject(value) && !isSecret(value)) return [[key, knownOnly(value)]];
      return containsUnknown(value) ? [] : [[key, value]];
    }),
  );
}

/** Whether a secret stands anywhere in the value. */
export function containsSecret(value: WireValue): boolean {
  if (isSecret(value)) return true;
  if (isList(value)) return value.some(containsSecret);
  return isObject(value) && Object.values(value).some(containsSecret);
}

/** Whether an unknown value stands anywhere in the value. */
export function containsUnknown(value: WireValue): boolean {
  if (isList(value)) return value.some(containsUnknown);
  if (isObject(value)) return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}

/** Whether two values are the same, whatever the order of keys. A null or undefined property counts as absent. */
export function sameValue(left: WireValue, right: WireValue): boolean {
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((element, index) => sameValue(element, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => sameValue(left[key], right[key]));
  }
  return (left ?? undefined) === (right ?? undefined);
}

/** The object without properties that are undefined, which the wire cannot carry. */
export function withoutUndefined(object: WireObject): WireObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, clean(value)]])),
  );
}

function clean(value: WireValue): WireValue {
  if (isList(value)) return value.map((element) => clean(element ?? null));
  return isObject(value) ? withoutUndefined(value) : value;
}

/**
 * The values at a path such as `subnetIds[]` or `defaultActions[].targetGroupArn`. `[]` steps into each element of a
 * list; an absent step yields nothing.
 */
export function valuesAt(value: WireValue, path: string): readonly WireValue[] {
  const steps = path
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((step) => step !== "");
  return steps.reduce<readonly WireValue[]>(
    (values, step) =>
      values.flatMap((current) => {
        if (step === "[]") return isList(current) ? [...current] : [];
        const next = isObject(current) ? current[step] : undefined;
        return next === undefined || next === null ? [] : [next];
      }),
    [value],
  );
}

/** These properties of an object. */
export function only(object: WireObject, keys: readonly string[]): WireObject {
  return Object.fromEntries(keys.map((key) => [key, object[key]]));
}

/** A property that is a text, out of its envelope. */
export function textAt(object: WireObject, key: string | undefined): string | undefined {
  const value = key === undefined ? undefined : withoutEnvelopes(object[key]);
  return typeof value === "string" ? value : undefined;
}
