import { type StackName } from "../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import { projectRoot } from "./engine/engine";
import { refusedInWords } from "./engine/engine-error";
import { markKept } from "./kept-stage";
import { rehearsedNeighbours } from "./neighbours";
import { writeRehearsedRecords } from "./releases";
import { configurationFile, isConfiguredFrom, openStack } from "./stack";
import type { StackWorkspace } from "./stack";

/** A stack of this project that the Pulumi CLI can be pointed at. */
export interface StageOnAccount {
  /** What the CLI and the program must find in their environment, besides the account's. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the stack was configured before, and the settings have changed since; it follows them. */
  readonly followed: boolean;
}

/**
 * Opens the stack in its folder, configured as its file says with the stand-ins, among the same neighbours as in a
 * rehearsal.
 * @throws SettingsError when the settings are refused.
 */
export async function stageOnAccount(stack: StackName, workspace: StackWorkspace): Promise<StageOnAccount> {
  const { folder } = workspace;
  const { source } = rehearsalSource(stack, projectRoot);
  const settings = parseSettings(source);
  const followed = fs.existsSync(configurationFile(folder, stack)) && !isConfiguredFrom(source, folder);
  await refusedInWords(() => openStack(source, workspace));
  markKept(folder);
  return {
    environment: {
      PULUMI_STACK: stack,
      PULUMI_OPTION_CONFIG_FILE: configurationFile(folder, stack),
      CARE_PLATFORM_NEIGHBOURS: await showNeighbours(stack, folder.path),
      CARE_PLATFORM_RELEASES: writeRehearsedRecords(settings, folder.path),
    },
    followed,
  };
}

/** Writes what the neighbours tell of themselves, as `pulumi stack output facts --json` would; returns the folder. */
async function showNeighbours(stack: StackName, folder: string): Promise<string> {
  const shown = path.join(folder, "neighbours");
  fs.rmSync(shown, { recursive: true, force: true });
  fs.mkdirSync(shown);
  for (const neighbour of await rehearsedNeighbours(stack, projectRoot)) {
    fs.writeFileSync(path.join(shown, `Pulumi.${neighbour.stack}.facts.json`), JSON.stringify(neighbour.facts));
  }
  return shown;
}
