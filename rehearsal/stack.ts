import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { Stack } from "@pulumi/pulumi/automation";
import type { SettingsSource } from "../settings/source";
import { stackNamed } from "../settings/stage";
import { deploy } from "../stacks/program";
import type { ProgramOptions } from "../stacks/program";
import { projectRoot } from "./engine/engine";
import type { Engine } from "./engine/engine";
import { engineCommand } from "./engine/engine-command";
import { endingOnFailure } from "./failing-program";
import { rehearsedNeighbours } from "./neighbours";
import type { RunFolder } from "./run-folder";

/** What a stack runs in. */
export interface StackSurroundings {
  readonly engine: Engine;
  readonly folder: Omit<RunFolder, "release" | "takenBack">;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the engine stays in the process group of this process, which is killed as a whole. @default false */
  readonly killedTogether?: boolean;
}

const projectName = "care-platform";

/** The largest state that is exported, in bytes; a stage of 350 resources takes 1.5 MB. */
const stateSizeLimit = 256 * 2 ** 20;

/** The file that holds the configuration of the stage's stack, stand-ins included and secrets encrypted. */
export function configurationFile({ workDirectory }: Pick<RunFolder, "workDirectory">, stage: string): string {
  return path.join(workDirectory, `Pulumi.${stage}.yaml`);
}

/**
 * Opens the stack of the stage in its folder, creating it. It is configured from the source when it is new, and with
 * `configure` also when it is not: what it was configured with before is then forgotten. `now` is the clock by which the
 * program judges, by default the machine's.
 */
export function openStack(
  source: SettingsSource,
  surroundings: StackSurroundings,
  { configure = false, now }: { readonly configure?: boolean } & Pick<ProgramOptions, "now"> = {},
): Promise<Stack> {
  const neighboursOf = () => rehearsedNeighbours(stackNamed(source.stage).stage, projectRoot);
  return openProgram(() => deploy({ neighboursOf, now }), source, surroundings, configure);
}

/** Opens a stack as {@link openStack} does, with a program that ends with its first failure. */
export async function openProgram(
  program: () => Promise<Record<string, unknown>>,
  source: Pick<SettingsSource, "stage" | "values">,
  { engine, folder, environment, killedTogether = false }: StackSurroundings,
  configure: boolean,
): Promise<Stack> {
  const isNew = !fs.existsSync(configurationFile(folder, source.stage));
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: source.stage, projectName, program: endingOnFailure(program) },
    {
      workDir: folder.workDirectory,
      envVars: { ...environment },
      pulumiHome: environment.PULUMI_HOME,
      pulumiCommand: engineCommand(engine, { detached: !killedTogether }),
    },
  );
  if (configure && !isNew) await stack.removeAllConfig(Object.keys(await stack.getAllConfig()));
  if (configure || isNew) {
    await stack.setAllConfig(
      Object.fromEntries(Object.entries(source.values).map(([key, { value, secret }]) => [key, { value, secret }])),
    );
  }
  return stack;
}

/**
 * The stack's state as `pulumi stack export` prints it, its secrets encrypted; the Automation API's own export would show
 * them.
 */
export async function exportState(stage: string, { engine, folder, environment }: StackSurroundings): Promise<string> {
  const { stdout } = await promisify(execFile)(engine.path, ["stack", "export", "--stack", stage], {
    cwd: folder.workDirectory,
    env: { ...process.env, ...environment },
    maxBuffer: stateSizeLimit,
  });
  return stdout;
}
