import { regionOf } from "../regions";
import type { Counted, Others, Portion, Quota } from "./quota";

/** What is used of a quota, in its unit. */
export interface Use {
  /** In normal operation. */
  readonly atRest: number;
  /** While every service is replaced by a deployment. */
  readonly whileReplaced: number;
  /** At the maximum of autoscaling. */
  readonly atMost: number;
}

const nothing: Use = { atRest: 0, whileReplaced: 0, atMost: 0 };

/** The most that a use comes to at any time. */
export function mostOf({ atRest, whileReplaced, atMost }: Use): number {
  return Math.max(atRest, whileReplaced, atMost);
}

/** What the resources use of the quota, by the place that it counts within: a Region, a VPC, a role. */
export function usesOf(quota: Quota, resources: Iterable<Counted>, others: Others): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const resource of resources) {
    for (const portion of quota.counts[resource.type]?.(resource, others) ?? []) {
      const place = placeOf(quota, resource, portion);
      uses.set(place, sumOf(uses.get(place) ?? nothing, useOf(portion)));
    }
  }
  return uses;
}

/** The largest use at any place. */
export function largestUse(uses: ReadonlyMap<string, Use>): Use {
  return [...uses.values()].reduce(
    (largest, use) => ({
      atRest: Math.max(largest.atRest, use.atRest),
      whileReplaced: Math.max(largest.whileReplaced, use.whileReplaced),
      atMost: Math.max(largest.atMost, use.atMost),
    }),
    nothing,
  );
}

/** Two uses of the same place together. */
export function sumOf(one: Use, other: Use): Use {
  return {
    atRest: one.atRest + other.atRest,
    whileReplaced: one.whileReplaced + other.whileReplaced,
    atMost: one.atMost + other.atMost,
  };
}

function useOf({ amount, whileReplaced = amount, atMost = amount }: Portion): Use {
  return { atRest: amount, whileReplaced, atMost };
}

function placeOf({ scope }: Quota, resource: Counted, { within = "" }: Portion): string {
  return scope === "Region" ? `${regionOf(resource) ?? ""} ${within}` : within;
}
