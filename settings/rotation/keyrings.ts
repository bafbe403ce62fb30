import type { Settings } from "../stage/schema";
import { type SectionOf, sections, type System, systems } from "../stage/stage";
import { type DeployedKeyring, type DeploymentRecord } from "./deployment";
import type { Evidence, KeyringRules } from "./gates";
import {
  changedAt,
  currentSince,
  type Emergency,
  firstKeyring,
  type Keyring,
  type KeyringKind,
  type Phase,
  type Reencryption,
  type Slots,
  slotsOf,
} from "./keyring";
import { overlapOf, type RotatedSecret, rotatedSecret, rotatedSecrets, type TokenLifetimes } from "./rotated-secrets";
import type { VendorRecord } from "./vendors";

/** The plain facts of a keyring: what its component is built from, and what rules of the policy pack read. */
export interface KeyringFacts extends Slots {
  /** Its name, as `rotated-secrets.ts` has it. */
  readonly secret: string;
  readonly system: System;
  readonly stage: Settings["stage"];
  readonly kind: KeyringKind;
  readonly phase: Phase;
  /** When the last step was taken, ISO 8601. @default nobody has recorded it */
  readonly changedAt?: string;
  /** Since when the current generation is in use, ISO 8601. @default nobody has recorded it */
  readonly currentSince?: string;
  /** Seconds the previous generation is accepted after a deployment: the life of the longest token. */
  readonly overlapSeconds: number;
  readonly emergency?: Emergency;
  readonly reencryption?: Reencryption;
}

/** What of a stage's settings the rotation of its secrets needs. */
export type RotationSettings = Pick<Settings, "stage" | "rotation"> &
  Readonly<Partial<Record<SectionOf<System>, { readonly tokens: TokenLifetimes } | undefined>>>;

/** The systems that settings have a section of. */
export function systemsIn(settings: RotationSettings): readonly System[] {
  return systems.filter((system) => settings[sections[system]] !== undefined);
}

/** What a stage's settings record of a keyring; of one that moves with another, what they record of that. */
export function keyringOf(settings: Pick<Settings, "rotation">, system: System, name: string): Keyring {
  const { movesWith = name } = known(system, name);
  return (recordsOf(settings, system)[movesWith] as Keyring | undefined) ?? firstKeyring;
}

/** What a stage's settings record of a vendor's secret; undefined where they record nothing. */
export function vendorRecordOf(
  settings: Pick<Settings, "rotation">,
  system: System,
  name: string,
): VendorRecord | undefined {
  return recordsOf(settings, system)[name] as VendorRecord | undefined;
}

/** The section makes sure that each name has a record of its own kind. */
function recordsOf({ rotation }: Pick<Settings, "rotation">, system: System): Readonly<Record<string, unknown>> {
  return rotation[system];
}

/** @throws Error for a name that no keyring of the system has. */
function known(system: System, name: string): RotatedSecret {
  const secret = rotatedSecret(system, name);
  if (secret !== undefined) return secret;
  const names = rotatedSecrets[system].map((one) => one.name).join(", ");
  throw new Error(`${system} has no keyring ${name}; it has ${names}.`);
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
 * What the gates must know of a keyring.
 * @throws Error as {@link keyringFacts} does.
 */
export function keyringRules(settings: RotationSettings, system: System, name: string): KeyringRules {
  const secret = known(system, name);
  const section = settings[sections[system]];
  if (section === undefined) throw new Error(`The stage ${settings.stage} does not run ${system}.`);
  return { kind: secret.kind, overlapSeconds: overlapOf(secret, section.tokens) };
}

/**
 * What is known at the moment of a step.
 * @param record what the stage's outputs say it has deployed; `unknown` where nobody could ask.
 */
export function evidenceOf(
  settings: Pick<Settings, "rotation">,
  system: System,
  name: string,
  record: DeploymentRecord | "unknown",
  now: Date,
): Evidence {
  const deployed: DeployedKeyring | undefined | "unknown" =
    record === "unknown" ? record : record[system]?.[known(system, name).movesWith ?? name];
  return { now, deploymentSeconds: settings.rotation.deploymentMinutes * 60, deployed };
}
