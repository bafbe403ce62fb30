import fs from "node:fs";
import path from "node:path";
import { closest, distance } from "fastest-levenshtein";
import type * as yaml from "yaml";
import type { Rule } from "./rule";
import { waivableGuesses } from "./waivable-guesses";
import type { Waiver } from "./waiver";

/** A waiver file has errors; the message lists all of them, with what is allowed and how to fix it. */
export class WaiverFileFault extends Error {}

const fields = ["rule", "resource", "reason", "owner", "lastDay"] as const;

/** Where the waivers of a stage are kept. */
export interface WaiverFile {
  readonly path: string;
  /** Whether the file must exist, because it was configured. */
  readonly required: boolean;
}

/** The sources of the path of the waiver file, highest precedence first. */
export interface WaiverFileSources {
  /** The key `file` of the configuration of the rule `waivers-current`. */
  readonly configured: unknown;
  /** The environment variable CARE_PLATFORM_POLICY_WAIVERS. */
  readonly environment: string | undefined;
  readonly stage: string;
  /** The folder of the pack. */
  readonly packFolder: string;
}

/**
 * The waiver file in use: the configured one, else the one of the environment, both from the folder in which the
 * program runs, else `waivers/<stage>.yaml` of the pack. `<stage>` in a given path becomes the stage's name.
 */
export function waiverFileOf({ configured, environment, stage, packFolder }: WaiverFileSources): WaiverFile {
  const given = [configured, environment].find((text): text is string => typeof text === "string" && text !== "");
  if (given === undefined) return { path: path.join(packFolder, "waivers", `${stage}.yaml`), required: false };
  return { path: path.resolve(given.replaceAll("<stage>", stage)), required: true };
}

/**
 * Reads the waivers of a file; none if it does not exist.
 * @throws WaiverFileFault with all errors at once; also when a configured file does not exist.
 */
export function readWaivers(file: WaiverFile, rules: readonly Rule[], today?: string): readonly Waiver[] {
  const text = textOf(file);
  return text === undefined ? [] : parseWaivers(text, { file: file.path, rules, today });
}

/** The text of the file; undefined if it is optional and missing. Throws WaiverFileFault. */
function textOf({ path: file, required }: WaiverFile): string | undefined {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && !required) return undefined;
    const [given, fix] =
      code === "ENOENT"
        ? ["no such file", "create it, or remove its path"]
        : code === "EISDIR"
          ? ["a folder", "give the path of the file in it"]
          : [`a file that cannot be read (${code})`, "give the user of this command read permission"];
    throw faultOf(file, [fault("the file", given, "a waiver file", fix)]);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw faultOf(file, [fault("the file", "text in another encoding", "text in UTF-8", "save it as UTF-8")]);
  }
}

/** The context for parsing waivers. */
interface ParseContext {
  /** The file's path, for messages. */
  readonly file: string;
  readonly rules: readonly Rule[];
  /** The day it is, in UTC, as YYYY-MM-DD; a waiver may end a year later at the latest. @default no such limit */
  readonly today?: string;
}

/**
 * The waivers of a text: a YAML list of mappings with rule, resource, reason, owner and lastDay.
 * @throws WaiverFileFault with all errors at once.
 */
