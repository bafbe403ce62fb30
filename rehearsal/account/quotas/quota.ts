import type { KeptResource, WireObject, WireValue } from "../resource-type";
import { isList, isObject } from "../wire";
import type { AccountKind } from "./account-kind";

/** A resource as far as quotas count it. */
export type Counted = Pick<KeptResource, "urn" | "type" | "state"> & { readonly id?: string };

/** How much of a quota a resource uses. */
export interface Portion {
  /** What the quota counts within, such as the ID of the VPC. @default the whole Region, or the account */
  readonly within?: string;
  /** In the unit of the quota, in normal operation. */
  readonly amount: number;
  /** While every service is replaced by a deployment. @default amount */
  readonly whileReplaced?: number;
  /** At the maximum of autoscaling. @default amount */
  readonly atMost?: number;
}

/** What the count of one resource may ask about the others. */
export type Others = (type: string) => readonly Counted[];

/** How a resource of one type counts. */
export type Count = (resource: Counted, others: Others) => readonly Portion[];

/** A limit of AWS or Atlas on what an account holds. */
export interface Quota {
  /** The service code of Service Quotas; `mongodbatlas` for Atlas. */
  readonly service: string;
  /** The quota code of Service Quotas. Absent where the quota has none or it is not known. */
  readonly code?: string;
  readonly name: string;
  readonly unit: string;
  /** Whether the limit holds for each Region or for the account in all of them. */
  readonly scope: "Region" | "account";
  /** What it counts within, in words, where that is less than the scope: "VPC". */
  readonly per?: string;
  readonly default: number;
  /** Its value in an account that was made a short time ago. @default the default */
  readonly newAccount?: number;
  /** How it is raised. @default "Service Quotas" */
  readonly raisedBy?: "Service Quotas" | "a support case" | "nobody";
  /** The page or thread that says so. */
  readonly source: string;
  /** The error code of the service; without one the account only adds up. */
  readonly refusal?: string;
  /** AWS's own words before the figures, where they are known. */
  readonly words?: string;
  /** By type, how a resource counts. */
  readonly counts: Readonly<Record<string, Count>>;
}

/** The raised values of an account, by {@link quotaKey}. */
export type Raises = Readonly<Record<string, number>>;

/** What identifies the quota: `vpc/L-F678F1CE`, or its name where it has no code. */
export function quotaKey({ service, code, name }: Quota): string {
  return `${service}/${code ?? name}`;
}

/** The limit in an account of the kind; a raise below it changes nothing. */
export function limitOf(quota: Quota, kind: AccountKind, raises: Raises = {}): number {
  const given = kind === "established" ? quota.default : (quota.newAccount ?? quota.default);
  return Math.max(given, raises[quotaKey(quota)] ?? 0);
}

/** Counts each resource as one. */
export const each: Count = () => [{ amount: 1 }];

/** Counts each resource as one within what the property names. */
export function eachIn(property: string): Count {
  return ({ state }) => {
    const within = state[property];
    return typeof within === "string" ? [{ within, amount: 1 }] : [];
  };
}

/** Adds up a number of the resource. */
export function amountOf(property: string): Count {
  return ({ state }) => [{ amount: numberOf(state[property]) }];
}

/** Counts the elements of a list, within the resource itself. `path` leads through objects and lists: `vpcConfig.securityGroupIds`. */
export function lengthOf(path: string): Count {
  return ({ urn, state }) => [{ within: urn, amount: elementsAt(state, path).length }];
}

/** The elements at a path; those of lists on the way are joined. */
export function elementsAt(state: WireObject, path: string): readonly WireValue[] {
  return path.split(".").reduce<readonly WireValue[]>(
    (values, key) =>
      values.flatMap((value) => {
        const inner = isObject(value) ? value[key] : undefined;
        if (isList(inner)) return inner;
        return inner === undefined || inner === null ? [] : [inner];
      }),
    [state],
  );
}

/** A text; empty for anything else. */
export function textOf(value: WireValue): string {
  return typeof value === "string" ? value : "";
}

/** A number, or the number that a text writes. 0 for anything else. */
export function numberOf(value: WireValue): number {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : 0;
}
