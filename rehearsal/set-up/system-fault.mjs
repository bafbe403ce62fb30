/** What the operating system's errors mean to a person, and what helps. */
const meanings = {
  ENOSPC: "the disk is full; free some space and run the command again",
  EDQUOT: "the disk quota is exceeded; free some space and run the command again",
  EROFS: "the file system is read-only",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  ENOTDIR: "a part of the path is a file and not a folder",
  EMFILE: "too many files are open; raise the limit (ulimit -n)",
};

/**
 * The sentence for an error of the operating system, with the file it is about, or undefined for every other error.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function explained(error) {
  const meaning = Object.hasOwn(meanings, error?.code ?? "") ? meanings[error.code] : undefined;
  if (meaning === undefined) return undefined;
  return `${error.path ?? error.dest ?? "a file"} cannot be written: ${meaning} (${error.code}).`;
}

/**
 * The sentence for what a program of others printed when it met such an error, or undefined.
 * @param {string} output
 * @returns {string | undefined}
 */
export function explainedOutput(output) {
  if (/ENOSPC|no space left on device/i.test(output)) return meanings.ENOSPC;
  if (/EDQUOT|disk quota exceeded/i.test(output)) return meanings.EDQUOT;
  if (/EROFS|read-only file system/i.test(output)) return meanings.EROFS;
  return undefined;
}
