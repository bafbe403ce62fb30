/* eslint-disable jest/no-export -- it declares tests for the files that import it, and is no test file itself */
import type { CheckFailure } from "../../../../rehearsal/account/checks/check-failure";
import { offerFindings } from "../../../../rehearsal/account/checks/offer-check";
import type { Offered } from "../../../../rehearsal/account/checks/offer-check";
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { asSecret, unknownString } from "../../../../rehearsal/account/wire";

/** A value that AWS does not offer and its accepted twin, and the place and code of the refusal. */
export type ListCase = readonly [
  fault: string,
  type: string,
  refused: WireObject,
  accepted: WireObject,
  refusal: string,
];

/** Where a new resource is checked, and when. */
export const place = {
  olds: {},
  region: "eu-west-1",
  now: new Date("2026-11-29"),
  kind: "new",
  account: { find: () => undefined },
} as const;

/** What a closed list refuses of inputs. */
export function failuresOf(type: string, inputs: WireObject, more: Partial<Offered> = {}): readonly CheckFailure[] {
  return offerFindings(type, { ...place, ...more, inputs }).failures;
}

/** The places and the codes of failures: `engine InvalidParameterValue`. */
export function codesOf(failures: readonly CheckFailure[]): string[] {
  return failures.map(({ property, reason }) => `${property} ${/^(\w+):/.exec(reason)?.[1] ?? ""}`);
}

/** Checks each twin: refused in a new resource; neither while it is unknown, nor in a secret, nor where it stands. */
export function itOffers(cases: readonly ListCase[]): void {
  it.each(cases)("%s", (_, type, refused, accepted, refusal) => {
    expect(codesOf(failuresOf(type, refused))).toEqual([refusal]);
    expect(failuresOf(type, accepted)).toEqual([]);
  });

  it.each(cases)("%s, but not while it is unknown, nor in a secret", (_, type, refused) => {
    expect(
      failuresOf(
        type,
        withLeaves(refused, () => unknownString),
      ),
    ).toEqual([]);
    expect(
      failuresOf(
        type,
        withLeaves(refused, (leaf) => asSecret(String(leaf))),
      ),
    ).toEqual([]);
  });

  it.each(cases)("%s, but not in a resource that has it", (_, type, refused) => {
    expect(failuresOf(type, refused, { olds: refused })).toEqual([]);
  });
}

function withLeaves(value: WireObject, change: (leaf: string | number) => unknown): WireObject {
  return JSON.parse(JSON.stringify(value), (_, leaf: unknown) =>
    typeof leaf === "string" || typeof leaf === "number" ? change(leaf) : leaf,
  ) as WireObject;
}
