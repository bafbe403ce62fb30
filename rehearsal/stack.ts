import "./engine/promise-traces";
import { stackNamed } from "../stacks/settings/systems";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { Stack } from "@pulumi/pulumi/automation";
import type { SettingsSource } from "../stacks/settings/source";
import { deploy } from "../stacks/program";
import type { ProgramOptions } from "../stacks/program";
import { passphrase, projectRoot } from "./engine/engine";
import type { Engine } from "./engine/engine";
import { engineCommand } from "./engine/engine-command";
import { endingOnFailure } from "./failing-program";
import { rehearsedNeighbours } from "./neighbours";
import { rehearsedRecords } from "./releases";
import type { RunFolder } from "./run-folder";
import { writeConfiguration } from "./stack-configuration";

/** What a stack runs in. */
export interface StackWorkspace {
  readonly engine: Engine;
  readonly folder: Omit<RunFolder, "release" | "takenBack">;
  /** The whole of it: nothing of this process's environment is added. */
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
 * Opens the stack of the stage in its folder, creating it. It is configured from the source when it is new or was configured
 * from another, and with `configure` in any case: what it was configured with before is then forgotten. `now` is the clock by which the
 * program judges, by default the machine's; `recordsOf` the records of releases, by default those that a rehearsal makes.
 */
export function openStack(
  source: SettingsSource,
  workspace: StackWorkspace,
  { configure = false, now, recordsOf = rehearsedRecords, planned = () => undefined }: OpenOptions = {},
): Promise<Stack> {
  const neighboursOf = () => rehearsedNeighbours(stackNamed(source.stage).name, projectRoot);
  return openProgram(
    counting(() => deploy({ neighboursOf, recordsOf, now }), planned),
    source,
    workspace,
    configure,
  );
}

/** What is decided when the stack of a stage is opened. */
interface OpenOptions extends Pick<ProgramOptions, "now" | "recordsOf"> {
  /** Whether what the stack was configured with before is forgotten. @default false */
  readonly configure?: boolean;
  /** Is told how many resources the program has, the stack itself included, each time it runs. @default nobody is */
  readonly planned?: (resources: number) => void;
}

/** The program, which tells how many resources it has: it makes all of them before it returns, and none in an `apply`. */
function counting<T>(program: () => Promise<T>, planned: (resources: number) => void): () => Promise<T> {
  return async () => {
    const stack = 1;
    let resources = stack;
    pulumi.runtime.registerStackTransformation(() => {
      resources += 1;
      return undefined;
    });
    const outputs = await program();
    planned(resources);
    return outputs;
  };
}

/** Opens a stack as {@link openStack} does, with a program that ends with its first failure. */
export async function openProgram(
  program: () => Promise<Record<string, unknown>>,
  source: Pick<SettingsSource, "stage" | "values">,
  { engine, folder, environment, killedTogether = false }: StackWorkspace,
  configure: boolean,
): Promise<Stack> {
  const isOutdated = configure || !isConfiguredFrom(source, folder);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: source.stage, projectName, program: endingOnFailure(program) },
    {
      workDir: folder.workDirectory,
      envVars: { ...environment },
      pulumiHome: environment.PULUMI_HOME,
      pulumiCommand: engineCommand(engine, { detached: !killedTogether }),
    },
  );
  if (isOutdated) await configureStack(source, folder);
  // After each command the Automation API asks the engine three times for what nobody reads here: 0.4 processor seconds each.
  stack.outputs = () => Promise.resolve({});
  stack.info = () => Promise.resolve(undefined);
  return stack;
}

/** Configures a stack that exists in its folder; what it was configured with before is forgotten. */
export async function configureStack(
  source: Pick<SettingsSource, "stage" | "values">,
  folder: Pick<RunFolder, "workDirectory">,
): Promise<void> {
  await writeConfiguration(configurationFile(folder, source.stage), source.values, passphrase);
  fs.writeFileSync(originFile(folder), digestOf(source));
}

/**
 * Whether the stack in the folder was configured from just these settings; what was changed since in the folder's own
 * configuration counts as a wish to try something, and stays.
 */
export function isConfiguredFrom(
  source: Pick<SettingsSource, "stage" | "values">,
  folder: Pick<RunFolder, "workDirectory">,
): boolean {
  const files = [configurationFile(folder, source.stage), originFile(folder)];
  return files.every((file) => fs.existsSync(file)) && fs.readFileSync(originFile(folder), "utf8") === digestOf(source);
}

/** Lets the stack in the folder be configured anew by whoever opens it next. */
export function forgetConfiguration(folder: Pick<RunFolder, "workDirectory">): void {
  fs.rmSync(originFile(folder), { force: true });
}

/** Says from which settings the stack was configured. */
function originFile({ workDirectory }: Pick<RunFolder, "workDirectory">): string {
  return path.join(workDirectory, "configured-from");
}

function digestOf({ values }: Pick<SettingsSource, "values">): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}

/**
 * The stack's state as `pulumi stack export` prints it, its secrets encrypted; the Automation API's own export would show
 * them.
 */
export async function exportState(stage: string, { engine, folder, environment }: StackWorkspace): Promise<string> {
  const { stdout } = await promisify(execFile)(engine.path, ["stack", "export", "--stack", stage], {
    cwd: folder.workDirectory,
    env: environment,
    maxBuffer: stateSizeLimit,
  });
  return stdout;
}
