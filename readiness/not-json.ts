/** Why a text is not JSON, as the end of a sentence, where that is known: npm announces each script on standard output. */
export function notJsonBecause(text: string): string {
  if (text.trim() === "") return ": it is empty";
  return /^\s*> /.test(text) ? ': it begins with what npm prints of a script; write it with "npm run --silent"' : "";
}
