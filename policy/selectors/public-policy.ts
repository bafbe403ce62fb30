import type { RuleContext } from "../context";
import { admitsEverybody, statementsIn } from "./policy-document";

/**
 * Requires that a resource policy allows only named principals. Absent is the service's own policy, which
 * admits the account alone; what is no policy document decides nothing.
 */
export function requiresNotPublic(
  context: RuleContext,
  { read, needed, setting }: { readonly read: () => unknown; readonly needed: string; readonly setting: string },
): void {
  context.guard(() => {
    if (statementsIn(read(), setting).some(admitsEverybody))
      context.fails({ found: "a policy that lets everybody in", needed, setting });
  });
}
