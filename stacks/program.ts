import * as pulumi from "@pulumi/pulumi";
import { linesOf, stackFileName } from "./settings/file";
import { projectDirectory, readSettings } from "./read-settings";
import { factsOf } from "./settings/neighbours/facts";
import type { Settings } from "./settings/schema";
import { type DeploymentRecord, readDeploymentRecord } from "../settings/rotation/deployment";
import { refuseTransition } from "./settings/rotation/deployment-faults";
import { refuseChanges } from "./settings/standing/comparison";
import { type RecordText, recordsIn } from "./settings/releases/records";
import { refuseReleases } from "./settings/releases/refuse-releases";
import { readToldReleases, type ToldReleases } from "./settings/releases/running-releases";
import { readStandingRecord, type StandingRecord } from "./settings/standing/record";
import { SettingsError } from "../settings/faults/settings-error";
import type { Neighbour } from "./settings/neighbours/comparison";
import { deployedNeighbours, outputsOf, ownFacts, recordsFolder } from "./neighbours";
import { deployStage } from "./stage";
import type { StageOutputs } from "./stage";

/** The caller's inputs of the program. */
export interface ProgramOptions {
  /** The neighbour stages. @default those in the same backend */
  readonly neighboursOf?: (settings: Settings) => Promise<readonly Neighbour[]>;
  /** The records of releases. @default those in the project's folder `releases/` */
  readonly recordsOf?: (settings: Settings) => RecordText;
  /** The clock for the steps of a rotation. @default the machine's */
  readonly now?: () => Date;
}

/**
 * The whole program: reads the settings of the selected stack, reads the outputs of the stack and its neighbours, and builds the
 * stage unless a step of a rotation is too early.
 * @throws SettingsError before anything is built.
 */
export async function deploy({
  neighboursOf = deployedNeighbours,
  recordsOf = ({ aws }) => recordsIn(recordsFolder(aws.accountId)),
  now = () => new Date(),
}: ProgramOptions = {}): Promise<StageOutputs> {
  const settings = readSettings();
  const { stack } = settings;
  const outputs = (await outputsOf(stack)) ?? {};
  const place = { file: stackFileName(stack), lineOf: linesOf(stack, projectDirectory) };
  for (const warning of refuseChanges(settings, standingRecord(stack, outputs), place)) void pulumi.log.warn(warning);
  const before = deploymentRecord(stack, outputs);
  refuseTransition(settings, before, place, now());
  const textOf = recordsOf(settings);
  const released = releasesBefore(stack, outputs);
  for (const warning of refuseReleases(settings, textOf, released, now())) void pulumi.log.warn(warning);
  const facts = await factsOf(settings, ownFacts(stack, outputs));
  return deployStage(settings, {
    before,
    neighbourhood: { facts, neighbours: await neighboursOf(settings) },
    releases: { before: released, textOf },
    now,
  });
}

/** The stack's own output `releases` of the last successful update; empty before the first one. */
function releasesBefore(stack: string, { releases }: Readonly<Record<string, unknown>>): ToldReleases {
  if (releases === undefined) return {};
  try {
    return readToldReleases(releases);
  } catch (error) {
    throw new SettingsError(`The output releases of the stack ${stack} is malformed. ${(error as Error).message}`);
  }
}

/** The stack's own output `standing` of the last successful update; absent before the first one. */
function standingRecord(stack: string, { standing }: Readonly<Record<string, unknown>>): StandingRecord | undefined {
  if (standing === undefined) return undefined;
  try {
    return readStandingRecord(standing);
  } catch (error) {
    throw new SettingsError(`The output standing of the stack ${stack} is malformed. ${(error as Error).message}`);
  }
}

/** The stack's own output `rotation` of the last successful update; empty before the first one. */
function deploymentRecord(stack: string, { rotation }: Readonly<Record<string, unknown>>): DeploymentRecord {
  if (rotation === undefined) return {};
  try {
    return readDeploymentRecord(rotation);
  } catch (error) {
    throw new SettingsError(`The output rotation of the stack ${stack} is malformed. ${(error as Error).message}`);
  }
}
