import { overlap } from "../../../settings/fields/address";
import { type System, systems } from "../systems";
import type { StageFacts } from "./facts";

/** A stack of another stage of the same project, as far as it can be read. */
export interface Neighbour {
  /** The name of its stack. */
  readonly stack: string;
  /** Its facts; absent if it is deployed and cannot be read. */
  readonly facts?: StageFacts;
}

/** Something that two stages have and only one may. */
export interface Shared {
  /** Its name: "network.cidr", "ahava-healthcare.PAYSTACK_SECRET_KEY". Never its value. */
  readonly what: string;
  /** The stack that has it as well. */
  readonly with: string;
}

/** Whether production is involved: other stages may share resources. */
function concernsProduction(one: StageFacts, other: StageFacts): boolean {
  return one.stage !== other.stage && [one.stage, other.stage].includes("production");
}

/** Resources that production shares with another stage and should not. */
export function sharedBetween(facts: StageFacts, neighbours: readonly Neighbour[]): Shared[] {
  return neighbours.flatMap(({ stack, facts: other }) => {
    if (other === undefined || !concernsProduction(facts, other)) return [];
    const own = Object.entries(facts.own).filter(([, value]) => Object.values(other.own).some(alikeTo(value)));
    const secrets = Object.entries(facts.fingerprints).filter(([name, print]) => other.fingerprints[name] === print);
    return [...own, ...secrets].map(([what]) => ({ what, with: stack }));
  });
}

/** Two ranges match if they overlap, everything else if it is equal. */
function alikeTo(one: string): (other: string) => boolean {
  return (other) => one !== "" && (one === other || overlap(one, other));
}

/** Facts of a release for production. */
export interface Promotion {
  readonly system: System;
  readonly image: string;
  /** The stack of staging in which it ran; absent if none lists it. */
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
