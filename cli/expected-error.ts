import { OutputFileUnwritable } from "../readiness/output-file";
import { UnreadableResult } from "../readiness/read-result";
import { EngineMissing } from "../rehearsal/engine/engine";
import { NothingKept } from "../rehearsal/kept-stage";
import { FolderInUse } from "../rehearsal/run-folder";
import { CommentError } from "../readiness/render/comment-error";
import { SettingsError } from "../settings/settings-error";

const expected = [
  SettingsError,
  FolderInUse,
  EngineMissing,
  OutputFileUnwritable,
  UnreadableResult,
  CommentError,
  NothingKept,
];

/** The operating system's codes for a disk or a folder that cannot be written; its message names the file. */
const circumstances = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EMFILE", "ENOTDIR"];

/** Whether an error is a mistake or a circumstance that its message explains; a stack trace would add nothing. */
export function isExpected(error: unknown): error is Error {
  if (expected.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && "code" in error && circumstances.includes(String(error.code));
}
