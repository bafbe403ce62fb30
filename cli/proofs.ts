import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { proofs } from "../checklist/proofs/index";
import { jestReport, unproven } from "../readiness/proven";
import { runCommandLine } from "./run-command-line";

const root = path.resolve(__dirname, "..");

/** Prints the rows whose proof did not hold in the run, and ends with 1 where there is one. */
function run({ jest }: { readonly jest: string }): void {
  let text: string;
  try {
    text = fs.readFileSync(jest, "utf8");
  } catch {
    process.stderr.write(`${jest} cannot be read. Make it: npm test -- --json --outputFile=${jest}\n`);
    process.exitCode = 1;
    return;
  }
  const faults = unproven(proofs, jestReport(text), root);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`${proofs.size - faults.length} of ${proofs.size} rows are proved by a test that passed.\n`);
  if (faults.length > 0) process.exitCode = 1;
}

const program = new Command("npm run proofs --")
  .description("Hold the proof of every checklist row against one run of the tests: the test it names has passed.")
  .requiredOption("--jest <file>", "what `npm test -- --json --outputFile=<file>` wrote")
  .action(run);

void runCommandLine(program);
