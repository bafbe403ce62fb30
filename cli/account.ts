import { spawn } from "node:child_process";
import { constants } from "node:os";
import { Command, Option } from "commander";
import { startAccount } from "../rehearsal/account/start";
import { engineEnvironment, locateEngine, projectRoot } from "../rehearsal/engine/engine";
import { limits } from "../rehearsal/engine/limits";
import { refusedInWords } from "../rehearsal/engine/engine-error";
import { signalEngines } from "../rehearsal/processes/marked";
import { endOwnProcesses, onInterruption, ownMark } from "../rehearsal/processes/own-processes";
import { takenBack, takeRunFolder } from "../rehearsal/run-folder";
import { configurationFile, openStack } from "../rehearsal/stack";
import { rehearsalSource } from "../settings/overlay";
import { parseSettings } from "../settings/parse";
import { stages } from "../settings/stage";
import type { Stage } from "../settings/stage";
import { runCommandLine } from "./run-command-line";

/** The exit code of a shell for a command that cannot be started. */
const cannotStart = 127;

/** Runs the command with the account beside it; resolves to its exit code. */
async function runWithAccount([command = "", ...args]: readonly string[], stage: Stage | undefined): Promise<number> {
  const engine = locateEngine();
  const folder = takeRunFolder(projectRoot, stage ?? "account", { empty: false });
  if (folder.takenBack) process.stderr.write(`${takenBack}\n`);
  const account = await startAccount(folder.accountFile);
  try {
    const environment = engineEnvironment({ engine, folder: folder.path, debugProviders: account.debugProviders });
    const ofStage: Record<string, string> = {};
    if (stage !== undefined) {
      const { source } = rehearsalSource(stage, projectRoot);
      parseSettings(source);
      await refusedInWords(() => openStack(source, { engine, folder, environment }));
      ofStage.PULUMI_STACK = stage;
      ofStage.PULUMI_OPTION_CONFIG_FILE = configurationFile(folder, stage);
    }
    return await runCommand(command, args, { ...process.env, ...environment, ...ofStage });
  } finally {
    await endOwnProcesses();
    account.stop();
    folder.release();
  }
}

function runCommand(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  // On a terminal the command shares our group, so that it may read, and gets Ctrl-C itself.
  const isShared = process.stdin.isTTY;
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", env: environment, detached: !isShared });
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

async function run(command: readonly string[], { stage }: { readonly stage?: Stage }): Promise<void> {
  process.exitCode = await runWithAccount(command, stage);
}

const program = new Command("npm run account --")
  .description("Start the simulated account, run a command with the Pulumi CLI pointed at it, and stop the account.")
  .argument("<command...>", "the command, e.g. pulumi preview")
  .addOption(
    new Option(
      "--stage <stage>",
      "point the command at this stage of care-platform: its stack, with stand-ins, as a rehearsal with --keep leaves it",
    ).choices(stages),
  )
  .passThroughOptions()
  .addHelpText(
    "after",
    `
What the account holds, and the state of its stacks, is kept in .rehearsal/<stage>, and without --stage in
.rehearsal/account; delete the folder to begin anew. Where the account or the engine was killed, both are taken back to what
they were before that command.

The command itself has no limit. On SIGINT and SIGTERM it is ended as on a terminal, and killed ${limits.endingSeconds} seconds later;
nothing that it has started goes on without the account.

Examples:
  npm run account -- --stage staging pulumi preview --policy-pack policy
  npm run account -- --stage staging pulumi up --policy-pack policy
  npm run account -- sh -c 'cd ../another-program && pulumi stack init test && pulumi up'`,
  )
  .action(run);

void runCommandLine(program, { startsProcesses: true });
