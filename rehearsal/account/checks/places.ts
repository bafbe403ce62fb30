import type { WireObject, WireValue } from "../resource-type";
import { isList, isObject, isUnknown } from "../wire";

/** An object in the inputs of a resource, and the beginning of its inputs' places: `defaultActions[0].forward.`. */
export interface Place {
  readonly path: string;
  readonly object: WireObject;
}

/** The objects at a path such as `defaultActions[].forward`; the inputs themselves at the empty path. */
export function objectsAt(inputs: WireObject, at: string): readonly Place[] {
  const steps = at === "" ? [] : at.split(".");
  return steps.reduce<readonly Place[]>(
    (objects, step) =>
      objects.flatMap(({ path, object }) => {
        const name = step.replaceAll("[]", "");
        return valuesIn(object[name], `${path}${name}`).flatMap(({ place, value }) =>
          isObject(value) ? [{ path: `${place}.`, object: value }] : [],
        );
      }),
    [{ path: "", object: inputs }],
  );
}

/** The values in a value: itself, or what its lists hold. */
export function valuesIn(
  value: WireValue,
  place: string,
): readonly { readonly place: string; readonly value: WireValue }[] {
  return isList(value) ? value.flatMap((each, index) => valuesIn(each, `${place}[${index}]`)) : [{ place, value }];
}

/** A value that is known, as text, with the object that has it. */
export interface KnownValue {
  readonly place: string;
  readonly value: string;
  readonly object: WireObject;
}

/** The values of an input of each object at a path, also those in its lists. An empty text is no value, nor is a secret. */
export function knownValues(inputs: WireObject, at: string, input: string): readonly KnownValue[] {
  return objectsAt(inputs, at).flatMap(({ path, object }) =>
    valuesIn(object[input], `${path}${input}`).flatMap(({ place, value }) =>
      (typeof value === "string" || typeof value === "number") && value !== "" && !isUnknown(value)
        ? [{ place, value: String(value), object }]
        : [],
    ),
  );
}
