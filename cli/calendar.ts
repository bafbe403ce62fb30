import * as path from "node:path";
import { regularTasks } from "../checklist/calendar";
import { dueTasks, type DueTask } from "../readiness/calendar";
import { counted } from "../readiness/render/wording";
import { readEvidence } from "../readiness/report/read-evidence";
import { ExpectedError } from "../settings/faults/expected-error";
import { stackFileName } from "../stacks/settings/file";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import type { StackName } from "../stacks/settings/systems";
import { coloursFor } from "./colours";
import { writeJson } from "./json-output";
import { jsonOption, type JsonTarget, npmCommand, run, stageOption } from "./npm-command";

const root = path.resolve(__dirname, "..");

/** 2: a task is overdue. */
const exitCodes = { overdue: 2 } as const;

interface Options {
  readonly stage: StackName;
  readonly evidence: readonly string[];
  readonly json?: JsonTarget;
}

function calendar({ stage, evidence: files, json }: Options): void {
  const evidence = files.map((file) => ({ file, ...readEvidence(file) }));
  const foreign = evidence.filter((each) => each.stage !== stage);
  if (foreign.length > 0) {
    throw new ExpectedError(
      foreign
        .map(({ file, stage: given }) => `${file} is about ${given}; allowed: evidence about ${stage}.`)
        .join("\n"),
    );
  }
  const { source, replaced } = rehearsalSource(stage, root);
  const isSet = !replaced.some(({ key }) => key === "owner");
  const owner = isSet ? parseSettings(source).owner : `not set (owner in ${stackFileName(stage)})`;
  const tasks = dueTasks(regularTasks, evidence, { stageOwner: owner, now: new Date() });
  const overdue = tasks.filter((task) => task.overdue).length;
  if (!writeJson(json, { stage, tasks })) {
    for (const task of tasks) process.stdout.write(`${line(task)}\n`);
    process.stdout.write(`\n${counted(overdue, "task")} of ${tasks.length} overdue.\n`);
  }
  if (overdue > 0) process.exitCode = exitCodes.overdue;
}

function line({ task, every, owner, done, due, overdue, page }: DueTask): string {
  const { red, green, dim } = coloursFor(process.stdout);
  const state = overdue ? red("overdue") : green("on time");
  const when = due === undefined ? "never done" : `done ${done?.slice(0, 10) ?? ""}, due ${due}`;
  return `${state}  every ${every.padEnd(7)}  ${task}: ${when}. Owner: ${owner}. ${dim(page)}`;
}

const command = npmCommand(
  "calendar",
  "Show the regular maintenance of a stage: each task with its owner and its due date.",
)
  .addOption(stageOption("the stage").makeOptionMandatory())
  .option("--evidence <file...>", "the records of completed tasks: drills, reviews and verifications", [])
  .addOption(jsonOption("the tasks"))
  .addHelpText(
    "after",
    "\nA task that no evidence records is overdue. docs/readiness.md has the form of a file.\nExit codes: 0 all on time, 1 no answer, 2 a task is overdue.",
  )
  .action(calendar);

void run(command);
