/** Why a text is not JSON, as the end of a sentence, where that is known: npm announces each script on standard output. */
export function notJsonBecause(text: string): string {
  if (text.trim() === "") return ": it is empty";
  return /^\s*> /.test(text) ? `: it starts with npm's output; write the file with "npm run --silent"` : "";
}
