import * as fs from "node:fs";
import * as path from "node:path";
import { proofs } from "../checklist/proofs/index";
import { verifications } from "../verify/proofs";
import { jestReport, unproven } from "../readiness/proven";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, refuse, run } from "./npm-command";

const root = path.resolve(__dirname, "..");

interface Options {
  readonly jest: string;
  readonly json?: JsonTarget;
}

/** Prints the rows whose proof failed in the run, and exits with 1 if there is one. */
function prove({ jest, json }: Options): void {
  let text: string;
  try {
    text = fs.readFileSync(jest, "utf8");
  } catch {
    refuse(`${jest} cannot be read. Create it with: npm test -- --json --outputFile=${jest}`, json === true);
    return;
  }
  const all = new Map([...proofs, ...verifications]);
  const faults = unproven(all, jestReport(text), root);
  const proved = all.size - faults.length;
  if (faults.length > 0) process.exitCode = 1;
  if (writeJson(json, { rows: all.size, proved, unproven: faults })) return;
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`${proved} of ${all.size} rows are proved by a passing test.\n`);
}

const command = npmCommand("proofs", "Check that the test behind every checklist row passed in a Jest run.")
  .requiredOption("--jest <file>", "the file of `npm test -- --json --outputFile=<file>`")
  .addOption(jsonOption("the number of proved rows and the unproved rows"))
  .action(prove);

void run(command);
