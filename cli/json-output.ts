import { writeWhole } from "../readiness/output-file";
import type { JsonTarget } from "./npm-command";

/**
 * Writes a result as JSON to the target of `--json`; returns whether that is standard output, where nothing else may then be
 * printed. Throws `OutputFileUnwritable`.
 */
export function writeJson(target: JsonTarget, result: unknown): boolean {
  if (target === undefined) return false;
  const text = `${JSON.stringify(result, undefined, 2)}\n`;
  if (target === true) process.stdout.write(text);
  else writeWhole("--json", target, text);
  return target === true;
}
