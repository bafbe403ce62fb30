import { DamagedAccount } from "../rehearsal/account/faults";
import { CommentError } from "../readiness/render/comment-error";
import { ExpectedError } from "../settings/faults/expected-error";

const expected = [ExpectedError, DamagedAccount, CommentError];

/** The operating system's codes for a disk or a folder that cannot be written; its message names the file. */
const circumstances = ["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EMFILE", "ENOTDIR"];

/** Whether an error is a user error or an external condition that its message explains, without a stack trace. */
export function isExpected(error: unknown): error is Error {
  if (expected.some((kind) => error instanceof kind)) return true;
  return error instanceof Error && "code" in error && circumstances.includes(String(error.code));
}
