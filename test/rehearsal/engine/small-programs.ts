import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import type { WatchedAccount } from "../../../rehearsal/account/watched-account";
import { startAccount } from "../../../rehearsal/account/start";
import { engineEnvironment, locateEngine, withoutCheckpoints } from "../../../rehearsal/engine/engine";
import { takeRunFolder } from "../../../rehearsal/run-folder";
import { openProgram } from "../../../rehearsal/stack";
import { EventTally } from "../../../readiness/event-tally";
import { engineTimeout } from "./project-copy";

/** What became of a program. */
export interface Outcome {
  readonly name: string;
  readonly failed: boolean;
  readonly errors: readonly string[];
}

/** A program that is deployed into a small stage. */
export interface SmallProgram {
  readonly name: string;
  readonly program: () => Record<string, unknown>;
  /** Whether the engine first asks the account what there is. @default false */
  readonly refresh?: boolean;
  /** What is arranged in the account before it is deployed. */
  readonly before?: (account: WatchedAccount) => void;
  /** What is looked up in the account afterwards, beside the outcome. */
  readonly after?: (account: WatchedAccount) => object;
}

/**
 * Deploys programs one after the other with the real engine, in the folder that the command line names, and prints the outcome
 * of each as a line of JSON. For a process of its own, because Jest keeps a process's failures to itself.
 */
export async function deployPrograms(programs: readonly SmallProgram[]): Promise<void> {
  const folder = takeRunFolder(process.argv[2] ?? "", "staging", { empty: true });
  const running = await startAccount(folder.accountFile);
  const engine = locateEngine();
  const environment = {
    ...engineEnvironment({ engine, folder: folder.path, debugProviders: running.debugProviders }),
    ...withoutCheckpoints,
  };
  for (const { name, program, refresh = false, before, after } of programs) {
    before?.(running.account);
    const stack = await openProgram(
      () => Promise.resolve().then(program),
      { stage: "small", values: {} },
      { engine, folder, environment },
      false,
    );
    const tally = new EventTally();
    const onEvent = (event: unknown): void => {
      tally.add(event);
    };
    const failed = await stack.up({ onEvent, refresh, suppressOutputs: true }).then(
      () => false,
      () => true,
    );
    const outcome: Outcome = { name, failed, errors: tally.errors };
    process.stdout.write(`${JSON.stringify({ ...outcome, ...after?.(running.account) })}\n`);
  }
  running.stop();
  folder.release();
}

/** Runs a script of this folder that deploys programs. A program that does not end is ended, and its outcome is missing. */
export async function outcomesOf<Found extends Outcome>(script: string): Promise<readonly Found[]> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "small-programs-"));
  try {
    const args = ["--stack-trace-limit=4", "--import", "tsx", path.join(__dirname, script), directory];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: engineTimeout / 2 });
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Found);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}
