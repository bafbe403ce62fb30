import { Command } from "commander";
import { readResult } from "../readiness/read-result";
import { comment } from "../readiness/render/comment";
import { writeWhole } from "../readiness/output-file";
import { runCommandLine } from "./run-command-line";

interface Options {
  readonly result: readonly string[];
  readonly commit?: string;
  readonly output?: string;
}

/** Prints the comment, or writes it. */
function run({ result, commit, output }: Options): void {
  const text = comment({ results: result.map(readResult), commit });
  if (output === undefined) process.stdout.write(text);
  else writeWhole("--output", output, text);
}

const program = new Command("npm run comment --")
  .description("Make the comment that a pull request gets about one stage, from the results of its runs.")
  .requiredOption(
    "--result <file...>",
    "what --json wrote: of the rehearsal, and of the preview of the real stage if any",
  )
  .option("--commit <sha>", "the commit that was run, to be named in the comment")
  .option("--output <file>", "write the comment there instead of printing it")
  .action(run);

void runCommandLine(program);
