import { ExpectedError } from "../settings/faults/expected-error";
import { nearest } from "../settings/fields/nearest";
import { rehearsalSource } from "../stacks/settings/overlay";
import { parseSettings } from "../stacks/settings/parse";
import type { StackName } from "../stacks/settings/systems";
import { AccountRefusal, NotByHand } from "./account/faults";
import { type DoneByHand } from "./account/index";
import type { ConsoleHands } from "./account/index";
import { requestedRaises } from "./asked-raises";
import { projectRoot } from "./engine/engine";
import { requireStanding } from "./kept-stage";
import { takeRunFolder } from "./run-folder";

/**
 * Does something to the kept stage past the program, as people do in a console.
 * @throws ExpectedError when there is no such stage, and for what cannot be done or AWS refuses.
 */
export async function pastTheProgram(stage: StackName, act: (hands: ConsoleHands) => DoneByHand): Promise<DoneByHand> {
  const { region } = parseSettings(rehearsalSource(stage, projectRoot).source).aws;
  requireStanding(projectRoot, stage);
  const folder = takeRunFolder(projectRoot, stage, { empty: false });
  try {
    const { ConsoleHands, resourceTypes, startAccount } = await import("./account/index.js");
    const running = await startAccount(folder.accountFile, undefined, { raises: requestedRaises(stage) });
    try {
      return act(new ConsoleHands(running.account, resourceTypes, region));
    } finally {
      running.stop();
    }
  } catch (error) {
    if (error instanceof AccountRefusal) throw new ExpectedError(`Nothing was changed: ${error.message}`);
    if (error instanceof NotByHand) throw new ExpectedError(`Nothing was changed: ${inWords(error)}`);
    throw error;
  } finally {
    folder.release();
  }
}

/** How many names are listed where none is near. */
const mostListed = 12;

function inWords({ message, given, allowed }: NotByHand): string {
  const meant = nearest(given, allowed);
  if (meant !== undefined) return `${message} Did you mean ${meant}?`;
  const [some, more] = [allowed.slice(0, mostListed), allowed.length - mostListed];
  if (some.length === 0) return message;
  return `${message} Allowed: ${some.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`;
}
