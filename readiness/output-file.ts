import * as fs from "node:fs";
import * as path from "node:path";
import { ExpectedError } from "../settings/faults/expected-error";

/** A file that a person asked for cannot be written. */
export class OutputFileUnwritable extends ExpectedError {}

/**
 * Makes sure that a file can be written, before work begins whose result it is to hold; leaves what is there as it is.
 * @param option the option that names the file: `--json`.
 * @throws OutputFileUnwritable with what was given, what is allowed and how to correct it.
 */
export function requireWritable(option: string, file: string | undefined): void {
  if (file === undefined) return;
  const resolved = path.resolve(file);
  try {
    const isNew = !fs.existsSync(resolved);
    makeFolder(path.dirname(resolved));
    fs.closeSync(fs.openSync(resolved, "a"));
    if (isNew) fs.rmSync(resolved);
  } catch (error) {
    throw unwritable(option, file, error);
  }
}

/**
 * Writes a file whole or not at all: whoever reads it meanwhile finds the old one.
 * @param option the option that names the file: `--json`.
 * @throws OutputFileUnwritable as `requireWritable` does.
 */
export function writeWhole(option: string, file: string, text: string): void {
  requireWritable(option, file);
  const resolved = path.resolve(file);
  const temporary = `${resolved}.${process.pid}.part`;
  try {
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, resolved);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw unwritable(option, file, error);
  }
}

function unwritable(option: string, file: string, error: unknown): OutputFileUnwritable {
  return new OutputFileUnwritable(
    [
      `The file for ${option} cannot be written.`,
      "",
      `    given    ${option} ${file}: ${reasonOf(error as NodeJS.ErrnoException)}`,
      "    allowed  the name of a file in a folder that exists or can be created",
      "    fix      choose another name, or make the folder writable",
    ].join("\n"),
  );
}

/** One folder after the other: Node's own `recursive` does not end where a file system refuses folders, as /proc does. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  fs.mkdirSync(folder);
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: "it is a folder",
  ENOENT: "its folder cannot be created",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of its path is a file",
  EEXIST: "a part of its path is a file",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is exceeded",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
};

/** Why the operating system refused a file, in words. */
export function reasonOf({ code = "", message }: NodeJS.ErrnoException): string {
  return reasons[code] ?? message;
}
