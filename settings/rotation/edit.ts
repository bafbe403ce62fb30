import { isDeepStrictEqual } from "node:util";
import { isMap, isNode, isScalar, type Pair, parseDocument, type Range, Scalar, stringify, type YAMLMap } from "yaml";
import { SettingsError } from "../faults/settings-error";
import type { VendorRecord } from "../secrets/vendor";
import { namespace } from "../stage/namespace";
import type { Keyring } from "./keyring";

/** A record and where it goes. */
export interface RecordChange {
  readonly system: string;
  readonly name: string;
  readonly record: Keyring | VendorRecord;
}

const root = "rotation";

/**
 * The text of a stage's file with changed records. Only the fields of these records change: every other byte stays,
 * including comments, blank lines, quoting and line endings.
 * @throws SettingsError if the file has no mapping for the records.
 */
export function withRecords(text: string, changes: readonly RecordChange[]): string {
  return changes.reduce((before, { system, name, record }) => {
    const plain = JSON.parse(JSON.stringify(record)) as Fields;
    const after = applied(before, editsFor(before, [root, system, name], plain));
    if (!isDeepStrictEqual(fieldsIn(after, root), put(fieldsIn(before, root), [system, name], plain)))
      throw unwritable();
    return after;
  }, text);
}

/**
 * The text of a stage's file with fields of one setting changed, and nothing else.
 * @param path the keys from `care-platform:` down to the mapping of the fields, which is made where it is missing.
 * @throws SettingsError if the file has no mapping for them.
 */
export function withFields(text: string, path: readonly [string, ...string[]], fields: Fields): string {
  const after = applied(text, editsFor(text, path, fields, { keepsOthers: true }));
  const [root, ...inner] = path;
  const before = fieldsAt(fieldsIn(text, root), inner);
  if (!isDeepStrictEqual(fieldsIn(after, root), put(fieldsIn(text, root), inner, { ...before, ...fields })))
    throw unwritable();
  return after;
}

function fieldsAt(tree: Fields, path: readonly string[]): Fields {
  return path.reduce((inner, name) => (inner[name] ?? {}) as Fields, tree);
}

type Fields = Readonly<Record<string, unknown>>;

/** A part of the text, by its offsets, and its replacement. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.from - one.from || other.to - one.to)
    .reduce((before, edit) => before.slice(0, edit.from) + edit.text + before.slice(edit.to), text);
}

/** The edits that put fields at a path, which is made where it is missing; other fields there go, unless they are kept. */
function editsFor(
  text: string,
  [first, ...path]: readonly [string, ...string[]],
  record: Fields,
  { keepsOthers = false } = {},
): readonly Edit[] {
  const config = parseDocument(text).get("config", true);
  if (!isMap(config)) throw unwritable();
  let holder: YAMLMap = config;
  const names = [pairOf(config, first) === undefined ? `${namespace}${first}` : first, ...path];
  for (const [depth, name] of names.entries()) {
    const pair = pairOf(holder, name);
    const rest = names.slice(depth + 1);
    if (pair === undefined) return [added(text, holder, { [name]: nested(rest, record) })];
    if (isEmpty(pair)) return filled(text, pair, nested(rest, record));
    if (!isMap(pair.value)) throw unwritable();
    holder = pair.value;
  }
  const whole = keepsOthers ? { ...(holder.toJSON() as Fields), ...record } : record;
  return holder.flow === true ? [spliced(holder, flowText(whole))] : fieldEdits(text, holder, whole);
}

/** An empty mapping. */
function isEmpty({ value }: Pair): boolean {
  return (isMap(value) && value.items.length === 0) || value === null || (isScalar(value) && value.value === null);
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key: node }) => isScalar(node) && node.value === name);
}

function nested(path: readonly string[], record: Fields): Fields {
  return path.reduceRight<Fields>((inner, name) => ({ [name]: inner }), record);
}

/** Field by field, so that a comment beside one stays. */
function fieldEdits(text: string, map: YAMLMap, record: Fields): readonly Edit[] {
  const held = map.toJSON() as Fields;
  const changed = Object.entries(record).filter(([field, value]) => !isDeepStrictEqual(held[field], value));
  const inPlace = changed.filter(([field, value]) => isScalar(map.get(field, true)) && typeof value !== "object");
  const others = changed.filter(([field]) => !inPlace.some(([one]) => one === field));
  const gone = Object.keys(held).filter(
    (field) => record[field] === undefined || others.some(([one]) => one === field),
  );
  return [
    ...inPlace.map(([field, value]) => spliced(map.get(field, true) ?? {}, scalarText(value))),
    ...gone.map((field): Edit => {
      const start = lineStart(text, startOf(pairOf(map, field)));
      return { from: start, to: endOfPair(text, pairOf(map, field)), text: "" };
    }),
    ...(others.length === 0 ? [] : [added(text, map, Object.fromEntries(others))]),
  ];
}

