import * as fs from "node:fs";
import * as path from "node:path";
import { Argument, Option } from "commander";
import { readStageFile, stackFileName } from "../settings/files/file";
import { SettingsError } from "../settings/faults/settings-error";
import { firstStackFile } from "../settings/files/stack-file";
import { namespace } from "../settings/stage/source";
import { type StackName, stackNamed, stackNames } from "../settings/stage/stage";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run, stackOf } from "./npm-command";

interface Options {
  readonly directory: string;
  readonly json?: JsonTarget;
}

/** Writes the file of the stack, and says what is left to do. */
function makeStackFile(stack: StackName, { directory, json }: Options): void {
  const name = stackFileName(stack);
  const file = path.join(directory, name);
  const text = firstStackFile(stack, directory);
  try {
    fs.writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new SettingsError(`${name} is there already, and is left as it is. Rehearse it: ${rehearsalOf(stack)}`);
  }
  const network = readStageFile(stack, directory).values[`${namespace}network`]?.value ?? "{}";
  const { cidr } = JSON.parse(network) as { readonly cidr?: string };
  if (writeJson(json, { stack, file: name, cidr, next: rehearsalOf(stack) })) return;
  const { stage } = stackNamed(stack);
  process.stdout.write(
    [
      `Written: ${name}, from ${stackFileName(stage)}, with the network ${cidr ?? "of that stage"} and without secrets.`,
      `Next: ${rehearsalOf(stack)}`,
      'To deploy it, choose its domain and set its secrets: docs/deploy.md, "One system alone".',
      "",
    ].join("\n"),
  );
}

function rehearsalOf(stack: StackName): string {
  return `npm run rehearse -- --stage ${stack}`;
}

const command = npmCommand(
  "stack",
  "Make the settings file of a stack that holds one system of a stage, from the file of the stage.",
)
  .addArgument(
    new Argument("<stack>", "the stack, such as staging-med-platform")
      .choices(stackNames.filter((name) => stackNamed(name).system !== undefined))
      .argParser(stackOf),
  )
  .addOption(new Option("--directory <folder>", "where the stage files lie").default(process.cwd()).hideHelp())
  .addOption(jsonOption())
  .addHelpText("after", "\nExit codes: 0 written, 1 not. A file that is there already is left as it is.")
  .action(makeStackFile);

void run(command);
