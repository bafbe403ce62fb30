import { Command } from "commander";
import pc from "picocolors";
import { mistakes } from "../rehearsal/sabotage/mistakes";
import { sabotage } from "../rehearsal/sabotage/sabotage";
import type { Outcome } from "../rehearsal/sabotage/sabotage";
import { runCommandLine } from "./run-command-line";

async function run(): Promise<void> {
  print(
    pc.bold(`${mistakes.length} mistakes of one line, each made in a copy of the project and rehearsed under the pack`),
    "Real engine, simulated account; nothing leaves this machine. About ten seconds each on two processors.",
    "",
  );
  const outcomes = await sabotage(mistakes, { onOutcome: printOutcome });
  const slipped = outcomes.filter(({ asExpected }) => !asExpected);
  if (slipped.length === 0) {
    print("", `${pc.green("OK")}  All ${outcomes.length} were stopped, each by the rule that is there for it.`);
    return;
  }
  const titles = slipped.map(({ mistake }) => mistake.title).join("; ");
  process.stderr.write(`\n${pc.red("FAILED")}  ${slipped.length} of ${outcomes.length} were not: ${titles}.\n`);
  process.exitCode = 1;
}

function printOutcome({ mistake, stoppedBy, said, asExpected }: Outcome): void {
  const by = stoppedBy.length === 0 ? "nothing" : stoppedBy.join(", ");
  print(
    `${asExpected ? pc.green("stopped") : pc.red("SLIPPED")}  ${mistake.title} ${pc.dim(`(${mistake.stage}, ${mistake.file})`)}`,
    `         by ${by}${asExpected ? "" : `, not by ${mistake.stoppedBy}`}: ${said}`,
  );
}

function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

const program = new Command("npm run sabotage")
  .description("Make ten mistakes, one after the other, and see each stopped by its rule or by the settings.")
  .addHelpText("after", "\nExit codes: 0 every mistake was stopped by what must stop it, 1 one was not.")
  .action(run);

void runCommandLine(program, { startsProcesses: true });