/** Further keys after the last one of a mapping. */
function added(text: string, map: YAMLMap, fields: Fields): Edit {
  const last = map.items.at(-1);
  if (map.flow === true) {
    const end = endOfValue(last);
    return { from: end, to: end, text: `, ${flowText(fields).slice(2, -2)}` };
  }
  return inserted(text, endOfPair(text, last), columnOf(text, last), fields);
}

/** The first keys of an empty mapping, below its key. */
function filled(text: string, pair: Pair, fields: Fields): readonly Edit[] {
  const [from = 0, to = 0] = (pair.value as Scalar | null)?.range ?? [];
  const blanks = /[ \t]*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  const end = text.indexOf("\n", Math.max(startOf(pair), to));
  return [
    ...(to > from ? [{ from: from - blanks, to, text: "" }] : []),
    inserted(text, end < 0 ? text.length : end + 1, columnOf(text, pair) + 2, fields),
  ];
}

/** Whole lines, inserted at the start of a line. */
function inserted(text: string, at: number, column: number, fields: Fields): Edit {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = stringify(quoted(fields), { lineWidth: 0 }).trimEnd().split("\n");
  const block = lines.map((line) => " ".repeat(column) + line).join(lineEnd);
  const isEnd = at === text.length && !text.endsWith("\n");
  return { from: at, to: at, text: isEnd ? `${lineEnd}${block}` : `${block}${lineEnd}` };
}

function endOfValue(pair: Pair | undefined): number {
  if (!isNode(pair?.value) || !pair.value.range) throw unwritable();
  return pair.value.range[1];
}

function spliced({ range }: { readonly range?: Range | null | undefined }, text: string): Edit {
  if (!range) throw unwritable();
  return { from: range[0], to: range[1], text };
}

function startOf(pair: Pair | undefined): number {
  return (pair?.key as Scalar | undefined)?.range?.[0] ?? 0;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function columnOf(text: string, pair: Pair | undefined): number {
  return startOf(pair) - lineStart(text, startOf(pair));
}

/** The start of the line after a pair: a line with no deeper indentation is another key, or a comment of one. */
function endOfPair(text: string, pair: Pair | undefined): number {
  const further = new RegExp(`^ {${columnOf(text, pair) + 1},}\\S`);
  let position = startOf(pair);
  let end = text.length;
  for (let isFirst = true; position < text.length; isFirst = false) {
    const newline = text.indexOf("\n", position);
    const next = newline < 0 ? text.length : newline + 1;
    const line = text.slice(position, next);
    if (isFirst || further.test(line)) end = next;
    else if (line.trim() !== "") break;
    position = next;
  }
  return end;
}

/** Plain words that every YAML parser reads as text; all other text is quoted. */
const word = /^[a-z]{4,}$/;

/** A text in quotes: the engine's YAML parser would reformat a timestamp. */
function scalarText(value: unknown): string {
  return typeof value === "string" && word.test(value) ? value : JSON.stringify(value);
}

function flowText(fields: Fields): string {
  const texts = Object.entries(fields).map(([field, value]) => {
    const isMapping = typeof value === "object" && value !== null;
    return `${field}: ${isMapping ? flowText(value as Fields) : scalarText(value)}`;
  });
  return `{ ${texts.join(", ")} }`;
}

/** A value whose texts are quoted as by {@link scalarText}. */
function quoted(value: unknown): unknown {
  if (typeof value === "string" && !word.test(value)) {
    const scalar = new Scalar(value);
    scalar.type = Scalar.QUOTE_DOUBLE;
    return scalar;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, quoted(inner)]));
}

/** The value of a top-level setting of the file. */
function fieldsIn(text: string, name: string): Fields {
  const { config } = parseDocument(text).toJS() as { readonly config?: Fields };
  return (config?.[`${namespace}${name}`] ?? config?.[name] ?? {}) as Fields;
}

function put(tree: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const mapping = { ...(tree as Fields | null | undefined) };
  return { ...mapping, [name]: put(mapping[name], rest, value) };
}

function unwritable(): SettingsError {
  return new SettingsError(
    [
      "The record cannot be written to the stage file. Nothing was changed.",
      "",
      '    allowed  a mapping below "config:", and below the setting mappings without anchors, tags or text',
      "    fix      write these sections as plain keys and values, as in version control",
    ].join("\n"),
  );
}
