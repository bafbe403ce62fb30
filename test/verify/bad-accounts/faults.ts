import type { Answers } from "../../reference/account/reference-account";
import type { Asked } from "../../reference/account/wire";
import { type AccountFault, now } from "../verified-state";
import type { System } from "../verified-reference";

/** A reference account with one thing wrong, and the probes and rows that must fail for it, all other probes of the state passing. */
export interface BadAccount extends AccountFault {
  readonly name: string;
  readonly system: System;
  readonly probes: readonly string[];
  readonly rows: readonly string[];
}

const hour = 3_600_000;

/** So many hours before the reference account is as it is. */
export const ago = (hours: number) => new Date(now.getTime() - hours * hour);

/** Another answer to one operation. */
export function answering(operation: string, output: object): Pick<AccountFault, "answers"> {
  return { answers: (good) => ({ ...good, [operation]: () => ({ output }) }) };
}

/** The good answer to one operation, with every element of a list changed, or left out where the change gives nothing. */
export function changing(
  operation: string,
  list: string,
  change: (element: Readonly<Record<string, unknown>>, asked: Asked) => object | undefined,
): Pick<AccountFault, "answers"> {
  return {
    answers: (good: Answers) => ({
      ...good,
      [operation]: (asked) => {
        const answered = good[operation]?.(asked) ?? { refused: "none" };
        if ("refused" in answered) return answered;
        const elements = (answered.output as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>)[
          list
        ];
        return {
          output: { ...answered.output, [list]: (elements ?? []).flatMap((element) => change(element, asked) ?? []) },
        };
      },
    }),
  };
}

/** The operation that tells the state of alarms. */
export const alarms = "cloudwatch:DescribeAlarms";
const firewall = "wafv2:GetWebACL";

/** Every firewall of the reference with other rules. */
export function firewalls(
  change: (rules: readonly Readonly<Record<string, unknown>>[]) => readonly object[],
): Pick<AccountFault, "answers"> {
  return {
    answers: (good) => ({
      ...good,
      [firewall]: (asked) => {
        const answered = good[firewall]?.(asked) ?? { refused: "none" };
        if ("refused" in answered) return answered;
        const { WebACL } = answered.output as {
          readonly WebACL: { readonly Rules: readonly Readonly<Record<string, unknown>>[] };
        };
        return { output: { WebACL: { Rules: change(WebACL.Rules) } } };
      },
    }),
  };
}
