import { spawn } from "node:child_process";
import * as path from "node:path";
import { Command } from "commander";
import { startAccount } from "../rehearsal/account/start";
import { engineEnvironment, locateEngine, projectRoot } from "../rehearsal/engine/engine";

const folder = path.join(projectRoot, ".rehearsal", "account");

/** The exit code of a shell for a command that cannot be started. */
const cannotStart = 127;

/** Runs the command with the account beside it; resolves to its exit code. */
async function runWithAccount(command: string, args: readonly string[]): Promise<number> {
  const engine = locateEngine();
  const account = await startAccount(path.join(folder, "account.jsonl"));
  const environment = engineEnvironment({ engine, folder, debugProviders: account.debugProviders });
  // The command shares our terminal and gets its signals itself; the account stays until the command has ended.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
  try {
    return await new Promise<number>((resolve) => {
      const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...environment } });
      child.on("close", (code) => {
        resolve(code ?? 1);
      });
      child.on("error", (error) => {
        process.stderr.write(`${command} cannot be started: ${error.message}\n`);
        resolve(cannotStart);
      });
    });
  } finally {
    account.stop();
  }
}

void new Command("npm run account --")
  .description("Start the simulated account, run a command with the Pulumi CLI pointed at it, and stop the account.")
  .argument("<command...>", "the command, e.g. pulumi preview --stack staging")
  .passThroughOptions()
  .allowUnknownOption()
  .addHelpText(
    "after",
    `
What the account holds, and the state of its stacks, is kept in .rehearsal/account; delete that folder to begin anew.

Examples:
  npm run account -- pulumi stack init staging
  npm run account -- pulumi preview --stack staging --policy-pack policy
  npm run account -- sh -c 'cd ../another-program && pulumi up'`,
  )
  .action(async ([command = "", ...args]: string[]) => {
    process.exitCode = await runWithAccount(command, args);
  })
  .parseAsync();
