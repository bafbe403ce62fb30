import { OutputFileUnwritable } from "../readiness/output-file";
import { EngineMissing } from "../rehearsal/engine/engine";
import { FolderInUse } from "../rehearsal/run-folder";
import { SettingsError } from "../settings/settings-error";

const expected = [SettingsError, FolderInUse, EngineMissing, OutputFileUnwritable];

/** Whether an error is a mistake or a circumstance that its message explains; a stack trace would add nothing. */
export function isExpected(error: unknown): error is Error {
  return expected.some((kind) => error instanceof kind);
}
