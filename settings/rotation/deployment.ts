import { z } from "zod";
import { readStageOutput } from "../stage/stage-output";
import type { Phase, Slots } from "./keyring";

/** The deployed state of a keyring, from the stage's outputs. */
export interface DeployedKeyring extends Slots {
  readonly phase: Phase;
  /** When every service ran it, ISO 8601. */
  readonly since: string;
  /** Since when its current generation is in use, ISO 8601. @default not recorded */
  readonly currentSince?: string;
}

/** The deployed state of all keyrings, by system and name: the output `rotation`. */
export type DeploymentRecord = Readonly<Record<string, Readonly<Record<string, DeployedKeyring>>>>;

/** Keyrings by system and name: their generations and the phase of their rotation. */
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
 * Reads a stage's output `rotation`.
 * @throws Error in one sentence if it is not such a record.
 */
export function readDeploymentRecord(value: unknown): DeploymentRecord {
  return readStageOutput("rotation", deploymentRecord, value);
}

/**
 * The deployed state once every service runs the settings: unchanged keyrings keep their time, so an update
 * without a change changes nothing.
 * @param wanted the keyrings by system and name, as the settings have them.
 * @param before the stage's previous outputs.
 * @param now when the last service was ready.
 * @param runs whether every service of a system runs the settings; one that does not keeps its previous state. @default all do
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
