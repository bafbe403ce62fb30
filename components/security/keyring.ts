import * as pulumi from "@pulumi/pulumi";
import type { Stage } from "../naming";

/** What a keyring is and how far its rotation has come: plain facts, which rules of a policy pack can read. */
export interface KeyringFacts {
  /** Its name: `JWT_SECRET`. */
  secret: string;
  /** The system it belongs to. */
  system: string;
  stage: Stage;
  kind: "signing" | "encryption" | "database-user" | "redis-user" | "rsa";
  /** The generation that signs, encrypts or logs in. */
  current: number;
  /** The generation that is accepted already and used by nobody. @default none */
  next?: number;
  /** The generation that is accepted still. @default none */
  previous?: number;
  phase: "steady" | "published" | "activated";
  /** When the last step of a rotation was taken, ISO 8601. @default not recorded */
  changedAt?: string;
  /** Since when the current generation is in use, ISO 8601. @default not recorded */
  currentSince?: string;
  /** Seconds for which what was made with the previous generation is used after a deployment. */
  overlapSeconds: number;
  /** Why the current generation came out of its turn. @default it did not */
  emergency?: { reason: string; at: string };
  /** What a re-encryption has counted last. @default nothing */
  reencryption?: { generation: number; rowsLeft: number; at: string };
}

/** Makes the seed of one generation, in a resource of this name and with these options. */
export type MakeSeed<Seed> = (number: number, name: string, options: pulumi.CustomResourceOptions) => Seed;

/** A generation and what it is made of. */
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

  /** Throws a RunError for slots that no rotation leads to. */
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
    // Of a component a policy of the whole stack is shown the outputs, not the inputs.
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
