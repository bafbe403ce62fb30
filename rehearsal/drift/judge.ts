import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { ExportedState } from "../../readiness/drift/standing-state";
import { EventTally } from "../../readiness/event-tally";
import type { Finding } from "../../readiness/run-result";
import { ExpectedError } from "../../settings/faults/expected-error";
import { limits } from "../engine/limits";
import { projectRoot } from "../engine/engine";

/** An engine, and where and with which environment its commands run. */
export interface EngineSeat {
  readonly enginePath: string;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The largest output of a command, in bytes; the state of a stage of 1,016 resources takes 11 MB. */
const outputLimit = 256 * 2 ** 20;

interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly failed: boolean;
}

/** Runs a command of the engine that runs no program; one that fails says so in what it returns. */
export function engineOutput(
  { enginePath, directory, environment }: EngineSeat,
  args: readonly string[],
): Promise<Output> {
  const options = {
    cwd: directory,
    env: environment,
    maxBuffer: outputLimit,
    timeout: limits.shortCommandMinutes * 60_000,
  };
  return new Promise((resolve) => {
    execFile(enginePath, [...args, "--non-interactive"], options, (error, stdout, stderr) => {
      resolve({ stdout, stderr, failed: error !== null });
    });
  });
}

/**
 * What the policy pack finds about a state, by `pulumi policy analyze`. The state lies in a file of the user's own meanwhile, its
 * secrets encrypted as in the export.
 * @throws ExpectedError when the pack did not run.
 */
export async function findingsAbout(state: ExportedState, seat: EngineSeat): Promise<readonly Finding[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "care-platform-drift-"));
  try {
    const file = path.join(folder, "state.json");
    fs.writeFileSync(file, JSON.stringify(state), { mode: 0o600 });
    const pack = path.join(projectRoot, "policy");
    const { stdout, stderr } = await engineOutput(seat, [
      "policy",
      "analyze",
      "--file",
      file,
      "--policy-pack",
      pack,
      "--json",
    ]);
    const tally = new EventTally();
    for (const line of stdout.split("\n").filter((each) => each.startsWith("{"))) tally.add(JSON.parse(line));
    // A mandatory violation makes the command fail as well; only the pack's absence is a failure here.
    if (tally.policyPacks.length === 0) {
      throw new ExpectedError(
        `The policy pack could not check the deployed stage: ${[...tally.errors, stderr.trim()].join("\n")}`,
      );
    }
    return tally.findings;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
