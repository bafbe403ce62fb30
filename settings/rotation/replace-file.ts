import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { SettingsError } from "../faults/settings-error";

/**
 * Replaces a file atomically: readers see the old or the new text, also after an interruption.
 * @throws SettingsError if the file has changed since `before` was read, or cannot be written.
 */
export function replaceFile(name: string, before: string, after: string): void {
  let temporary: string | undefined;
  try {
    // A symbolic link is kept: its target is replaced.
    const file = fs.realpathSync(name);
    // A file that is guarded against writing is not replaced either.
    fs.accessSync(file, fs.constants.W_OK);
    temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
    write(temporary, after, fs.statSync(file).mode);
    if (fs.readFileSync(file, "utf8") !== before) throw changedMeanwhile(name);
    fs.renameSync(temporary, file);
  } catch (error) {
    throw error instanceof SettingsError ? error : cannotBeWritten(name, error as NodeJS.ErrnoException);
  } finally {
    if (temporary !== undefined) fs.rmSync(temporary, { force: true });
  }
}

function write(file: string, text: string, mode: number): void {
  const descriptor = fs.openSync(file, "wx", mode);
  try {
    fs.writeFileSync(descriptor, text);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function changedMeanwhile(name: string): SettingsError {
  return new SettingsError(
    `${path.basename(name)} was changed by another process; nothing was written.\n\n    fix      run it again`,
  );
}

function cannotBeWritten(name: string, { code = "unknown" }: NodeJS.ErrnoException): SettingsError {
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "permission denied for it or its folder",
    EPERM: "permission denied for it or its folder",
    EROFS: "it is on a read-only file system",
    ENOENT: "it no longer exists",
    ENOSPC: "there is no space left",
  };
  return new SettingsError(
    [
      `${path.basename(name)} cannot be written: ${reasons[code] ?? code}. Nothing was changed.`,
      "",
      "    fix      make the file and its folder writable, then run the command again",
    ].join("\n"),
  );
}
