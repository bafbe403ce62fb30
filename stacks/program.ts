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
import { readToldReleases, type ToldReleases } from "./settings/releases/told";
import { readStandingRecord, type StandingRecord } from "./settings/standing/record";
import { SettingsError } from "../settings/faults/settings-error";
import type { Neighbour } from "./settings/neighbours/comparison";
import { deployedNeighbours, outputsOf, ownFacts, recordsFolder } from "./neighbours";
import { deployStage } from "./stage";
import type { StageOutputs } from "./stage";

/** What the program is told by whoever runs it. */
export interface ProgramOptions {
  /** The stages beside the one that is deployed. @default those whose stacks are kept with this one's */
  readonly neighboursOf?: (settings: Settings) => Promise<readonly Neighbour[]>;
  /** The records of releases. @default those in the project's folder `releases/` */
  readonly recordsOf?: (settings: Settings) => RecordText;
  /** The clock by which the steps of a rotation are judged. @default the machine's */
  readonly now?: () => Date;
}

/**
 * The whole program: reads the settings of the selected stack, asks what the stack and its neighbours run, and builds the
 * stage unless a step of a rotation comes too early.
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

/** What the stack's own output `releases` says, as the last successful update left it; empty before the first one. */
function releasesBefore(stack: string, { releases }: Readonly<Record<string, unknown>>): ToldReleases {
  if (releases === undefined) return {};
  try {
    return readToldReleases(releases);
  } catch (error) {
    throw new SettingsError(
      `The outputs of the stack ${stack} do not say which releases run. ${(error as Error).message}`,
    );
  }
}

/** What the stack's own output `standing` says, as the last successful update left it; absent before the first one. */
function standingRecord(stack: string, { standing }: Readonly<Record<string, unknown>>): StandingRecord | undefined {
  if (standing === undefined) return undefined;
  try {
    return readStandingRecord(standing);
  } catch (error) {
    throw new SettingsError(
      `The outputs of the stack ${stack} do not say which settings are deployed. ${(error as Error).message}`,
    );
  }
}

/** What the stack's own output `rotation` says, as the last successful update left it; empty before the first one. */
function deploymentRecord(stack: string, { rotation }: Readonly<Record<string, unknown>>): DeploymentRecord {
  if (rotation === undefined) return {};
  try {
    return readDeploymentRecord(rotation);
  } catch (error) {
    throw new SettingsError(
      `The outputs of the stack ${stack} do not say what is deployed of its secrets. ${(error as Error).message}`,
    );
  }
}
