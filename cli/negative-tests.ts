import { wrongChanges } from "../rehearsal/negative-tests/wrong-changes";
import type { Outcome } from "../rehearsal/negative-tests/negative-tests";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { coloursFor, errorColours } from "./colours";
import { interruption } from "./interruption";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run } from "./npm-command";

/** Seconds for one change, with two at a time on two cores; measured in November 2026. */
const secondsEach = 10;

async function testWrongChanges({ json }: { readonly json?: JsonTarget }): Promise<void> {
  const output = json === true ? process.stderr : process.stdout;
  const print = (...lines: readonly string[]): void => {
    for (const line of lines) output.write(`${line}\n`);
  };
  const { bold, green } = coloursFor(output);
  print(
    bold(
      `${wrongChanges.length} wrong changes of one line, each in a copy of the project that is rehearsed with the policy pack`,
    ),
    `Real engine, simulated account, on this machine only. About ${secondsEach} seconds each on two cores.`,
    "",
  );
  ownProcesses({ signals: false });
  const { negativeTests } = await import("../rehearsal/negative-tests/negative-tests.js");
  let done = 0;
  const outcomes = await negativeTests(wrongChanges, {
    signal: interruption(),
    onOutcome: (outcome) => {
      done += 1;
      print(...outcomeLines(outcome, `${done}/${wrongChanges.length}`, coloursFor(output)));
    },
  });
  const slipped = outcomes.filter(({ asExpected }) => !asExpected);
  if (slipped.length > 0) process.exitCode = 1;
  writeJson(json, {
    ok: slipped.length === 0,
    wrongChanges: outcomes.map(({ change: { title, stage, file, stoppedBy: expected }, ...outcome }) => ({
      title,
      stage,
      file,
      expected,
      ...outcome,
    })),
  });
  if (slipped.length === 0) {
    print("", `${green("OK")}  All ${outcomes.length} changes were stopped by the expected rule.`);
    return;
  }
  const titles = slipped.map(({ change }) => change.title).join("; ");
  process.stderr.write(
    `\n${errorColours.red("FAILED")}  ${slipped.length} of ${outcomes.length} changes were not stopped as expected: ${titles}.\n`,
  );
}

function outcomeLines(
  { change, stoppedBy, said, asExpected }: Outcome,
  number: string,
  { dim, green, red }: ReturnType<typeof coloursFor>,
): readonly string[] {
  const by = stoppedBy.length === 0 ? "nothing" : stoppedBy.join(", ");
  const word = asExpected ? green("stopped") : red("MISSED");
  return [
    `${dim(number.padStart(5))}  ${word}  ${change.title} ${dim(`(${change.stage}, ${change.file})`)}`,
    `                by ${by}${asExpected ? "" : `, not by ${change.stoppedBy}`}: ${said}`,
  ];
}

const command = npmCommand(
  "negative-tests",
  "Make ten wrong changes, one at a time, and check that the expected rule or setting check stops each of them.",
)
  .addOption(jsonOption("the outcome of each change"))
  .addHelpText("after", "\nExit codes: 0 every change was stopped as expected, 1 a change was not.")
  .action(testWrongChanges);

void run(command);
