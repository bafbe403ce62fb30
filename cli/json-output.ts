import { writeWhole } from "../readiness/output-file";
import type { JsonTarget } from "./npm-command";

/**
 * Writes a result as JSON where `--json` wants it; says whether standard output is taken by it, so that nothing else may be
 * printed there. Throws `OutputFileUnwritable`.
 */
export function writeJson(target: JsonTarget, result: unknown): boolean {
  if (target === undefined) return false;
  const text = `${JSON.stringify(result, undefined, 2)}\n`;
  if (target === true) process.stdout.write(text);
  else writeWhole("--json", target, text);
  return target === true;
}
