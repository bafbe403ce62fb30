/* eslint-disable jest/no-export -- it declares tests for the files that import it, and is no test file itself */
import type { WireObject } from "../../../../rehearsal/account/resource-type";
import { ServiceAccount, refusalOf } from "../types/service-account";

/** A fault and its accepted twin: the same inputs without it. */
export type Twin = readonly [fault: string, type: string, accepted: WireObject, changes: WireObject, code: string];

/** Creates each twin in an account of its own, which `around` fills first: refused with the fault, accepted without. */
export function itRefuses(cases: readonly Twin[], around: (account: ServiceAccount) => void = () => undefined): void {
  it.each(cases)("%s (%s)", (_, type, accepted, changes, code) => {
    const account = new ServiceAccount();
    around(account);
    expect(refusalOf(() => account.create(type, { ...accepted, ...changes }))).toBe(code);
    expect(refusalOf(() => account.create(type, accepted))).toBe("accepted");
  });
}

/** A fault in a change and its accepted twin: another change of what stands. */
export type ChangeTwin = readonly [
  fault: string,
  type: string,
  standing: WireObject,
  accepted: WireObject,
  changes: WireObject,
  code: string,
];

/** Changes what stands in place, each time in an account of its own. */
export function itRefusesChanges(
  cases: readonly ChangeTwin[],
  around: (account: ServiceAccount) => void = () => undefined,
): void {
  it.each(cases)("%s (%s)", (_, type, standing, accepted, changes, code) => {
    const outcome = (change: WireObject): string => {
      const account = new ServiceAccount();
      around(account);
      const created = account.create(type, standing);
      return refusalOf(() => account.update(type, created, { ...standing, ...change }));
    };
    expect(outcome(changes)).toBe(code);
    expect(outcome(accepted)).toBe("accepted");
  });
}
