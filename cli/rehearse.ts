import "../rehearsal/engine/own-process";
import { Command, Option } from "commander";
import { failedBeforeStart } from "../readiness/policy-result";
import { requireWritable } from "../readiness/output-file";
import { rehearse } from "../rehearsal/rehearsal";
import { RehearsalFailure } from "../rehearsal/steps";
import { SettingsError } from "../settings/settings-error";
import { stages } from "../settings/stage";
import type { Stage } from "../settings/stage";
import { isExpected } from "./expected-error";
import { progressOnStandardError } from "./progress";
import { RehearsalPrinter } from "./rehearsal-printer";
import { assertReportsWritable, writeReports } from "./reports";
import type { ReportFiles } from "./reports";

/** 0: everything did what it should. */
const exitCodes = { failed: 1, blocked: 2 } as const;

interface Options extends ReportFiles {
  readonly stage: Stage;
  readonly export?: string;
  readonly keep?: true;
  readonly previewOnly?: true;
  readonly fromKept?: true;
}

async function run(options: Options): Promise<void> {
  const printer = new RehearsalPrinter(options.stage, await progressOnStandardError());
  try {
    assertReportsWritable(options);
    requireWritable("--export", options.export);
    const result = await rehearse({
      stage: options.stage,
      keep: options.keep ?? false,
      previewOnly: options.previewOnly ?? false,
      fromKept: options.fromKept ?? false,
      exportFile: options.export,
      listener: printer,
    });
    writeReports(options, result);
    printer.succeeded(result, { kept: options.keep ?? false, previewOnly: options.previewOnly ?? false });
  } catch (error) {
    if (error instanceof RehearsalFailure) {
      if (error.result) writeReports(options, error.result);
      printer.failed(error.message, error.blockedByChecklist);
      process.exitCode = error.blockedByChecklist ? exitCodes.blocked : exitCodes.failed;
    } else if (isExpected(error)) {
      if (error instanceof SettingsError) {
        writeReports(options, failedBeforeStart(options.stage, "rehearsal", error.message));
      }
      printer.failed(error.message, false);
      process.exitCode = exitCodes.failed;
    } else {
      throw error;
    }
  }
}

void new Command("npm run rehearse --")
  .description("Preview, deploy, deploy again and destroy a whole stage: real engine, simulated account.")
  .addOption(new Option("--stage <stage>", "the stage to rehearse").choices(stages).default("staging"))
  .option("--json <file>", "write the result as JSON, from which every other report can be made")
  .option("--sarif <file>", "write what the rules found as SARIF 2.1.0, for code scanning")
  .option("--junit <file>", "write a test case for each rule as JUnit XML")
  .option("--markdown <file>", "write the result as Markdown")
  .option("--export <file>", "write the state of the deployed stack, as pulumi stack export does")
  .option("--keep", "leave the stage standing in the simulated account")
  .option("--from-kept", "begin with the stage that --keep left, and see what the program changes about it")
  .option("--preview-only", "deploy nothing")
  .addHelpText("after", "\nExit codes: 0 everything did what it should, 1 the run failed, 2 the checklist blocks.")
  .action(run)
  .parseAsync();
