import { Command } from "commander";
import { readResult, UnreadableResult } from "../readiness/read-result";
import { comment, CommentError } from "../readiness/render/comment";
import { OutputFileUnwritable, writeWhole } from "../readiness/output-file";

interface Options {
  readonly result: readonly string[];
  readonly commit?: string;
  readonly output?: string;
}

/** Prints the comment, or writes it. */
function run({ result, commit, output }: Options): void {
  try {
    const text = comment({ results: result.map(readResult), commit });
    if (output === undefined) process.stdout.write(text);
    else writeWhole("--output", output, text);
  } catch (error) {
    const expected = [UnreadableResult, CommentError, OutputFileUnwritable].some((kind) => error instanceof kind);
    if (!expected) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

new Command("npm run comment --")
  .description("Make the comment that a pull request gets about one stage, from the results of its runs.")
  .requiredOption(
    "--result <file...>",
    "what --json wrote: of the rehearsal, and of the preview of the real stage if any",
  )
  .option("--commit <sha>", "the commit that was run, to be named in the comment")
  .option("--output <file>", "write the comment there instead of printing it")
  .action(run)
  .parse();
