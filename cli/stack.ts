import { type StackName, stackNamed, stackNames } from "../stacks/settings/systems";
import { namespace } from "../settings/stage/namespace";
import * as fs from "node:fs";
import * as path from "node:path";
import { Argument, Option } from "commander";
import { readStageFile, stackFileName } from "../stacks/settings/file";
import { SettingsError } from "../settings/faults/settings-error";
import { firstStackFile } from "../stacks/settings/stack-file";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run, stackOf } from "./npm-command";

interface Options {
  readonly directory: string;
  readonly json?: JsonTarget;
}

/** Writes the file of the stack, and prints the remaining steps. */
function makeStackFile(stack: StackName, { directory, json }: Options): void {
  const name = stackFileName(stack);
  const file = path.join(directory, name);
  const text = firstStackFile(stack, directory);
  try {
    fs.writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new SettingsError(`${name} already exists and was not changed. Rehearse it: ${rehearsalOf(stack)}`);
  }
  const network = readStageFile(stack, directory).values[`${namespace}network`]?.value ?? "{}";
  const { cidr } = JSON.parse(network) as { readonly cidr?: string };
  if (writeJson(json, { stack, file: name, cidr, next: rehearsalOf(stack) })) return;
  const { stage } = stackNamed(stack);
  process.stdout.write(
    [
      `Created ${name} from ${stackFileName(stage)}, with the network ${cidr ?? "of that stage"} and without secrets.`,
      `Next: ${rehearsalOf(stack)}`,
      'Before you deploy it, set its domain and its secrets: docs/deploy.md, "One system alone".',
      "",
    ].join("\n"),
  );
}

function rehearsalOf(stack: StackName): string {
  return `npm run rehearse -- --stage ${stack}`;
}

const command = npmCommand("stack", "Create the settings file of a stack with one system, from the file of its stage.")
  .addArgument(
    new Argument("<stack>", "the stack, such as staging-med-platform")
      .choices(stackNames.filter((name) => stackNamed(name).system !== undefined))
      .argParser(stackOf),
  )
  .addOption(new Option("--directory <folder>", "the folder of the stage files").default(process.cwd()).hideHelp())
  .addOption(jsonOption())
  .addHelpText("after", "\nExit codes: 0 created, 1 not created. An existing file is not changed.")
  .action(makeStackFile);

void run(command);
