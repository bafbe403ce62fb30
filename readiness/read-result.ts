import * as fs from "node:fs";
import { ExpectedError } from "../settings/faults/expected-error";
import { notJsonBecause } from "./not-json";
import { runResult } from "./run-result";
import type { RunResult } from "./run-result";

/** A file is not the result of a run; the message says what is wrong with it and how to make one. */
export class UnreadableResult extends ExpectedError {}

/** Reads a result that `--json` wrote. Throws {@link UnreadableResult}. */
export function readResult(file: string): RunResult {
  const { success, data, error } = runResult.safeParse(parsed(file));
  if (success) return data;
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "the file" : issue.path.join(".");
  throw refusal(file, `${where} does not match the result format of this version`);
}

function parsed(file: string): unknown {
  let text = "";
  try {
    text = fs.readFileSync(file, "utf8");
    return JSON.parse(text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refusal(file, code === "ENOENT" ? "file not found" : (code ?? `it is not JSON${notJsonBecause(text)}`));
  }
}

function refusal(file: string, why: string): UnreadableResult {
  return new UnreadableResult(
    `${file} cannot be read as the result of a run: ${why}. Make one: npm run rehearse -- --stage staging --json ${file}`,
  );
}
