import * as fs from "node:fs";
import * as path from "node:path";
import { type Document, LineCounter, parseDocument, visit } from "yaml";
import { SettingsError } from "../faults/settings-error";

/** A YAML file and where its lines are. */
export interface YamlFile {
  /** The file's own name. */
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/**
 * Reads a YAML file.
 * @throws SettingsError when it is not there, not UTF-8 or not YAML, or holds a merge conflict, naming file and line.
 */
export function readYaml(directory: string, file: string): YamlFile {
  const text = textOf(directory, file);
  refuseConflict(text, file);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const refuse = (offset: number, allowed: string, fix: string): never => {
    const { line, col } = lines.linePos(offset);
    throw notYaml(`${file}:${line}:${col}`, file, text.split("\n")[line - 1] ?? "", allowed, fix);
  };
  const [first] = document.errors;
  if (first !== undefined) {
    refuse(
      first.pos[0],
      `YAML; the parser reports: ${first.message}`,
      "look at this line and the one above it: indentation, a missing colon, an open quote or bracket",
    );
  }
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      refuse(
        alias.range?.[0] ?? 0,
        `YAML; the alias * needs an anchor &${alias.source} before it`,
        "write out the value; put a string that starts with * in quotes",
      );
    },
  });
  return { file, document, lines };
}

/**
 * The content of a file, as plain values.
 * @throws SettingsError when its aliases refer to each other without end.
 */
export function plainContent({ file, document }: YamlFile): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(
      `${file} cannot be read: ${reason}.\n\n    fix      write out the values instead of aliases with & and *`,
    );
  }
}

/** How to restore an intact file. */
const takeIt =
  "restore the file from version control; each stage has one, and a stack for one system starts as a copy of it";

function textOf(directory: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(path.join(directory, file));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === "ENOENT" ? "file not found" : String(error);
    throw new SettingsError(`${file} cannot be read: ${reason}.\n\n    fix      ${takeIt}`);
  }
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes.includes(0);
  try {
    if (isUtf16) throw new TypeError("UTF-16");
    // A byte order mark is left out, as Pulumi does.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new SettingsError(
      [
        `${file} is not in UTF-8.`,
        "",
        `    given    ${isUtf16 ? "UTF-16, which some Windows editors and shells write" : "bytes that are not UTF-8, such as Latin-1"}`,
        "    allowed  YAML in UTF-8",
        "    fix      save the file with the encoding UTF-8; in PowerShell: Out-File -Encoding utf8",
      ].join("\n"),
    );
  }
}

/** Git's conflict markers at the start of a line. */
const conflictMark = /^(<{7}|\|{7}|={7}|>{7})( .*)?$/;

function refuseConflict(text: string, file: string): void {
  const marked = text.split(/\r?\n/).flatMap((line, index) => (conflictMark.test(line) ? [index + 1] : []));
  const [first] = marked;
  if (first === undefined) return;
  throw new SettingsError(
    [
      `${file} has merge conflict markers.`,
      "",
      `  ${file}:${first}`,
      `    given    Git conflict markers in ${marked.length === 1 ? "line" : "lines"} ${marked.join(", ")}`,
      "    allowed  one version of each setting",
      "    fix      keep one version between the markers, delete the markers, and commit: git diff shows both versions",
    ].join("\n"),
  );
}

function notYaml(place: string, file: string, line: string, allowed: string, fix: string): SettingsError {
  return new SettingsError(
    [
      `${file} is not valid YAML.`,
      "",
      `  ${place}`,
      `    given    ${hint(line)}`,
      `    allowed  ${allowed}`,
      `    fix      ${fix}`,
    ].join("\n"),
  );
}

/** The key of a line, without its value: a line that cannot be parsed may hold anything. */
function hint(line: string): string {
  const key = /^\s*(?:- )?[\w.:-]*?[\w.-]+(?=:(\s|$))/.exec(line);
  return key === null ? "a line that cannot be read" : `the line of ${key[0].trim()}`;
}
