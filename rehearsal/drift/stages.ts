import type { Drift } from "../../readiness/drift/drift";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import type { StackName } from "../../stacks/settings/systems";
import { startAccount } from "../account/index";
import { requestedRaises } from "../asked-raises";
import { engineEnvironment, locateEngine, projectRoot } from "../engine/engine";
import { refusedInWords } from "../engine/engine-error";
import { limits } from "../engine/limits";
import { requireStanding } from "../kept-stage";
import { openRealStage } from "../real-stage";
import { takeRunFolder } from "../run-folder";
import { openStack } from "../stack";
import { realSend } from "./strangers/send-real";
import { simulatedSend } from "./strangers/send-simulated";
import { findDrift } from "./find-drift";

type Progresses = (finished: number) => void;

/**
 * Finds the drift of a real stage, with the account, the state and the credentials that the environment gives.
 * @throws ExpectedError when the stage cannot be opened or compared.
 */
export async function driftOfRealStage(stage: StackName, progresses: Progresses): Promise<Drift> {
  const { stack, engine, environment } = await openRealStage(stage);
  const seat = { enginePath: engine.path, directory: projectRoot, environment: { ...process.env, ...environment } };
  const send = realSend(seat.environment);
  const opened = {
    stage,
    stack,
    engine,
    seat,
    send,
    source: "account",
    silenceMinutes: limits.realSilenceMinutes,
  } as const;
  return findDrift(opened, progresses);
}

/**
 * Finds the drift of a stage that a rehearsal kept on the simulated account.
 * @throws ExpectedError when there is no such stage, or it cannot be compared.
 */
export async function driftOfKeptStage(stage: StackName, progresses: Progresses): Promise<Drift> {
  const { source } = rehearsalSource(stage, projectRoot);
  parseSettings(source);
  requireStanding(projectRoot, stage);
  const engine = locateEngine();
  const folder = takeRunFolder(projectRoot, stage, { empty: false });
  const running = await startAccount(folder.accountFile, undefined, { raises: requestedRaises(stage) });
  try {
    const environment = engineEnvironment({ engine, folder: folder.path, debugProviders: running.debugProviders });
    const stack = await refusedInWords(() => openStack(source, { engine, folder, environment }));
    const seat = { enginePath: engine.path, directory: folder.workDirectory, environment };
    const send = simulatedSend(running.account);
    const opened = {
      stage,
      stack,
      engine,
      seat,
      send,
      source: "rehearsed",
      silenceMinutes: limits.silenceMinutes,
    } as const;
    return await findDrift(opened, progresses);
  } finally {
    running.stop();
    folder.release();
  }
}
