import { isDeepStrictEqual } from "node:util";
import type { WireValue } from "../resource-type";
import type { ReadProperty } from "./read";

/** A value in a JSON text. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The value in a JSON text; undefined for any other text. */
export function jsonIn(text: WireValue): Json | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The JSON text with sorted keys and without spaces, as Go marshals it (structure.NormalizeJsonString); any other text as it is. */
export function normalizedJson(text: WireValue): WireValue {
  const value = jsonIn(text);
  return value === undefined ? text : JSON.stringify(sortedKeys(value));
}

/** The value with the keys of its objects in order. */
export function sortedKeys(value: Json): Json {
  if (isJsonList(value)) return value.map(sortedKeys);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]));
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isJsonList(value);
}

/** Whether two JSON texts hold the same; null and absent are two values (verify.SuppressEquivalentJSONDiffs). */
export function isSameJson(one: WireValue, other: WireValue): boolean {
  const [first, second] = [jsonIn(one), jsonIn(other)];
  return first !== undefined && second !== undefined && isDeepStrictEqual(first, second);
}

/** A document that Read normalizes, and of which the plan ignores how it is written. */
export const jsonDocument: ReadProperty = {
  reported: normalizedJson,
  same: isSameJson,
  source: "internal/verify/json.go, SuppressEquivalentJSONDiffs",
};

/** A document that is normalized both in the state and in the plan (its StateFunc), and compared as text then. */
export const normalizedDocument: ReadProperty = {
  reported: normalizedJson,
  same: (read, given) => read === normalizedJson(given),
};
