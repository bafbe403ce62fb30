import { Unreadable } from "../unreadable";

/** An object as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of a JSON text; undefined for invalid JSON. Never repeats the text: it may contain a secret. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An input that may be JSON text or its value. */
export function fromJson(value: unknown): unknown {
  return typeof value === "string" ? parsedJson(value) : value;
}

/** The placeholder of an encrypted secret in a recorded state. */
const undecrypted = "[secret]";

/**
 * A property that is a text, empty where it is absent. Throws {@link Unreadable} when it is something else, or a secret that
 * was not decrypted.
 */
export function textIn(value: unknown, setting: string): string {
  if (value === undefined || value === null) return "";
  if (value === undecrypted) throw new Unreadable(`the secret in ${setting}, which was not decrypted`);
  if (typeof value === "string") return value;
  throw new Unreadable(`a string in ${setting}`);
}

/** The required shape of a value of a JSON document, and its description. */
export interface Shape<T> {
  readonly is: (value: unknown) => value is T;
  /** In words, for messages: "a string". */
  readonly words: string;
}

export const text: Shape<string> = { is: (value) => typeof value === "string", words: "a string" };
export const flag: Shape<boolean> = { is: (value) => typeof value === "boolean", words: "true or false" };
export const list: Shape<readonly unknown[]> = { is: (value) => Array.isArray(value), words: "a list" };
export const object: Shape<JsonObject> = { is: isObject, words: "an object" };
export const texts: Shape<readonly string[]> = {
  is: (value): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === "string"),
  words: "a list of strings",
};
export const textMap: Shape<Readonly<Record<string, string>>> = {
  is: (value): value is Readonly<Record<string, string>> =>
    isObject(value) && Object.values(value).every((one) => typeof one === "string"),
  words: "an object of strings",
};

/**
 * An object of a JSON document whose keys are case-insensitive, as in Go: `Name`, `name` and `NAME` are one.
 * A null counts as absent.
 */
export class AnyCaseObject {
  readonly #fields: ReadonlyMap<string, unknown>;

  constructor(
    fields: JsonObject,
    /** The name of the object, for messages: "container api". */
    readonly name: string,
  ) {
    this.#fields = new Map(Object.entries(fields).map(([key, value]) => [key.toLowerCase(), value]));
  }

  /** The value of a key; undefined if there is none. Throws {@link Unreadable} for another shape. */
  get<T>(key: string, shape: Shape<T>): T | undefined {
    const value = this.#fields.get(key.toLowerCase());
    if (value === undefined || value === null) return undefined;
    if (shape.is(value)) return value;
    throw new Unreadable(`${shape.words} in ${key} of ${this.name}`);
  }
}
