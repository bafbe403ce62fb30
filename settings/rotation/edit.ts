import * as fs from "node:fs";
import * as path from "node:path";
import { isMap, isScalar, parseDocument, Scalar } from "yaml";
import { namespace } from "../source";
import type { System } from "../stage";
import type { Keyring } from "./keyring";
import type { VendorRecord } from "./vendors";

/** A record and where it goes. */
export interface RecordChange {
  readonly system: System;
  readonly name: string;
  readonly record: Keyring | VendorRecord;
}

const key = `${namespace}rotation`;

/**
 * The text of a stage's file with records changed. Outside the section `rotation` not a byte is another, and inside
 * every comment stays.
 * @throws Error when the file has no mapping below `config:`.
 */
export function withRecords(text: string, changes: readonly RecordChange[]): string {
  const lines = text.split("\n");
  const { from, to, indent } = placeOf(text, lines);
  const section = parseDocument(dedented(lines.slice(from, to), indent));
  if (section.contents === null || !section.has(key)) section.set(key, section.createNode({}));
  if (!isMap(section.get(key, true))) section.set(key, section.createNode({}));
  for (const { system, name, record } of changes) {
    if (!isMap(section.getIn([key, system], true))) section.setIn([key, system], section.createNode({}));
    const before = section.getIn([key, system, name], true);
    if (isMap(before)) {
      // Field by field, so that a comment beside one stays.
      const fields = Object.entries(plain(record));
      for (const [field] of Object.entries(before.toJSON() as object)) {
        if (!fields.some(([kept]) => kept === field)) before.delete(field);
      }
      for (const [field, value] of fields) {
        const held = before.get(field, true);
        if (isScalar(held) && typeof value !== "object") held.value = value;
        else before.set(field, section.createNode(quoted(value)));
      }
    } else {
      section.setIn([key, system, name], section.createNode(quoted(plain(record))));
    }
  }
  const written = section.toString({ lineWidth: 0 }).trimEnd();
  const block = written.split("\n").map((line) => (line === "" ? line : `${" ".repeat(indent)}${line}`));
  return [...lines.slice(0, from), ...block, ...lines.slice(to)].join("\n");
}

/** The record without what it does not say. */
function plain(record: Keyring | VendorRecord): Record<string, unknown> {
  return JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
}

/** Words that no reader of YAML takes for anything but text; all other text is quoted. */
const word = /^[a-z]{4,}$/;

/** A value whose text is in quotes: the engine's reader of YAML would turn a moment into another spelling of it. */
function quoted(value: unknown): unknown {
  if (typeof value === "string" && !word.test(value)) {
    const scalar = new Scalar(value);
    scalar.type = Scalar.QUOTE_DOUBLE;
    return scalar;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, quoted(inner)]));
}

/** The lines of the section, or the empty place behind the last key where it will be. */
function placeOf(text: string, lines: readonly string[]): { from: number; to: number; indent: number } {
  const config = parseDocument(text).get("config", true);
  if (!isMap(config)) throw new Error('The file has no mapping below "config:".');
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length - 1;
  const starts = config.items.flatMap(({ key: node }) =>
    isScalar(node) && node.range ? [{ name: String(node.value), line: lineOf(node.range[0]) }] : [],
  );
  const indent = /^ */.exec(lines[starts[0]?.line ?? 0] ?? "")?.[0].length ?? 2;
  const found = starts.find(({ name }) => name === key || name === "rotation");
  if (found === undefined) {
    const last = starts.at(-1)?.line ?? lines.length - 1;
    const end = endOf(lines, last, indent);
    return { from: end, to: end, indent };
  }
  return { from: found.line, to: endOf(lines, found.line, indent), indent };
}

/** The line behind a key's value: what is indented no further is another key, or a comment of one. */
function endOf(lines: readonly string[], start: number, indent: number): number {
  const further = new RegExp(`^ {${indent + 1},}\\S`);
  let end = start + 1;
  for (let line = end; line < lines.length; line += 1) {
    const text = lines[line] ?? "";
    if (further.test(text)) end = line + 1;
    else if (text.trim() !== "") break;
  }
  return end;
}

function dedented(lines: readonly string[], indent: number): string {
  return lines.map((line) => line.slice(indent)).join("\n");
}

/**
 * Replaces a file as a whole: whoever reads it has the old text or the new one, also when this is interrupted.
 * @throws Error when somebody has changed the file since `before` was read.
 */
export function replaceFile(file: string, before: string, after: string): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  const { mode } = fs.statSync(file);
  const descriptor = fs.openSync(temporary, "wx", mode);
  try {
    fs.writeFileSync(descriptor, after);
    fs.fsyncSync(descriptor);
    fs.closeSync(descriptor);
    if (fs.readFileSync(file, "utf8") !== before) {
      throw new Error(
        `${path.basename(file)} was changed by somebody else meanwhile; nothing was written. Run it again.`,
      );
    }
    fs.renameSync(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
}
