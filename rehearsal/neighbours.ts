import { type StackName, stackNamed, stackNames } from "../stacks/settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import { stackFileName } from "../stacks/settings/file";
import type { Neighbour } from "../stacks/settings/neighbours/comparison";
import { factsOf } from "../stacks/settings/neighbours/facts";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import { SettingsError } from "../settings/faults/settings-error";

/**
 * The stacks of the other stages, as if each ran what its file says, with its stand-ins. A stack without a file is none;
 * one whose file has faults is left out: it says so when its own turn comes.
 * @param directory where the stage files and `rehearsal/` lie.
 */
export async function rehearsedNeighbours(stack: StackName, directory: string): Promise<readonly Neighbour[]> {
  const { stage } = stackNamed(stack);
  const others = stackNames.filter(
    (other) => stackNamed(other).stage !== stage && fs.existsSync(path.join(directory, stackFileName(other))),
  );
  return (await Promise.all(others.map((other) => neighbourOf(other, directory)))).flat();
}

async function neighbourOf(stack: StackName, directory: string): Promise<Neighbour[]> {
  try {
    // What its owner has chosen is looked at in its own turn; here it is known by what it would run as.
    const { source } = rehearsalSource(stack, directory);
    return [{ stack, facts: await factsOf(parseSettings({ ...source, chosen: undefined })) }];
  } catch (error) {
    if (error instanceof SettingsError) return [];
    throw error;
  }
}
