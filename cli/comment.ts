import { writeWhole } from "../readiness/output-file";
import { readResult } from "../readiness/read-result";
import { comment, commentMarker } from "../readiness/render/comment";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run } from "./npm-command";

interface Options {
  readonly result: readonly string[];
  readonly commit?: string;
  readonly output?: string;
  readonly json?: JsonTarget;
}

/** Prints the comment, or writes it. */
function printComment({ result, commit, output, json }: Options): void {
  const results = result.map(readResult);
  const body = comment({ results, commit });
  const [{ stage } = { stage: "" }] = results;
  const isTaken = writeJson(json, { stage, marker: commentMarker(stage), body });
  if (output !== undefined) writeWhole("--output", output, body);
  else if (!isTaken) process.stdout.write(body);
}

const command = npmCommand("comment", "Render the pull request comment for one stage from the results of its runs.")
  .requiredOption(
    "--result <file...>",
    "the --json result of the rehearsal, and of the preview of the real stage if there is one",
  )
  .option("--commit <sha>", "the commit to show in the comment")
  .option("--output <file>", "write the comment to a file instead of printing it")
  .addOption(jsonOption("stage, marker and body of the comment"))
  .action(printComment);

void run(command);
