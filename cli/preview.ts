import { Command, Option } from "commander";
import { failedBeforeStart } from "../readiness/policy-result";
import { outcomeOf, signs, verdictOf } from "../readiness/render/verdict";
import { EngineRefusal } from "../rehearsal/engine/engine-error";
import { limits, limitsInWords } from "../rehearsal/engine/limits";
import { previewRealStage } from "../rehearsal/real-stage";
import { stages } from "../settings/stage";
import type { Stage } from "../settings/stage";
import { assertReportsWritable, writeReports } from "./reports";
import { runCommandLine } from "./run-command-line";
import type { ReportFiles } from "./reports";

/** 0: no mandatory rule is broken so far. */
const exitCodes = { failed: 1, blocked: 2 } as const;

interface Options extends ReportFiles {
  readonly stage: Stage;
}

async function run(options: Options): Promise<void> {
  try {
    assertReportsWritable(options);
    const result = await previewRealStage(options.stage);
    writeReports(options, result);
    process.stdout.write(`${signs[outcomeOf(result)]} ${options.stage}: ${verdictOf(result)}\n`);
    for (const { kind, message } of result.policy.findings) {
      if (kind !== "undecided") process.stdout.write(`  ${kind} ${message}\n`);
    }
    if (result.ok) return;
    if (!result.blocked) process.stderr.write(`${result.failure ?? ""}\n`);
    process.exitCode = result.blocked ? exitCodes.blocked : exitCodes.failed;
  } catch (error) {
    if (error instanceof EngineRefusal)
      writeReports(options, failedBeforeStart(options.stage, "preview", error.message));
    throw error;
  }
}

const program = new Command("npm run preview --")
  .description("Preview a real stage under the policy pack, with the credentials of this environment. Changes nothing.")
  .addOption(new Option("--stage <stage>", "the stage to preview").choices(stages).makeOptionMandatory())
  .option("--json <file>", "write the result as JSON, from which every other report can be made")
  .option("--sarif <file>", "write what the rules found as SARIF 2.1.0, for code scanning")
  .option("--junit <file>", "write a test case for each rule as JUnit XML")
  .option("--markdown <file>", "write the result as Markdown")
  .addHelpText(
    "after",
    `\nExit codes: 0 no mandatory rule is broken so far, 1 the preview failed, 2 the checklist blocks.\n${limitsInWords(limits.realSilenceMinutes)}`,
  )
  .action(run);

void runCommandLine(program, { startsProcesses: true });
