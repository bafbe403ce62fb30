import { type StackName } from "../stacks/settings/systems";
import { givenEnvironment } from "../rehearsal/engine/own-process";
import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { Command } from "commander";
import { requestedRaises } from "../rehearsal/asked-raises";
import type { AccountKind } from "../rehearsal/account/index";
import { engineEnvironment, languages, locateEngine, projectRoot } from "../rehearsal/engine/engine";
import { type Environment, commandEnvironment } from "../rehearsal/engine/environment";
import { limits } from "../rehearsal/engine/limits";
import { signalEngines } from "../rehearsal/processes/marked";
import { endOwnProcesses, onInterruption, ownMark, ownProcesses } from "../rehearsal/processes/own-processes";
import { takenBack, takeRunFolder } from "../rehearsal/run-folder";
import type { StackWorkspace } from "../rehearsal/stack";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import { addByHandCommands } from "./account-by-hand";
import { addRequestCommand } from "./account-request";
import { writeJson } from "./json-output";
import {
  accountKindOption,
  dateOption,
  jsonOption,
  type JsonTarget,
  npmCommand,
  run,
  stageOption,
} from "./npm-command";

/** The exit code of a shell for a command that cannot be started. */
const cannotStart = 127;

interface Options {
  readonly stage?: StackName;
  readonly accountKind?: AccountKind;
  readonly date?: Date;
  /** All of them, or those with this in their name. */
  readonly types?: string | true;
  readonly json?: JsonTarget;
}

/** Runs the command with the account beside it; resolves to its exit code. */
async function runWithAccount(
  [command = "", ...args]: readonly string[],
  { stage, accountKind: kind, date }: Options,
): Promise<number> {
  // Errors are reported before the modules that start the account are loaded, which takes seconds.
  if (stage !== undefined) parseSettings(rehearsalSource(stage, projectRoot).source);
  ownProcesses();
  const engine = locateEngine();
  const folder = takeRunFolder(projectRoot, stage ?? "account", { empty: false });
  if (folder.takenBack) process.stderr.write(`${takenBack}\n`);
  try {
    const { startAccount } = await import("../rehearsal/account/index.js");
    const account = await startAccount(folder.accountFile, undefined, {
      kind,
      ...(date && { now: () => date }),
      ...(stage !== undefined && { raises: requestedRaises(stage) }),
    });
    try {
      const environment = engineEnvironment({ engine, folder: folder.path, debugProviders: account.debugProviders });
      const ofStage = stage === undefined ? {} : await stageEnvironment(stage, { engine, folder, environment });
      return await runCommand(command, args, commandEnvironment(givenEnvironment, { ...environment, ...ofStage }));
    } finally {
      await endOwnProcesses();
      account.stop();
    }
  } finally {
    folder.release();
  }
}

/** The environment of the command. */
async function stageEnvironment(
  stage: StackName,
  workspace: StackWorkspace,
): Promise<Readonly<Record<string, string>>> {
  const { stageOnAccount } = await import("../rehearsal/stage-on-account.js");
  const { environment, followed } = await stageOnAccount(stage, workspace);
  if (followed) {
    process.stderr.write(`Pulumi.${stage}.yaml has changed; the stack on the account is configured from it again.\n`);
  }
  return environment;
}

function runCommand(command: string, args: readonly string[], environment: Environment): Promise<number> {
  // On a terminal the command shares our group, so that it may read, and gets Ctrl-C itself.
  const isShared = process.stdin.isTTY;
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", env: { ...environment }, detached: !isShared });
    // The account stays until the command has ended.
    const uninterrupted = onInterruption(({ endedBy }) => {
      const signal = endedBy === "SIGINT" ? "SIGINT" : "SIGTERM";
      if (!isShared && child.pid !== undefined) process.kill(-child.pid, signal);
      if (isShared && signal === "SIGTERM") {
        signalEngines(ownMark() ?? "", signal);
        child.kill(signal);
      }
    });
    child.on("close", (code, signal) => {
      uninterrupted();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
    child.on("error", (error) => {
      uninterrupted();
      process.stderr.write(`${command} cannot be started: ${error.message}\n`);
      resolve(cannotStart);
    });
  });
}

/** Prints the resource types that the account models and a filter names, and the languages whose programs start. */
async function printTypes(filter: string, json: JsonTarget): Promise<void> {
  const { resourceTypes } = await import("../rehearsal/account/index.js");
  const types = Object.keys(resourceTypes)
    .filter((type) => type.toLowerCase().includes(filter.toLowerCase()))
    .sort();
  const started = languages(locateEngine());
  if (types.length === 0) process.exitCode = 1;
  if (writeJson(json, { types, languages: started })) return;
  if (types.length > 0) process.stdout.write(`${types.join("\n")}\n`);
  process.stderr.write(
    `\n${types.length} resource types${filter === "" ? "" : ` with "${filter}"`}; their descriptions are in rehearsal/account/types/.\n` +
      `Program languages available here: ${started.join(", ")}. The official Pulumi release has the others.\n`,
  );
}

async function account(command: readonly string[], options: Options, self: Command): Promise<void> {
  if (options.types !== undefined) {
    await printTypes(options.types === true ? "" : options.types, options.json);
  } else if (command.length === 0) {
    self.error("error: missing required argument 'command', such as pulumi preview");
  } else if (options.json !== undefined) {
    self.error("error: --json requires --types; an option of the command goes after the command's name");
  } else {
    process.exitCode = await runWithAccount(command, options);
  }
}

const own = process.argv.slice(2);
const command = npmCommand(
  "account",
  "Start the simulated account, run a command with the Pulumi CLI configured for it, and stop the account.",
)
  .argument("[command...]", "the command, e.g. pulumi preview")
  .addOption(stageOption("run the command on this stage of care-platform"))
  .addOption(accountKindOption())
  .addOption(dateOption())
  .option("--types [part]", "list the resource types that the account models and the available program languages")
  .addOption(jsonOption("the types and languages (with --types)"))
  .enablePositionalOptions()
  .passThroughOptions()
  .addHelpText(
    "after",
    `
The command gets your environment without PULUMI_*, AWS_* and MONGODB_ATLAS_*, which refer to real accounts; to pass one
of these, start the command with env: npm run account -- env PULUMI_PARALLEL=4 pulumi up

The account's resources and the state of its stacks are kept in .rehearsal/<stage>, and without --stage in
.rehearsal/account; delete the folder to start over. A stage has its settings with stand-ins and follows its file; it
continues from the last rehearsal with --keep, and sees the other stages as a rehearsal does.
If the account or the engine was killed, both are restored to their state before that command.

The command has no time limit. On SIGINT and SIGTERM it is stopped as in a terminal, and killed ${limits.endingSeconds} seconds later; no process
that it started keeps running without the account.

Examples:
  npm run account -- --stage staging pulumi preview --policy-pack policy
  npm run account -- --stage staging pulumi up --policy-pack policy
  npm run account -- --stage staging --date 2027-01-04 pulumi refresh
  npm run account -- --stage staging request POST https://api.example.org/api/v1/messages --body-size 20000
  npm run account -- --types rds
  npm run account -- sh -c 'cd ../another-program && pulumi stack init test && pulumi up'`,
  )
  .action(account);
addByHandCommands(command);
addRequestCommand(command);

void run(command, own[0] === "--types" && own.at(-1) === "--json");
