import type { Neighbour } from "../settings/neighbours/comparison";
import { factsOf } from "../settings/neighbours/facts";
import { rehearsalSource } from "../settings/overlay";
import { parseSettings } from "../settings/parse";
import { SettingsError } from "../settings/settings-error";
import { type Stage, stages } from "../settings/stage";

/**
 * The stages beside the one that is rehearsed, as if each ran what its file says, with its stand-ins. A stage whose file
 * has faults is left out: it says so when its own turn comes.
 * @param directory where the stage files and `rehearsal/` lie.
 */
export async function rehearsedNeighbours(stage: Stage, directory: string): Promise<readonly Neighbour[]> {
  const others = stages.filter((other) => other !== stage).map((other) => neighbourOf(other, directory));
  return (await Promise.all(others)).flat();
}

async function neighbourOf(stage: Stage, directory: string): Promise<Neighbour[]> {
  try {
    // What its owner has chosen is looked at in its own turn; here it is known by what it would run as.
    const { source } = rehearsalSource(stage, directory);
    return [{ stack: stage, facts: await factsOf(parseSettings({ ...source, chosen: undefined })) }];
  } catch (error) {
    if (error instanceof SettingsError) return [];
    throw error;
  }
}
