import * as fs from "node:fs";
import * as path from "node:path";

/** What the source of a component says of it. */
export interface ComponentNote {
  /** Its type token: `care-platform:data:Postgres`. */
  readonly type: string;
  /** Its file, from the root of the project. */
  readonly file: string;
  /** What it costs, as its documentation has it; absent where it says nothing. */
  readonly cost?: { readonly date: string; readonly basis: string; readonly text: string };
}

/** The notes of every component below the root of the project, by type token. */
export function componentNotes(root: string): ReadonlyMap<string, ComponentNote> {
  const files = fs
    .readdirSync(path.join(root, "components"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort();
  const notes = files.flatMap((name) => {
    const file = `components/${name.split(path.sep).join("/")}`;
    return notesIn(fs.readFileSync(path.join(root, file), "utf8")).map((note) => ({ file, ...note }));
  });
  return new Map(notes.map((note) => [note.type, note]));
}

/** The components that a source declares: each class has its documentation before it and its type token in it. */
function notesIn(source: string): Omit<ComponentNote, "file">[] {
  const classes = source.split(/^export class /m);
  return classes.slice(1).flatMap((text, index) => {
    const [, type] = /\bsuper\(\s*"(care-platform:\w+:\w+)"/.exec(text) ?? [];
    const documentation = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*$/.exec(classes[index] ?? "")?.[1] ?? "";
    return type === undefined ? [] : [{ type, ...costIn(documentation) }];
  });
}

function costIn(documentation: string): Pick<ComponentNote, "cost"> {
  const words = documentation
    .replace(/^\s*\* ?/gm, "")
    .split("\n\n")
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
  for (const paragraph of words) {
    const [, date, basis, text] = /^Cost \((\w+ \d{4}), ([^)]*)\): (.*)$/.exec(paragraph) ?? [];
    if (date !== undefined && basis !== undefined && text !== undefined) return { cost: { date, basis, text } };
  }
  return {};
}
