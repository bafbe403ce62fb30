import { valueAt } from "../../settings/fields/field";
import { literally } from "../../settings/fields/literally";
import { leavesOf } from "../../settings/standing/leaves";
import type { Settings } from "./schema";
import { stageSchema } from "./schema";
import { keyOf } from "./standing/record";

/**
 * The one setting that an error speaks of: its message has the setting's own key and its value, or it has a value that only
 * this setting has. Undefined where none does, or more than one: a wrong setting would mislead.
 * @param section where it is looked for, as the file names it: `doctor-system`, `doctor-system.atlas`.
 */
export function settingNamed(message: string, section: string, settings: Settings): string | undefined {
  const inMessage = leavesOf(stageSchema(settings.stage)).flatMap(({ path }) => {
    const key = keyOf(path);
    const value = wordsOf(valueAt(settings, path));
    if (value === undefined || !key.startsWith(`${section}.`) || !occurs(value, message)) return [];
    return [{ key, value, isNamed: occurs(String(path.at(-1)), message) }];
  });
  const named = inMessage.filter(({ isNamed }) => isNamed);
  // A number or a short word may stand there for anything; a value without a name must be one of a kind.
  const telling = named.length > 0 ? named : inMessage.filter(({ value }) => value.length >= 4 && !/^\d+$/.test(value));
  const [only, ...others] = telling;
  return others.length === 0 ? only?.key : undefined;
}

/** A value as a message may show it; a list as its entries; `undefined` for what says nothing, such as true. */
function wordsOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === "string") ? value.join(", ") : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Whether a message has a text as words of their own. */
function occurs(text: string, message: string): boolean {
  return text !== "" && new RegExp(`(?<![\\w.-])${literally(text)}(?![\\w-]|\\.\\w)`, "u").test(message);
}
