import type { Refusal } from "../resource-type";
import type { AccountKind } from "./account-kind";
import type { Counted, Quota, Raises } from "./quota";
import { limitOf } from "./quota";
import { quotas } from "./quotas";
import { requestOf } from "./request";
import { usesOf } from "./use";

const byType = new Map<string, Quota[]>();
for (const quota of quotas) {
  for (const type of Object.keys(quota.counts)) byType.set(type, [...(byType.get(type) ?? []), quota]);
}

/** What decides whether a resource still fits. */
export interface AccountQuotas {
  readonly kind: AccountKind;
  /** The quotas that were raised; "any" for an account that is granted whatever it needs. */
  readonly raises: Raises | "any";
  /** What stands of a type in all Regions. */
  readonly standing: (type: string) => readonly Counted[];
}

/**
 * The refusal of a resource with which the account passes a quota. `before` is the same resource as it stands: a change that
 * uses no more is not refused.
 */
export function exceededQuota(
  resource: Counted,
  { kind, raises, standing }: AccountQuotas,
  before?: Counted,
): Refusal | undefined {
  if (raises === "any") return undefined;
  for (const quota of byType.get(resource.type) ?? []) {
    if (quota.refusal === undefined) continue;
    const own = usesOf(quota, [resource], standing);
    const had = before === undefined ? undefined : usesOf(quota, [before], standing);
    const grown = [...own].filter(([place, { atRest }]) => atRest > (had?.get(place)?.atRest ?? 0));
    if (grown.length === 0) continue;
    const there = Object.keys(quota.counts).flatMap((type) =>
      standing(type).filter((other) => other.type !== resource.type || before === undefined || other !== before),
    );
    const uses = usesOf(quota, there, standing);
    const limit = limitOf(quota, kind, raises);
    for (const [place, { atRest }] of grown) {
      const needed = (uses.get(place)?.atRest ?? 0) + atRest;
      if (needed > limit) return refusalOf(quota, quota.refusal, needed, limit);
    }
  }
  return undefined;
}

function refusalOf(quota: Quota, code: string, needed: number, limit: number): Refusal {
  const words = quota.words ?? "The quota is exceeded.";
  const per = quota.per === undefined ? "" : ` per ${quota.per}`;
  return {
    code,
    message: `${words} ${quota.name}: needed ${needed} ${quota.unit}${per}, limit ${limit}. ${requestOf(quota, needed)} Source: ${quota.source}.`,
  };
}
