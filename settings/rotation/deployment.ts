import { z } from "zod";
import { readStageOutput } from "../stage/stage-output";
import type { Phase, Slots } from "./keyring";

/** What a stage runs of a keyring, as its outputs tell. */
export interface DeployedKeyring extends Slots {
  readonly phase: Phase;
  /** When every service ran it, ISO 8601. */
  readonly since: string;
  /** Since when its current generation is in use, ISO 8601. @default nobody has recorded it */
  readonly currentSince?: string;
}

/** What a stage runs of all its keyrings, by system and name: its output `rotation`. */
export type DeploymentRecord = Readonly<Record<string, Readonly<Record<string, DeployedKeyring>>>>;

/** Keyrings by system and name: which generations there are, and how far their rotation has come. */
export type KeyringStates = Readonly<Record<string, Readonly<Record<string, Omit<DeployedKeyring, "since">>>>>;

/** Whether the same generations have the same parts. */
export function sameSlots(one: Slots, other: Slots): boolean {
  return one.current === other.current && one.next === other.next && one.previous === other.previous;
}

const generation = z.number().int().min(1);
const deployedKeyring = z.object({
  current: generation,
  next: generation.optional(),
  previous: generation.optional(),
  phase: z.enum(["steady", "published", "activated"]),
  since: z.iso.datetime({ offset: true }),
  currentSince: z.iso.datetime({ offset: true }).optional(),
});
const deploymentRecord = z.record(z.string(), z.record(z.string(), deployedKeyring));

/**
 * Reads what a stage's output `rotation` says.
 * @throws Error in one sentence when it is not such a record.
 */
export function readDeploymentRecord(value: unknown): DeploymentRecord {
  return readStageOutput("rotation", deploymentRecord, value);
}

/**
 * What a stage runs once every service has what the settings say: what is as it was keeps its moment, so that an update
 * without change changes nothing.
 * @param wanted the keyrings by system and name, as the settings have them.
 * @param before what the stage's outputs said before.
 * @param now when the last service was ready.
 * @param runs whether every service of a system runs what the settings say; one that does not keeps what it had. @default all do
 */
export function deployedRecord(
  wanted: KeyringStates,
  before: DeploymentRecord,
  now: Date,
  runs: (system: string) => boolean = () => true,
): DeploymentRecord {
  const running = Object.entries(wanted).filter(([system]) => runs(system));
  const kept = Object.entries(before).filter(([system]) => system in wanted && !runs(system));
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(
      running.map(([system, keyrings]) => [
        system,
        Object.fromEntries(
          Object.entries(keyrings).map(([name, { current, next, previous, phase, currentSince }]) => {
            const slots = { current, next, previous };
            const ran = before[system]?.[name];
            const since = ran !== undefined && sameSlots(ran, slots) ? ran.since : now.toISOString();
            const slotsThere = { current, ...(next && { next }), ...(previous && { previous }) };
            return [name, { ...slotsThere, phase, since, ...(currentSince && { currentSince }) }];
          }),
        ),
      ]),
    ),
  };
}
