import { overlap } from "../../../settings/fields/address";
import { type System, systems } from "../systems";
import type { StageFacts } from "./facts";

/** A stack of another stage of the same project, as far as it can be read. */
export interface Neighbour {
  /** The name of its stack. */
  readonly stack: string;
  /** What it tells of itself; absent where it stands and cannot be read. */
  readonly facts?: StageFacts;
}

/** Something that two stages have and only one may. */
export interface Shared {
  /** What it is called: "network.cidr", "ahava-healthcare.PAYSTACK_SECRET_KEY". Never its value. */
  readonly what: string;
  /** The stack that has it as well. */
  readonly with: string;
}

/** Whether it is a matter of production: what other stages share with each other harms nobody. */
function concernsProduction(one: StageFacts, other: StageFacts): boolean {
  return one.stage !== other.stage && [one.stage, other.stage].includes("production");
}

/** What production and another stage have in common, of things that each should have to itself. */
export function sharedBetween(facts: StageFacts, neighbours: readonly Neighbour[]): Shared[] {
  return neighbours.flatMap(({ stack, facts: other }) => {
    if (other === undefined || !concernsProduction(facts, other)) return [];
    const own = Object.entries(facts.own).filter(([, value]) => Object.values(other.own).some(alikeTo(value)));
    const secrets = Object.entries(facts.fingerprints).filter(([name, print]) => other.fingerprints[name] === print);
    return [...own, ...secrets].map(([what]) => ({ what, with: stack }));
  });
}

/** Two ranges are alike when they have an address in common, everything else when it is the same. */
function alikeTo(one: string): (other: string) => boolean {
  return (other) => one !== "" && (one === other || overlap(one, other));
}

/** What is known of a release that production is to run. */
export interface Promotion {
  readonly system: System;
  readonly image: string;
  /** The stack of staging in which it ran; absent where none tells of it. */
  readonly ranIn?: string;
}

/** For each system of a stage, where its image ran in staging. */
export function promotionsOf(facts: StageFacts, neighbours: readonly Neighbour[]): Promotion[] {
  const staging = neighbours.filter((neighbour) => neighbour.facts?.stage === "staging");
  return systems.flatMap((system) => {
    const [image] = facts.images[system] ?? [];
    if (image === undefined) return [];
    const ranIn = staging.find((neighbour) => neighbour.facts?.images[system]?.includes(image));
    return [{ system, image, ...(ranIn && { ranIn: ranIn.stack }) }];
  });
}
