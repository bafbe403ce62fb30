import { distance } from "fastest-levenshtein";
import type { ClosedList } from "../../published/closed-lists";
import type { AccountKind } from "../../quotas/account-kind";
import type { AccountView, WireObject } from "../../resource-type";
import { isUnknown } from "../../wire";
import type { CheckFailure } from "../check-failure";

/** What is asked of a resource: its inputs now and at the last deployment, where it stands, and when. */
export interface Offered {
  readonly inputs: WireObject;
  /** The inputs of the last deployment; empty for a new resource. */
  readonly olds: WireObject;
  readonly region: string;
  readonly now: Date;
  readonly kind: AccountKind;
  /** What stands in the account already; without it, what could stand there is passed over. */
  readonly account?: Pick<AccountView, "find">;
}

/** What AWS does not offer, or no longer, and what it will not for long. */
export interface OfferFindings {
  readonly failures: readonly CheckFailure[];
  readonly warnings: readonly CheckFailure[];
}

/** What a closed list says of some inputs of a type. */
export interface OfferCheck {
  /** The inputs that it decides about, by their paths: `rules[].statement.managedRuleGroupStatement.name`. */
  readonly inputs: readonly string[];
  readonly find: (offered: Offered) => OfferFindings;
}

export const none: OfferFindings = { failures: [], warnings: [] };

/** A refusal; `reason` begins with AWS's error code. */
export const refused = (property: string, reason: string, source: string): OfferFindings => ({
  failures: [{ property, reason: `${reason} Source: ${source}.` }],
  warnings: [],
});

/** An advice: the value is accepted still. */
export const warned = (property: string, reason: string, source: string): OfferFindings => ({
  failures: [],
  warnings: [{ property, reason: `${reason} Source: ${source}.` }],
});

/** All findings in one. */
export const together = (findings: readonly OfferFindings[]): OfferFindings => ({
  failures: findings.flatMap(({ failures }) => failures),
  warnings: findings.flatMap(({ warnings }) => warnings),
});

/** How long before its end a value is worth an advice. */
const warnedDays = 180;

/** A day in milliseconds. */
export const day = 24 * 60 * 60 * 1000;

/** Whether a day, `2027-04-30`, has begun. */
export const isPast = (date: string | undefined, now: Date): boolean =>
  date !== undefined && now.getTime() >= Date.parse(date);

/** "ends on 2027-04-30, in 153 days" from 180 days before the end on; undefined while it is farther away. */
export function endInWords(date: string, now: Date): string | undefined {
  const left = Math.ceil((Date.parse(date) - now.getTime()) / day);
  if (left > warnedDays) return undefined;
  return left > 0 ? `ends on ${date}, in ${left} days` : `ended on ${date}`;
}

/** A text that was given, is known and no secret, because a finding repeats it. */
export function known(inputs: WireObject, name: string): string | undefined {
  const value = inputs[name];
  return typeof value !== "string" || value === "" || isUnknown(value) ? undefined : value;
}

/** How many allowed values an error names; of a longer list those that are most alike. */
const named = 8;

/** "Allowed: …" with the values of a list that are nearest to a wrong one. */
export function allowedIn({ values, date }: Pick<ClosedList, "values" | "date">, wrong: string): string {
  if (values.length <= named) return `Allowed: ${values.join(", ")}, as of ${date}.`;
  const nearest = [...values].sort((one, other) => distance(one, wrong) - distance(other, wrong)).slice(0, named);
  return `Allowed: ${nearest.join(", ")} and ${values.length - named} others, as of ${date}.`;
}
