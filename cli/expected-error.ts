import { DamagedAccount } from "../rehearsal/account/faults";
import { CommentError } from "../readiness/render/comment-error";
import { ExpectedError } from "../settings/faults/expected-error";

const expected = [ExpectedError, DamagedAccount, CommentError];

/** The operating system's codes for a disk or a folder that cannot be written; its message names the file. */
const circumstances = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EMFILE", "ENOTDIR"];

/** Whether an error is a mistake or a circumstance that its message explains; a stack trace would add nothing. */
export function isExpected(error: unknown): error is Error {
  if (expected.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && "code" in error && circumstances.includes(String(error.code));
}
