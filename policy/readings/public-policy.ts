import type { Examination } from "../examination";
import { admitsEverybody, statementsIn } from "./policy-document";

/**
 * Asks of the policy of a resource that it lets nobody in whom it does not name. Absent is the service's own policy, which
 * admits the account alone; what is no policy document decides nothing.
 */
export function requiresNotPublic(
  examination: Examination,
  { read, needed, setting }: { readonly read: () => unknown; readonly needed: string; readonly setting: string },
): void {
  examination.attempt(() => {
    if (statementsIn(read(), setting).some(admitsEverybody))
      examination.fails({ found: "a policy that lets everybody in", needed, setting });
  });
}
