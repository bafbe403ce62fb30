import { givenEnvironment } from "../rehearsal/engine/own-process";
import { spawn } from "node:child_process";
import { Command, Option } from "commander";
import { startAccount } from "../rehearsal/account/start";
import { engineEnvironment, locateEngine, projectRoot } from "../rehearsal/engine/engine";
import { type Environment, commandEnvironment } from "../rehearsal/engine/environment";
import { takeRunFolder } from "../rehearsal/run-folder";
import { configurationFile, openStack } from "../rehearsal/stack";
import { rehearsalSource } from "../settings/overlay";
import { parseSettings } from "../settings/parse";
import { stages } from "../settings/stage";
import type { Stage } from "../settings/stage";
import { isExpected } from "./expected-error";

/** The exit code of a shell for a command that cannot be started. */
const cannotStart = 127;

/** Runs the command with the account beside it; resolves to its exit code. */
async function runWithAccount([command = "", ...args]: readonly string[], stage: Stage | undefined): Promise<number> {
  const engine = locateEngine();
  const folder = takeRunFolder(projectRoot, stage ?? "account", { empty: false });
  const account = await startAccount(folder.accountFile);
  try {
    const environment = engineEnvironment({ engine, folder: folder.path, debugProviders: account.debugProviders });
    const ofStage: Record<string, string> = {};
    if (stage !== undefined) {
      const { source } = rehearsalSource(stage, projectRoot);
      parseSettings(source);
      await openStack(source, { engine, folder, environment });
      ofStage.PULUMI_STACK = stage;
      ofStage.PULUMI_OPTION_CONFIG_FILE = configurationFile(folder, stage);
    }
    return await runCommand(command, args, commandEnvironment(givenEnvironment, { ...environment, ...ofStage }));
  } finally {
    account.stop();
    folder.release();
  }
}

function runCommand(command: string, args: readonly string[], environment: Environment): Promise<number> {
  // The command shares our terminal and gets its signals itself; the account stays until the command has ended.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", env: { ...environment } });
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
    child.on("error", (error) => {
      process.stderr.write(`${command} cannot be started: ${error.message}\n`);
      resolve(cannotStart);
    });
  });
}

async function run(command: readonly string[], { stage }: { readonly stage?: Stage }): Promise<void> {
  try {
    process.exitCode = await runWithAccount(command, stage);
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

void new Command("npm run account --")
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
The command gets your environment without PULUMI_*, AWS_* and MONGODB_ATLAS_*, which would point elsewhere; to give it one
of these, begin the command with env: npm run account -- env PULUMI_PARALLEL=4 pulumi up

What the account holds, and the state of its stacks, is kept in .rehearsal/<stage>, and without --stage in
.rehearsal/account; delete the folder to begin anew.

Examples:
  npm run account -- --stage staging pulumi preview --policy-pack policy
  npm run account -- --stage staging pulumi up --policy-pack policy
  npm run account -- sh -c 'cd ../another-program && pulumi stack init test && pulumi up'`,
  )
  .action(run)
  .parseAsync();