export function parseWaivers(text: string, { file, rules, today }: ParseContext): readonly Waiver[] {
  if (text.split("\n").every((line) => /^\s*(#|$)/.test(line))) return [];
  // Only a stage with waivers pays for the parser.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LineCounter, isMap, isSeq, parseDocument } = require("yaml") as typeof yaml;
  const lines = new LineCounter();
  const marker = text.split("\n").findIndex((line) => /^(<{7}|={7}|>{7})(\s|$)/.test(line));
  if (marker >= 0) {
    const where = `line ${marker + 1}`;
    throw faultOf(file, [fault(where, "a merge conflict marker", "YAML", "resolve the conflict")]);
  }
  const document = parseDocument(text, { lineCounter: lines });
  const faults = document.errors.map(({ message, linePos }) =>
    fault(`line ${linePos?.[0].line ?? 1}`, message.split("\n")[0] ?? "", "YAML", "fix the line"),
  );
  if (faults.length > 0) throw faultOf(file, faults);
  if (document.contents === null) return [];
  if (!isSeq(document.contents)) throw faultOf(file, [fault("the file", "not a list", "a list of waivers", form)]);
  const waivers: Waiver[] = [];
  for (const item of document.contents.items) {
    const line = lines.linePos((item as yaml.Node | null)?.range?.[0] ?? 0).line;
    const entry = isMap(item) ? valueOf(item, document) : undefined;
    const found =
      entry !== undefined
        ? faultsOf(entry, line, { rules, today })
        : [isMap(item) ? noAnchor(line) : notAMapping(line)];
    faults.push(...found);
    if (found.length === 0) waivers.push(entry as unknown as Waiver);
  }
  faults.push(...duplicates(waivers));
  if (faults.length > 0) throw faultOf(file, faults);
  return waivers;
}

/** An entry as plain data; undefined where it refers to an anchor that is not there. */
function valueOf(item: yaml.YAMLMap, document: yaml.Document): Record<string, unknown> | undefined {
  try {
    return item.toJS(document) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function noAnchor(line: number): string {
  return fault(`line ${line}`, "an alias without its anchor", "plain values", "write out the values");
}

const form = `write it as: - { ${fields.join(": …, ")}: … }`;

function notAMapping(line: number): string {
  return fault(`line ${line}`, "not a mapping", `a mapping of ${fields.join(", ")}`, form);
}

/** The errors of one entry. */
function faultsOf(
  entry: Record<string, unknown>,
  line: number,
  { rules, today }: Omit<ParseContext, "file">,
): readonly string[] {
  const faults: string[] = [];
  const at = (field: string): string => `line ${line}, ${field}`;
  for (const key of Object.keys(entry)) {
    const known = fields.some((field) => field === key);
    if (!known) faults.push(fault(at(key), "an unknown key", fields.join(", "), meant(key, fields) ?? "remove it"));
  }
  for (const field of fields) {
    const value = entry[field];
    if (typeof value !== "string" || value.trim() === "")
      faults.push(fault(at(field), value === undefined ? "nothing" : "not a string", "a string", `add ${field}`));
  }
  if (faults.length > 0) return faults;
  const { rule: id, resource, owner, lastDay } = entry as unknown as Waiver;
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const allowed = "the id of a rule of the pack, as shown in its messages";
    const ids = rules.map((one) => one.id);
    faults.push(fault(at("rule"), id, allowed, meant(id, ids) ?? "correct the id"));
  } else if (rule.unwaivable !== undefined && waivableGuesses[rule.id] === undefined) {
    faults.push(
      fault(at("rule"), id, "a rule that can be waived", `remove the waiver and fix the finding. ${rule.unwaivable}`),
    );
  }
  if (/[*?]/.test(resource) && !resource.startsWith("urn:")) {
    faults.push(
      fault(at("resource"), resource, "the exact name or URN of one resource", "write one waiver per resource"),
    );
  }
  if (!isDay(lastDay)) faults.push(fault(at("lastDay"), lastDay, "a date as YYYY-MM-DD", "write the last day in UTC"));
  else if (today !== undefined && lastDay > yearAfter(today))
    faults.push(fault(at("lastDay"), lastDay, `a day until ${yearAfter(today)}`, "renew the waiver every year"));
  if (!names.test(owner) || nobody.test(owner.trim()))
    faults.push(fault(at("owner"), owner, "a person or a team", "name who is responsible for the finding"));
  return faults;
}

/** A name has two letters at least. */
const names = /\p{L}.*\p{L}/u;
/** Words that do not name an owner. */
const nobody = /^(n\/?a|none|nobody|no one|nil|null|unknown|tbd|todo|xx+|someone|somebody|anyone|everyone|me)$/i;

/** The same day of the next year. */
function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}

/** A suggestion for a mistyped word, if at most a third of the letters differ. */
function meant(word: string, words: readonly string[]): string | undefined {
  const lower = word.trim().toLowerCase();
  const byLower = new Map(words.map((one) => [one.toLowerCase(), one]));
  const near = closest(lower, [...byLower.keys()]);
  const most = Math.max(1, Math.floor(near.length / 3));
  return distance(lower, near) <= most ? `did you mean "${byLower.get(near) ?? near}"?` : undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function duplicates(waivers: readonly Waiver[]): readonly string[] {
  const seen = new Set<string>();
  return waivers.flatMap(({ rule, resource }) => {
    const key = `${rule} on ${resource}`;
    if (seen.has(key)) return [fault(key, "two waivers", "one waiver per rule and resource", "remove one")];
    seen.add(key);
    return [];
  });
}

function fault(where: string, given: string, allowed: string, fix: string): string {
  return `  ${where}\n    given    ${given}\n    allowed  ${allowed}\n    fix      ${fix}\n`;
}

function faultOf(file: string, faults: readonly string[]): WaiverFileFault {
  const count = faults.length === 1 ? "1 error" : `${faults.length} errors`;
  return new WaiverFileFault([`The waiver file ${file} has ${count}.`, "", ...faults].join("\n"));
}
