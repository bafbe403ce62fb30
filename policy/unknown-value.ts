/** The engine's sentinels for unknown values, and the type of each. */
const sentinels: ReadonlyMap<unknown, string> = new Map([
  ["1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", "boolean"],
  ["3eeb2bf0-c639-47a8-9e75-3b44932eb421", "number"],
  ["04da6b54-80e4-46f7-96ec-b56ff0331ba9", "string"],
  ["6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", "Array"],
  ["030794c1-ac77-496b-92df-f27374a8bd58", "asset"],
  ["e48ece36-62e2-4504-bad9-02848725956a", "archive"],
  ["dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "Object"],
]);

/** Thrown when a rule reads a property that a preview does not know yet. */
export class UnknownValueError extends Error {
  constructor(
    /** The sentinel of the value. */
    readonly unknownTypeSentinel: unknown,
    /** The path to the property. */
    readonly props: readonly (string | symbol)[],
  ) {
    super(
      `${sentinels.get(unknownTypeSentinel) ?? ""} value at .${props.map(String).join(".")} can't be known during preview`,
    );
  }
}

/** Whether a value is the engine's sentinel for an unknown value. */
export function isUnknown(value: unknown): boolean {
  return sentinels.has(value);
}

/** Whether an error means that a property is not known yet: one of ours, or the policy SDK's. */
export function isUnknownValueError(error: unknown): error is UnknownValueError {
  return error instanceof Error && "unknownTypeSentinel" in error && "props" in error;
}

/** A value, or undefined while it is unknown. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknownValueError(error)) return undefined;
    throw error;
  }
}

/**
 * The first accepted item. One that depends on an unknown value is skipped if
 * another is accepted; otherwise {@link UnknownValueError} is thrown.
 */
export function firstAccepted<T>(items: readonly T[], accepts: (item: T) => boolean): T | undefined {
  let unknown: UnknownValueError | undefined;
  for (const item of items) {
    try {
      if (accepts(item)) return item;
    } catch (error) {
      if (!isUnknownValueError(error)) throw error;
      unknown = error;
    }
  }
  if (unknown !== undefined) throw unknown;
  return undefined;
}

/**
 * Wraps a resource's properties as the policy SDK does: reading an unknown one, however deep, throws
 * {@link UnknownValueError} with the path to it.
 */
export function unknownCheckingProxy<T extends object>(properties: T): T {
  return wrapped(properties, []) as T;
}

function wrapped(value: unknown, path: readonly (string | symbol)[]): unknown {
  if (!(value instanceof Object)) return value;
  return new Proxy(value, {
    get(target, property) {
      const field: unknown = Reflect.get(target, property);
      const here = [...path, property];
      if (isUnknown(field)) throw new UnknownValueError(field, here);
      // The language demands the very value of a property that can never change, and a function's prototype is one.
      const { configurable, writable } = Object.getOwnPropertyDescriptor(target, property) ?? {};
      return configurable === false && writable === false ? field : wrapped(field, here);
    },
  });
}
