import { type StackName } from "../stacks/settings/systems";
import { changeLines } from "../readiness/render/change-lines";
import { outcomeOf, verdictOf, words } from "../readiness/render/verdict";
import type { RunResult } from "../readiness/run-result";
import { projectRoot } from "../rehearsal/engine/engine";
import { limits, limitsInWords } from "../rehearsal/engine/limits";
import { ownProcesses } from "../rehearsal/processes/own-processes";
import { LastRuns, pastStepOf } from "../rehearsal/last-runs";
import { coloursFor } from "./colours";
import { isExpected } from "./expected-error";
import { jsonOption, npmCommand, run, stageOption } from "./npm-command";
import { progressOnStandardError } from "./progress";
import { changesText } from "./rehearsal-printer";
import { assertReportsWritable, writeReports, writtenLines } from "./reports";
import type { ReportFiles } from "./reports";

/** 0: no mandatory rule is broken so far. */
const exitCodes = { failed: 1, blocked: 2 } as const;

interface Options extends ReportFiles {
  readonly stage: StackName;
}

async function preview(options: Options): Promise<void> {
  ownProcesses();
  assertReportsWritable(options);
  const lastRuns = new LastRuns(projectRoot, `${options.stage}.preview`);
  const startProgress = await progressOnStandardError();
  const progress = startProgress("preview", lastRuns.usual().get("preview"));
  try {
    const { previewRealStage } = await import("../rehearsal/real-stage.js");
    const result = await previewRealStage(options.stage, (finished) => {
      progress.update(finished);
    });
    progress.stop();
    if (result.ok) lastRuns.add(result.steps.map(pastStepOf));
    report(options, result, await writeReports(options, result));
  } catch (error) {
    if (isExpected(error) && options.json !== true) {
      const { failedBeforeStart } = await import("../readiness/policy-result.js");
      await writeReports(options, failedBeforeStart(options.stage, "preview", error.message));
    }
    throw error;
  } finally {
    progress.stop();
  }
}

function report(options: Options, result: RunResult, files: readonly string[]): void {
  const output = options.json === true ? process.stderr : process.stdout;
  const print = (...lines: readonly string[]): void => {
    for (const line of lines) output.write(`${line}\n`);
  };
  const { red, green, yellow } = coloursFor(output);
  const outcome = outcomeOf(result);
  const colour = { failed: red, blocked: red, open: yellow, ok: green }[outcome];
  // A failed preview is incomplete, so its numbers mean nothing.
  for (const step of outcome === "failed" ? [] : result.steps) {
    print(`${changesText(step, true)}  ${step.seconds.toFixed(1)} s`, ...changeLines(step).map((line) => `  ${line}`));
  }
  for (const { kind, message } of result.policy.findings) {
    if (kind !== "undecided") print(`  ${kind} ${message}`);
  }
  print(`${colour(words[outcome])}  ${options.stage}: ${verdictOf(result)}`, ...writtenLines(files));
  if (result.ok) return;
  if (!result.blocked) process.stderr.write(`${result.failure ?? ""}\n`);
  process.exitCode = result.blocked ? exitCodes.blocked : exitCodes.failed;
}

const command = npmCommand(
  "preview",
  "Preview a real stage with the policy pack, using the credentials in this environment. Changes nothing.",
)
  .addOption(stageOption("the stage to preview").makeOptionMandatory())
  .addOption(jsonOption("the result (the source of every other report)"))
  .option("--sarif <file>", "write the findings as SARIF 2.1.0, for code scanning")
  .option("--junit <file>", "write one test case per rule as JUnit XML")
  .option("--markdown <file>", "write the result as Markdown")
  .addHelpText(
    "after",
    `\nExit codes: 0 no mandatory violations so far, 1 the preview failed, 2 the checklist blocks.\n${limitsInWords(limits.realSilenceMinutes)}`,
  )
  .action(preview);

void run(command);
