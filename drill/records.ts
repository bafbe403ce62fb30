import { deployedRecord, type DeploymentRecord } from "../settings/rotation/deployment";
import type { KeyringKind } from "../settings/secrets/kind";
import type { KeyringFacts } from "../settings/secrets/keyring-facts";
import { earliest, type Gate, gates, type Refusal, type Step } from "../settings/rotation/gates";
import { firstKeyring, type Keyring, type Reencryption, slotsOf } from "../settings/rotation/keyring";
import {
  evidenceOf,
  keyringFacts,
  keyringOf,
  keyringRules,
  type RotationSettings,
} from "../stacks/settings/rotation/keyrings";
import { keyringRows, recordedRows } from "../settings/secrets/row";
import { type Outcome, replaceAtOnce, takeStep } from "../settings/rotation/steps";
import { transitionFaults } from "../settings/rotation/transition";
import { declarationOf, ofEachSystem, sections, type System, systems } from "../stacks/settings/systems";
import type { Wanted } from "./blueprint";

/** A keyring of the stage that is drilled. */
export interface DrilledKeyring {
  readonly system: System;
  readonly name: string;
  readonly kind: KeyringKind;
}

/** A user of Atlas is no user of any server that can be started here, so that nothing could be shown of it. */
export const notDrilled = ["MONGODB_URI"] as const;

const drilled = ({ name }: { readonly name: string }) => !notDrilled.some((left) => left === name);

/** The keyrings that are recorded by themselves, of all systems. */
export const drilledKeyrings: readonly DrilledKeyring[] = systems.flatMap((system) =>
  recordedRows(declarationOf(system).secrets)
    .filter(drilled)
    .map(({ name, kind }) => ({ system, name, kind })),
);

/** What is left out of the rules of a rotation, to show that something breaks then. */
export interface Leniency {
  /** The gates the command and the plan ask. @default all of them */
  readonly asked?: readonly Gate[];
  /** Whether the plan compares what is recorded with what runs. @default true */
  readonly compares?: boolean;
  /** Whether the next generation is published before it is used. @default true: three slots; false is a keyring of two */
  readonly publishesNext?: boolean;
}

/** The start of a drill, by its own clock. */
export const drillBegins = new Date("2026-01-05T08:00:00Z");

/**
 * What a stage's settings record of its keyrings and what its outputs say it runs, moved by the machine of
 * `settings/rotation` on a clock that is set by hand.
 */
export class RotationRecords {
  /** The clock of the steps; it moves only by hand. */
  now = drillBegins;
  private settings = emptySettings();
  private deployed: DeploymentRecord = {};

  constructor(private readonly leniency: Leniency = {}) {}

  /** Takes a step of one keyring where its gates are open; otherwise nothing changes. */
  take(step: Step, { system, name }: DrilledKeyring, reencryption?: Reencryption): readonly Refusal[] {
    const keyring = keyringOf(this.settings, system, name);
    const counted = reencryption === undefined ? keyring : { ...keyring, reencryption };
    return this.record(
      system,
      name,
      takeStep(step, counted, this.rules(system, name), this.evidence(system, name), this.leniency.asked),
    );
  }

  /** Replaces a keyring at once. */
  replace({ system, name }: DrilledKeyring, reason: string): readonly Refusal[] {
    const keyring = keyringOf(this.settings, system, name);
    return this.record(system, name, replaceAtOnce(keyring, this.rules(system, name), reason, this.now));
  }

  /** What stands against deploying what is recorded. */
  planFaults(): readonly Refusal[] {
    if (this.leniency.compares === false) return [];
    return drilledKeyrings.flatMap(({ system, name }) => {
      const evidence = this.evidence(system, name);
      if (evidence.deployed === "unknown") return [];
      const { deployed } = evidence;
      const keyring = keyringOf(this.settings, system, name);
      return transitionFaults(keyring, this.rules(system, name), { ...evidence, deployed }, this.leniency.asked);
    });
  }

  /** Every service runs what is recorded. */
  completed(): void {
    const wanted = Object.fromEntries(
      systems.map((system) => [
        system,
        Object.fromEntries(
          drilledKeyrings
            .filter((one) => one.system === system)
            .map(({ name }) => {
              const keyring = keyringOf(this.settings, system, name);
              return [name, { ...slotsOf(keyring), phase: keyring.phase }];
            }),
        ),
      ]),
    );
    this.deployed = deployedRecord(wanted, this.deployed, this.now);
  }

  /** The moment from which a step is allowed by the clock. */
  allowedFrom(step: Step, { system, name }: DrilledKeyring): Date {
    const keyring = keyringOf(this.settings, system, name);
    return earliest(step, keyring, this.rules(system, name), this.evidence(system, name)) ?? this.now;
  }

  /** The record of a keyring. */
  keyring({ system, name }: DrilledKeyring): Keyring {
    return keyringOf(this.settings, system, name);
  }

  /** The facts of every keyring, also of those that move with another, by system and name. */
  private facts(): Readonly<Record<System, Readonly<Record<string, KeyringFacts>>>> {
    const of = (system: System) =>
      Object.fromEntries(
        keyringRows(declarationOf(system).secrets)
          .filter(drilled)
          .map(({ name }) => [name, this.published(keyringFacts(this.settings, system, name))]),
      );
    return ofEachSystem(of);
  }

  /**
   * The target of a deployment.
   * @param fails whether no service gets well with it. @default false
   */
  wanted(fails = false): Wanted {
    const records = drilledKeyrings
      .map(({ system, name }) => ({ system, name, record: keyringOf(this.settings, system, name) }))
      .filter(({ record }) => record !== firstKeyring);
    return { facts: this.facts(), records, now: this.now.toISOString(), fails };
  }

  /** The facts as a keyring of two slots would have them: no task has a generation before it is used. */
  private published(facts: KeyringFacts): KeyringFacts {
    if (this.leniency.publishesNext !== false || facts.next === undefined) return facts;
    return { ...facts, next: undefined, phase: "steady" };
  }

  private rules(system: System, name: string) {
    return keyringRules(this.settings, system, name);
  }

  private evidence(system: System, name: string) {
    return evidenceOf(this.settings, system, name, this.deployed, this.now);
  }

  private record(system: System, name: string, outcome: Outcome): readonly Refusal[] {
    if ("refusals" in outcome) return outcome.refusals;
    const { rotation } = this.settings;
    const ofSystem = { ...rotation[system], [name]: outcome.keyring };
    this.settings = { ...this.settings, rotation: { ...rotation, [system]: ofSystem } };
    return [];
  }
}

/** The gate that only knows the order of the steps: without the others nothing is asked of tasks, tokens or rows. */
export const orderAlone: readonly Gate[] = [gates.order];

/** All gates but one. */
export function gatesWithout(left: keyof typeof gates): readonly Gate[] {
  return Object.entries(gates).flatMap(([name, gate]) => (name === left ? [] : [gate]));
}

function emptySettings(): RotationSettings {
  const tokens = { accessLifetime: "15m", refreshLifetime: "7d" };
  return {
    stage: "staging",
    rotation: { deploymentMinutes: 60, ...ofEachSystem(() => ({})) },
    ...Object.fromEntries(Object.values(sections).map((section) => [section, { tokens }])),
  };
}
