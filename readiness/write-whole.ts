import * as fs from "node:fs";
import * as path from "node:path";

/** A file that was asked for cannot be written; the message says which, why, and what to give instead. */
export class UnwritableFile extends Error {}

/**
 * Makes sure, before any work is done, that a file can be written where it is wanted, and makes the folders above it.
 * `wanted` is how the person asked for it: `--sarif`. Throws {@link UnwritableFile}.
 */
export function assertWritable(file: string, wanted: string): void {
  const target = path.resolve(file);
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.accessSync(path.dirname(target), fs.constants.W_OK);
    if (fs.existsSync(target) && fs.statSync(target).isDirectory()) throw new Error("it is a folder");
  } catch (error) {
    throw unwritable(file, wanted, error);
  }
}

/** Writes a file whole or not at all: whoever reads it meanwhile finds the old one. Throws {@link UnwritableFile}. */
export function writeWhole(file: string, text: string, wanted: string): void {
  assertWritable(file, wanted);
  const temporary = `${path.resolve(file)}.${process.pid}.part`;
  try {
    fs.writeFileSync(temporary, text);
    fs.renameSync(temporary, path.resolve(file));
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw unwritable(file, wanted, error);
  }
}

function unwritable(file: string, wanted: string, error: unknown): UnwritableFile {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string | undefined>> = {
    EACCES: "this user may not write there",
    EEXIST: "a part of the path is a file",
    ENOTDIR: "a part of the path is a file",
    EISDIR: "it is a folder",
    ENOSPC: "the disk is full",
    EROFS: "the file system is read-only",
  };
  return new UnwritableFile(
    `${wanted} ${file} cannot be written: ${reasons[code ?? ""] ?? message}. Give a file in a folder that you may write to.`,
  );
}
