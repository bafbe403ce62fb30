import { type StackName, stackNames } from "../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { type EffectiveSetting, effectiveSettings } from "../stacks/settings/effective";
import { stackFileName } from "../stacks/settings/file";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import { ExpectedError } from "../settings/faults/expected-error";
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

/** The result of checking a stack's file. */
interface Checked {
  readonly stack: StackName;
  readonly file: string;
  /** Whether every chosen value is valid. */
  readonly ok: boolean;
  /** The settings that are still to be set; unknown of a file with faults. */
  readonly open?: readonly string[];
  /** Every setting with its value and source, for one stack. */
  readonly settings?: readonly EffectiveSetting[];
  /** What is wrong with it. */
  readonly faults?: string;
}

function check(stack: StackName, directory: string, isOnly: boolean): Checked {
  const file = stackFileName(stack);
  try {
    const { source, replaced } = rehearsalSource(stack, directory);
    parseSettings(source);
    const open = replaced.filter(({ instead }) => instead !== "value").map(({ key }) => key);
    return { stack, file, ok: true, open, ...(isOnly && { settings: effectiveSettings(stack, directory) }) };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { stack, file, ok: false, faults: error.message };
  }
}

function checkStageFiles({ stage, directory, json }: Options): void {
  const there = stackNames.filter((stack) => fs.existsSync(path.join(directory, stackFileName(stack))));
  if (stage === undefined && there.length === 0) {
    throw new ExpectedError(
      `There is no stage file in ${directory}: expected one such as ${stackFileName("staging")}.`,
    );
  }
  const checked = (stage === undefined ? there : [stage]).map((stack) => check(stack, directory, stage !== undefined));
  process.exitCode = checked.every(({ ok }) => ok) ? 0 : 1;
  if (writeJson(json, { ok: process.exitCode === 0, stacks: checked })) return;
  for (const { file, open = [], settings = [], faults } of checked) {
    if (faults !== undefined) {
      process.stderr.write(`${errorColours.red("wrong")}  ${faults}\n`);
      continue;
    }
    const left =
      open.length === 0 ? "complete" : `${open.length} ${open.length === 1 ? "value" : "values"} still to be set`;
    process.stdout.write(`${tableOf(settings)}${coloursFor(process.stdout).green("right")}  ${file}, ${left}\n`);
  }
}

/** The longest value that the table shows whole, in characters. */
const widestValue = 48;

/** The settings as aligned columns, one line each: key, value, source, and remaining action. */
function tableOf(settings: readonly EffectiveSetting[]): string {
  const widest = Math.max(0, ...settings.map(({ key }) => key.length));
  const width = Math.min(widestValue, Math.max(0, ...settings.map(({ text }) => text.length)));
  return settings
    .map(({ key, text, from, open }) => {
      const value = text.length <= widestValue ? text : `${text.slice(0, widestValue - 1)}…`;
      const origin = typeof from === "string" ? from : `${from.file}:${from.line ?? "?"}`;
      const left = open === undefined ? "" : open === "choose" ? "  to choose" : "  to set";
      return `${key.padEnd(widest)}  ${value.padEnd(width)}  ${origin === "none" ? "" : origin}${left}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join("");
}

const command = npmCommand(
  "settings",
  "Check the stage files without an engine, account or passphrase, and count the values that are still to be set.",
)
  .addOption(stageOption("check only this stage and print every setting with its value and where it is set"))
  .option("--directory <folder>", "the folder of the stage files and rehearsal/stand-ins.yaml", root)
  .addOption(jsonOption())
  .addHelpText("after", "\nExit codes: 0 every set value is valid, 1 a value is not.")
  .action(checkStageFiles);

void run(command);
