import { secretText } from "../engine-event";
import type { DriftedProperty } from "./drift";

/** How the engine marks a secret in its events and states (sdk/go/common/resource/sig). */
const secretMark = "4dabf18193072939515e22adb298388d";

type Values = Readonly<Record<string, unknown>>;

/** The longest list or document that is shown whole; of others the places that differ are told apart. */
const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether two values are the same; null, undefined and absent are. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((element, index) => isSame(element, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => isSame(one[key], other[key]));
  }
  return (one ?? undefined) === (other ?? undefined);
}

/** The value without what Pulumi keeps secret. */
function shown(value: unknown): unknown {
  if (isSecret(value)) return secretText;
  if (Array.isArray(value)) return value.map(shown);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shown(inner)]));
}

function isSecret(value: unknown): boolean {
  return value === secretText || (isObject(value) && secretMark in value);
}

/** A text that is a JSON document, as the document; any other value as it is. */
function opened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/**
 * The places at which a property differs, each by its path. Lists of equal length and objects are compared inside, documents too,
 * so that one rule of forty is shown and not all forty.
 */
export function differencesAt(property: string, wanted: unknown, stands: unknown): readonly DriftedProperty[] {
  if (isSecret(wanted) || isSecret(stands)) return [{ property, secret: true }];
  const [one, other] = [opened(wanted), opened(stands)];
  if (isSame(one, other)) return [];
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((element, index) => differencesAt(`${property}[${index}]`, element, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differencesAt(`${property}.${key}`, one[key], other[key]));
  }
  return [
    {
      property,
      ...(wanted !== undefined && wanted !== null && { wanted: shown(wanted) }),
      ...(stands !== undefined && stands !== null && { stands: shown(stands) }),
    },
  ];
}
