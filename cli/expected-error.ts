import { DamagedAccount } from "../rehearsal/account/store";
import { ExpectedError } from "../settings/expected-error";

/** Whether an error is a mistake or a circumstance that its message explains; a stack trace would add nothing. */
export function isExpected(error: unknown): error is Error {
  return error instanceof ExpectedError || error instanceof DamagedAccount;
}
