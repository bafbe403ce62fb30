import type { AccountKind } from "./account-kind";
import type { Counted, Quota, Raises } from "./quota";
import { limitOf, quotaKey } from "./quota";
import { quotas } from "./quotas";
import { requestOf } from "./request";
import type { Use } from "./use";
import { largestUse, mostOf, sumOf, usesOf } from "./use";

/** What a stage needs of one quota. */
export interface QuotaNeed extends Use {
  /** Identifies the quota: `vpc/L-F678F1CE`. */
  readonly key: string;
  readonly service: string;
  readonly code?: string;
  readonly name: string;
  readonly unit: string;
  readonly per?: string;
  /** The largest of the three uses, rounded up to a whole number. */
  readonly needed: number;
  /** What an account of the kind has without a raise. */
  readonly limit: number;
  readonly default: number;
  /** Whether the stage needs more than the limit. */
  readonly raise: boolean;
  /** How to raise it. */
  readonly request: string;
  readonly source: string;
}

/** What the resources of one or more stages need in an account of the kind, every quota of which they use something. */
export function quotaSheet(resources: readonly Counted[], kind: AccountKind = "new"): readonly QuotaNeed[] {
  const byType = new Map<string, Counted[]>();
  for (const resource of resources) {
    const same = byType.get(resource.type);
    if (same === undefined) byType.set(resource.type, [resource]);
    else same.push(resource);
  }
  const others = (type: string): readonly Counted[] => byType.get(type) ?? [];
  return quotas.flatMap((quota) => {
    const counted = Object.keys(quota.counts).flatMap(others);
    const use = largestUse(usesOf(quota, counted, others));
    return mostOf(use) === 0 ? [] : [needOf(quota, use, kind)];
  });
}

/** What several stages need in one account: they share what counts for the account or a Region, and each has its own VPC. */
export function sharedSheet(
  sheets: readonly (readonly QuotaNeed[])[],
  kind: AccountKind = "new",
): readonly QuotaNeed[] {
  return quotas.flatMap((quota) => {
    const needs = sheets.flatMap((sheet) => sheet.filter(({ key }) => key === quotaKey(quota)));
    const [first, ...rest] = needs;
    if (first === undefined) return [];
    const use =
      quota.per === undefined
        ? rest.reduce<Use>(sumOf, first)
        : largestUse(new Map(needs.map((need, index) => [String(index), need])));
    return [needOf(quota, use, kind)];
  });
}

/** The raises that a sheet asks for. */
export function raisesOf(sheet: readonly QuotaNeed[]): Raises {
  return Object.fromEntries(sheet.filter(({ raise }) => raise).map(({ key, needed }) => [key, needed]));
}

function needOf(quota: Quota, { atRest, whileReplaced, atMost }: Use, kind: AccountKind): QuotaNeed {
  const needed = Math.ceil(mostOf({ atRest, whileReplaced, atMost }));
  const limit = limitOf(quota, kind);
  return {
    key: quotaKey(quota),
    service: quota.service,
    ...(quota.code !== undefined && { code: quota.code }),
    name: quota.name,
    unit: quota.unit,
    ...(quota.per !== undefined && { per: quota.per }),
    atRest,
    whileReplaced,
    atMost,
    needed,
    limit,
    default: quota.default,
    raise: needed > limit,
    request: requestOf(quota, needed),
    source: quota.source,
  };
}
