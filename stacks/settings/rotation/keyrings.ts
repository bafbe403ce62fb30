import type { DeployedKeyring, DeploymentRecord } from "../../../settings/rotation/deployment";
import type { Evidence, KeyringRules } from "../../../settings/rotation/gates";
import { changedAt, currentSince, firstKeyring, type Keyring, slotsOf } from "../../../settings/rotation/keyring";
import type { RotationSection } from "../../../settings/rotation/section";
import type { KeyringFacts } from "../../../settings/secrets/keyring-facts";
import { overlapOf, type TokenLifetimes } from "../../../settings/secrets/lifetimes";
import { type KeyringRow, keyringRows, renewedRows, type VendorRow } from "../../../settings/secrets/row";
import type { VendorRecord } from "../../../settings/secrets/vendor";
import type { Stage } from "../../../settings/stage/stage";
import { declarationOf, type Section, sections, type System, systems } from "../systems";

/** The parts of a stage's settings for the rotation of its secrets. */
export type RotationSettings = {
  readonly stage: Stage;
  readonly rotation: RotationSection<System>;
} & Readonly<Partial<Record<Section, { readonly tokens: TokenLifetimes } | undefined>>>;

/** The keyring of a system by its name; undefined if it has none. */
export function keyringRow(system: System, name: string): KeyringRow | undefined {
  return keyringRows(declarationOf(system).secrets).find((row) => row.name === name);
}

/** A renewable vendor secret of a system; undefined if the system has none of this name. */
export function renewedRow(system: System, name: string): VendorRow | undefined {
  return renewedRows(declarationOf(system).secrets).find((row) => row.name === name);
}

/** The systems that settings have a section of. */
export function systemsIn(settings: RotationSettings): readonly System[] {
  return systems.filter((system) => settings[sections[system]] !== undefined);
}

/** The record of a keyring in a stage's settings; for one that rotates with another, the record of that. */
export function keyringOf(settings: Pick<RotationSettings, "rotation">, system: System, name: string): Keyring {
  const { movesWith = name } = known(system, name);
  return (recordsOf(settings, system)[movesWith] as Keyring | undefined) ?? firstKeyring;
}

/** The record of a vendor secret in a stage's settings; undefined if there is none. */
export function vendorRecordOf(
  settings: Pick<RotationSettings, "rotation">,
  system: System,
  name: string,
): VendorRecord | undefined {
  return recordsOf(settings, system)[name] as VendorRecord | undefined;
}

/** The section's schema ensures that each name has a record of its kind. */
function recordsOf(
  { rotation }: Pick<RotationSettings, "rotation">,
  system: System,
): Readonly<Record<string, unknown>> {
  return rotation[system];
}

/** @throws Error for a name that no keyring of the system has. */
function known(system: System, name: string): KeyringRow {
  const row = keyringRow(system, name);
  if (row !== undefined) return row;
  const names = keyringRows(declarationOf(system).secrets).map((one) => one.name);
  throw new Error(`${system} has no keyring ${name}; it has ${names.join(", ")}.`);
}

/**
 * The facts of a keyring of a system that the stage runs.
 * @throws Error for a system that the stage does not run, and for a name that no keyring of the system has.
 */
export function keyringFacts(settings: RotationSettings, system: System, name: string): KeyringFacts {
  const keyring = keyringOf(settings, system, name);
  const { since } = settings.rotation;
  const { emergency, reencryption } = keyring;
  return {
    secret: name,
    system,
    stage: settings.stage,
    ...keyringRules(settings, system, name),
    ...slotsOf(keyring),
    phase: keyring.phase,
    changedAt: changedAt(keyring, since),
    currentSince: currentSince(keyring, since),
    emergency,
    reencryption,
  };
}

/**
 * Inputs of the gates about a keyring.
 * @throws Error as {@link keyringFacts} does.
 */
export function keyringRules(settings: RotationSettings, system: System, name: string): KeyringRules {
  const secret = known(system, name);
  const section = settings[sections[system]];
  if (section === undefined) throw new Error(`The stage ${settings.stage} does not run ${system}.`);
  return { kind: secret.kind, overlapSeconds: overlapOf(secret, section.tokens) };
}

/**
 * Inputs of the gates at the time of a step.
 * @param record the deployed state from the stage's outputs; `unknown` if it could not be read.
 */
export function evidenceOf(
  settings: Pick<RotationSettings, "rotation">,
  system: System,
  name: string,
  record: DeploymentRecord | "unknown",
  now: Date,
): Evidence {
  const deployed: DeployedKeyring | undefined | "unknown" =
    record === "unknown" ? record : record[system]?.[known(system, name).movesWith ?? name];
  return { now, deploymentSeconds: settings.rotation.deploymentMinutes * 60, deployed };
}
