import type { z } from "zod";
import { oneOf, section, text, wholeNumber } from "../fields/field";
import { pointInTime } from "../fields/time";
import type { KeyringKind } from "../secrets/kind";
import { recordedRows, renewedRows, type SecretRow } from "../secrets/row";

const phases = ["steady", "published", "activated"] as const;

function generation() {
  return wholeNumber({ minimum: 1, maximum: 1_000_000, unit: "a generation number" });
}

function emergency() {
  return section({
    /** Why the secret is replaced out of its turn, without any value. */
    reason: text("the reason"),
    /** When that was decided. */
    at: pointInTime(),
  });
}

/** The record of one keyring; `npm run rotate` writes it. */
function keyring(kind: KeyringKind) {
  return section({
    /** The generation in use. */
    generation: generation(),
    phase: oneOf(phases),
    /** When the newest generation was published. */
    publishedAt: pointInTime().optional(),
    /** When the generation in use became it. */
    activatedAt: pointInTime().optional(),
    /** When the one before was dropped. */
    retiredAt: pointInTime().optional(),
    /** The reason of an emergency rotation to the generation in use. */
    emergency: emergency().optional(),
    ...(kind === "encryption" && {
      /** The last count of the re-encryption job. */
      reencryption: section({
        /** The generation whose rows were counted. */
        generation: generation(),
        /** The rows that still need it. */
        rowsLeft: wholeNumber({ minimum: 0, unit: "rows" }),
        /** When they were counted. */
        at: pointInTime(),
      }).optional(),
    }),
  });
}

/** The record of a vendor's secret; `npm run rotate -- activate` writes it. */
function vendorRecord() {
  return section({
    /** When the value in use was given out. */
    renewedAt: pointInTime(),
    /** The team that renews it. */
    owner: text("the name of a team"),
    /** The reason for an immediate renewal. */
    emergency: emergency().optional(),
  });
}

/** A system and its secrets. */
export interface SystemSecrets<Name extends string> {
  readonly name: Name;
  readonly secrets: readonly SecretRow[];
}

/** The records of a stage's secrets: common fields, and the records of each system by the secret's name. */
export type RotationSection<Name extends string> = {
  readonly since?: string | undefined;
  readonly deploymentMinutes: number;
} & Readonly<Record<Name, Readonly<Record<string, unknown>>>>;

/** The section `rotation` of a stage: the phase of each keyring, and the age of each vendor secret. */
export function rotation<Name extends string>(
  systems: readonly SystemSecrets<Name>[],
): z.ZodType<RotationSection<Name>> {
  const ofSystem = ({ secrets }: SystemSecrets<Name>) =>
    section({
      ...Object.fromEntries(recordedRows(secrets).map(({ name, kind }) => [name, keyring(kind).optional()])),
      ...Object.fromEntries(renewedRows(secrets).map(({ name }) => [name, vendorRecord().optional()])),
    }).prefault({});
  return section({
    /**
     * When the stage generated its secrets: the start of every keyring that was never rotated, if it is not in the stage's
     * outputs (docs/decisions/0016-first-generations.md).
     * @default from the stage's outputs; for the command, unknown without them
     */
    since: pointInTime().optional(),
    /**
     * Minutes within which a deployment is complete and every verifier has read the keys it published: the old tasks
     * are gone, and caches of a JWKS document are renewed. @default 60
     */
    deploymentMinutes: wholeNumber({ minimum: 15, maximum: 1440, unit: "minutes" }).default(60),
    ...Object.fromEntries(systems.map((system) => [system.name, ofSystem(system)])),
  }).prefault({}) as unknown as z.ZodType<RotationSection<Name>>;
}
