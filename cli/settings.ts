import * as fs from "node:fs";
import * as path from "node:path";
import { Command, Option } from "commander";
import pc from "picocolors";
import { stackFileName } from "../settings/file";
import { rehearsalSource } from "../settings/overlay";
import { parseSettings } from "../settings/parse";
import { type StackName, stackNames } from "../settings/stage";
import { isExpected } from "./expected-error";

const root = path.resolve(__dirname, "..");

interface Options {
  readonly stage?: StackName;
  readonly directory: string;
}

/** Checks the file of a stack and prints what came of it; whether every value in it is right. */
function check(stack: StackName, directory: string, list: boolean): boolean {
  try {
    const { source, replaced } = rehearsalSource(stack, directory);
    parseSettings(source);
    const open = replaced.filter(({ instead }) => instead !== "value").map(({ key }) => key);
    const left =
      open.length === 0
        ? "complete"
        : `${open.length} ${open.length === 1 ? "value" : "values"} left to choose or to set`;
    const lines = list ? open.map((key) => `    ${key}\n`).join("") : "";
    process.stdout.write(`${pc.green("right")}  ${stackFileName(stack)}, ${left}\n${lines}`);
    return true;
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`${pc.red("wrong")}  ${error.message}\n`);
    return false;
  }
}

function run({ stage, directory }: Options): void {
  const there = stackNames.filter((stack) => fs.existsSync(path.join(directory, stackFileName(stack))));
  const results = (stage === undefined ? there : [stage]).map((stack) => check(stack, directory, stage !== undefined));
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

new Command("npm run settings --")
  .description(
    "Check the stage files without an engine, an account or a passphrase: every value that was chosen, and how much is left to choose.",
  )
  .addOption(new Option("--stage <stack>", "only the file of this stack, and list what is left").choices(stackNames))
  .option("--directory <folder>", "where the stage files and rehearsal/stand-ins.yaml lie", root)
  .addHelpText("after", "\nExit codes: 0 every value that was chosen is right, 1 one is not.")
  .action(run)
  .parse();
