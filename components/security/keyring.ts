import * as pulumi from "@pulumi/pulumi";
import type { KeyringFacts } from "../../settings/secrets/keyring-facts";

/** Makes the seed of one generation, in a resource of this name and with these options. */
export type MakeSeed<Seed> = (number: number, name: string, options: pulumi.CustomResourceOptions) => Seed;

/** A generation and its seed. */
export interface Generation<Seed> {
  readonly number: number;
  readonly seed: Seed;
}

/**
 * The generations of one secret: a random seed for each, named `<name>-g<generation>` and never replaced, so that a
 * rotation shows as one resource more and, later, one less. Its inputs are the facts of the rotation and nothing else.
 *
 * Cost: none; the values are paid for where they are kept.
 */
export class Keyring<Seed> extends pulumi.ComponentResource {
  readonly current: Generation<Seed>;
  readonly next: Generation<Seed> | undefined;
  readonly previous: Generation<Seed> | undefined;
  /** All of them, the current one first. */
  readonly generations: readonly Generation<Seed>[];

  /** Throws a RunError for slots that a rotation cannot produce. */
  constructor(name: string, facts: KeyringFacts, makeSeed: MakeSeed<Seed>, options?: pulumi.ComponentResourceOptions) {
    refuseJump(name, facts);
    super("care-platform:security:Keyring", name, { ...facts }, options);

    const make = (number: number): Generation<Seed> => ({
      number,
      seed: makeSeed(number, `${name}-g${number}`, { parent: this }),
    });
    this.current = make(facts.current);
    this.next = facts.next === undefined ? undefined : make(facts.next);
    this.previous = facts.previous === undefined ? undefined : make(facts.previous);
    this.generations = [this.current, this.next, this.previous].filter((generation) => generation !== undefined);
    // Rules about the whole stack get the outputs of a component, not the inputs.
    this.registerOutputs({ ...facts });
  }
}

/** The facts were made by the machine of the settings; a component can be used without it. */
function refuseJump(name: string, { current, next, previous, phase }: KeyringFacts): void {
  const expected = {
    steady: [undefined, undefined],
    published: [current + 1, undefined],
    activated: [undefined, current - 1],
  }[phase];
  if (next === expected[0] && previous === expected[1] && (previous ?? current) >= 1) return;
  const shown = `current ${current}, next ${next ?? "none"}, previous ${previous ?? "none"}`;
  throw new pulumi.RunError(
    `The keyring ${name} is ${phase} and has ${shown}; a rotation adds the one after the current one, and keeps the one before.`,
  );
}
