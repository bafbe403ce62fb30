import { mistakes } from "../rehearsal/sabotage/mistakes";
import type { Outcome } from "../rehearsal/sabotage/sabotage";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { coloursFor, errorColours } from "./colours";
import { interruption } from "./interruption";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run } from "./npm-command";

/** What one mistake takes, of two at a time on two processors; measured in November 2026. */
const secondsEach = 10;

async function sabotageCopies({ json }: { readonly json?: JsonTarget }): Promise<void> {
  const output = json === true ? process.stderr : process.stdout;
  const print = (...lines: readonly string[]): void => {
    for (const line of lines) output.write(`${line}\n`);
  };
  const { bold, green } = coloursFor(output);
  print(
    bold(`${mistakes.length} mistakes of one line, each made in a copy of the project and rehearsed under the pack`),
    `Real engine, simulated account; nothing leaves this machine. About ${secondsEach} seconds each on two processors.`,
    "",
  );
  ownProcesses({ signals: false });
  const { sabotage } = await import("../rehearsal/sabotage/sabotage.js");
  let done = 0;
  const outcomes = await sabotage(mistakes, {
    signal: interruption(),
    onOutcome: (outcome) => {
      done += 1;
      print(...outcomeLines(outcome, `${done}/${mistakes.length}`, coloursFor(output)));
    },
  });
  const slipped = outcomes.filter(({ asExpected }) => !asExpected);
  if (slipped.length > 0) process.exitCode = 1;
  writeJson(json, {
    ok: slipped.length === 0,
    mistakes: outcomes.map(({ mistake: { title, stage, file, stoppedBy: expected }, ...outcome }) => ({
      title,
      stage,
      file,
      expected,
      ...outcome,
    })),
  });
  if (slipped.length === 0) {
    print("", `${green("OK")}  All ${outcomes.length} were stopped, each by the rule that is there for it.`);
    return;
  }
  const titles = slipped.map(({ mistake }) => mistake.title).join("; ");
  process.stderr.write(
    `\n${errorColours.red("FAILED")}  ${slipped.length} of ${outcomes.length} were not: ${titles}.\n`,
  );
}

function outcomeLines(
  { mistake, stoppedBy, said, asExpected }: Outcome,
  number: string,
  { dim, green, red }: ReturnType<typeof coloursFor>,
): readonly string[] {
  const by = stoppedBy.length === 0 ? "nothing" : stoppedBy.join(", ");
  const word = asExpected ? green("stopped") : red("SLIPPED");
  return [
    `${dim(number.padStart(5))}  ${word}  ${mistake.title} ${dim(`(${mistake.stage}, ${mistake.file})`)}`,
    `                by ${by}${asExpected ? "" : `, not by ${mistake.stoppedBy}`}: ${said}`,
  ];
}

const command = npmCommand(
  "sabotage",
  "Make ten mistakes, one after the other, and see each stopped by its rule or by the settings.",
)
  .addOption(jsonOption("the outcome of each change"))
  .addHelpText("after", "\nExit codes: 0 every mistake was stopped by what must stop it, 1 one was not.")
  .action(sabotageCopies);

void run(command);
