import * as fs from "node:fs";
import * as path from "node:path";
import { Command, Option } from "commander";
import { rehearse } from "../rehearsal/rehearsal";
import type { RehearsalResult } from "../rehearsal/result";
import { RehearsalFailure } from "../rehearsal/steps";
import { stages } from "../settings/stage";
import type { Stage } from "../settings/stage";
import { isExpected } from "./expected-error";
import { requireWritable } from "./output-file";
import { progressOnStandardError } from "./progress";
import { RehearsalPrinter } from "./rehearsal-printer";

/** 0: everything did what it should. */
const exitCodes = { failed: 1, blocked: 2 } as const;

interface Options {
  readonly stage: Stage;
  readonly json?: string;
  readonly export?: string;
  readonly keep?: true;
}

async function run(options: Options): Promise<void> {
  const printer = new RehearsalPrinter(options.stage, await progressOnStandardError());
  try {
    requireWritable("--json", options.json);
    requireWritable("--export", options.export);
    const result = await rehearse({
      stage: options.stage,
      keep: options.keep ?? false,
      exportFile: options.export,
      listener: printer,
    });
    writeJson(options.json, result);
    printer.succeeded(result, options.keep ?? false);
  } catch (error) {
    if (error instanceof RehearsalFailure) {
      if (error.result) writeJson(options.json, error.result);
      printer.failed(error.message, error.blockedByChecklist);
      process.exitCode = error.blockedByChecklist ? exitCodes.blocked : exitCodes.failed;
    } else if (isExpected(error)) {
      printer.failed(error.message, false);
      process.exitCode = exitCodes.failed;
    } else {
      throw error;
    }
  }
}

function writeJson(file: string | undefined, result: RehearsalResult): void {
  if (file === undefined) return;
  fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}

void new Command("npm run rehearse --")
  .description("Preview, deploy, deploy again and destroy a whole stage: real engine, simulated account.")
  .addOption(new Option("--stage <stage>", "the stage to rehearse").choices(stages).default("staging"))
  .option("--json <file>", "write the result as JSON")
  .option("--export <file>", "write the state of the deployed stack, as pulumi stack export does")
  .option("--keep", "leave the stage standing in the simulated account")
  .addHelpText("after", "\nExit codes: 0 everything did what it should, 1 the run failed, 2 the checklist blocks.")
  .action(run)
  .parseAsync();
