import * as fs from "node:fs";
import * as path from "node:path";
import { stackFileName } from "../settings/file";
import { rehearsalSource } from "../settings/overlay";
import { parseSettings } from "../settings/parse";
import { type StackName, stackNames } from "../settings/stage";
import { coloursFor, errorColours } from "./colours";
import { isExpected } from "./expected-error";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run, stageOption } from "./npm-command";

const root = path.resolve(__dirname, "..");

interface Options {
  readonly stage?: StackName;
  readonly directory: string;
  readonly json?: JsonTarget;
}

/** What came of the check of a stack's file. */
interface Checked {
  readonly stack: StackName;
  readonly file: string;
  /** Whether every value that was chosen is right. */
  readonly ok: boolean;
  /** The settings that are still to be set; unknown of a file with faults. */
  readonly open?: readonly string[];
  /** What is wrong with it. */
  readonly faults?: string;
}

function check(stack: StackName, directory: string): Checked {
  const file = stackFileName(stack);
  try {
    const { source, replaced } = rehearsalSource(stack, directory);
    parseSettings(source);
    const open = replaced.filter(({ instead }) => instead !== "value").map(({ key }) => key);
    return { stack, file, ok: true, open };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { stack, file, ok: false, faults: error.message };
  }
}

function checkStageFiles({ stage, directory, json }: Options): void {
  const there = stackNames.filter((stack) => fs.existsSync(path.join(directory, stackFileName(stack))));
  const checked = (stage === undefined ? there : [stage]).map((stack) => check(stack, directory));
  process.exitCode = checked.every(({ ok }) => ok) ? 0 : 1;
  if (writeJson(json, { ok: process.exitCode === 0, stacks: checked })) return;
  for (const { file, open = [], faults } of checked) {
    if (faults !== undefined) {
      process.stderr.write(`${errorColours.red("wrong")}  ${faults}\n`);
      continue;
    }
    const left =
      open.length === 0 ? "complete" : `${open.length} ${open.length === 1 ? "value" : "values"} still to be set`;
    const lines = stage === undefined ? "" : open.map((key) => `    ${key}\n`).join("");
    process.stdout.write(`${coloursFor(process.stdout).green("right")}  ${file}, ${left}\n${lines}`);
  }
}

const command = npmCommand(
  "settings",
  "Check the stage files without an engine, account or passphrase, and count the values that are still to be set.",
)
  .addOption(stageOption("check only this stage and list its values still to be set"))
  .option("--directory <folder>", "the folder of the stage files and rehearsal/stand-ins.yaml", root)
  .addOption(jsonOption())
  .addHelpText("after", "\nExit codes: 0 every set value is valid, 1 a value is not.")
  .action(checkStageFiles);

void run(command);
