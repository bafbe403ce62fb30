import { valueAt } from "../../settings/fields/field";
import { literally } from "../../settings/fields/literally";
import { leavesOf } from "../../settings/standing/leaves";
import type { Settings } from "./schema";
import { stageSchema } from "./schema";
import { keyOf } from "./standing/record";

/**
 * The setting behind an error: its message has the setting's key and value, or a value that only
 * this setting has. Undefined for none or several: a wrong setting would mislead.
 * @param section the section to search, as in the file: `doctor-system`, `doctor-system.atlas`.
 */
export function settingNamed(message: string, section: string, settings: Settings): string | undefined {
  const inMessage = leavesOf(stageSchema(settings.stage)).flatMap(({ path }) => {
    const key = keyOf(path);
    const value = wordsOf(valueAt(settings, path));
    if (value === undefined || !key.startsWith(`${section}.`) || !occurs(value, message)) return [];
    return [{ key, value, isNamed: occurs(String(path.at(-1)), message) }];
  });
  const named = inMessage.filter(({ isNamed }) => isNamed);
  // Numbers and short words are ambiguous; a value without a key must be unique.
  const telling = named.length > 0 ? named : inMessage.filter(({ value }) => value.length >= 4 && !/^\d+$/.test(value));
  const [only, ...others] = telling;
  return others.length === 0 ? only?.key : undefined;
}

/** A value in the form of a message; a list as its entries; `undefined` for unspecific values such as true. */
function wordsOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === "string") ? value.join(", ") : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Whether a message has a text as words of their own. */
function occurs(text: string, message: string): boolean {
  return text !== "" && new RegExp(`(?<![\\w.-])${literally(text)}(?![\\w-]|\\.\\w)`, "u").test(message);
}
