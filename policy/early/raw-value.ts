import { isUnknown, isUnknownValueError } from "../unknown-value";

type Fields = Readonly<Record<string, unknown>>;

/** A value of `unknownCheckingProxy` as plain data, with the engine's sentinels in place of unknown values. */
export function rawValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  // Going through the list would read its elements, of which one may be unknown.
  if (Array.isArray(value)) return Object.keys(value).map((key) => rawAt(value as unknown as Fields, key));
  return Object.fromEntries(Object.keys(value).map((key) => [key, rawAt(value as Fields, key)]));
}

function rawAt(fields: Fields, key: string): unknown {
  try {
    return rawValue(fields[key]);
  } catch (error) {
    if (isUnknownValueError(error)) return error.unknownTypeSentinel;
    throw error;
  }
}

/** Whether plain data contains an unknown value at any depth. */
export function holdsUnknown(value: unknown): boolean {
  if (isUnknown(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

/** Plain data whose unknown parts are filled from the same path of another value. */
export function completedBy(value: unknown, other: unknown): unknown {
  if (isUnknown(value)) return other ?? value;
  if (Array.isArray(value))
    return value.map((element: unknown, index) =>
      completedBy(element, Array.isArray(other) ? other[index] : undefined),
    );
  if (typeof value !== "object" || value === null) return value;
  const fields = typeof other === "object" && other !== null ? (other as Fields) : {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, completedBy(inner, fields[key])]));
}
