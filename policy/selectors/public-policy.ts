import type { RuleContext } from "../context";
import { admitsEverybody, statementsIn } from "./policy-document";

/**
 * Requires that a resource policy allows only named principals. Absent is the service's default policy, which
 * admits only the account; a malformed policy is undecided.
 */
export function requiresNotPublic(
  context: RuleContext,
  { read, needed, setting }: { readonly read: () => unknown; readonly needed: string; readonly setting: string },
): void {
  context.guard(() => {
    if (statementsIn(read(), setting).some(admitsEverybody))
      context.fails({ found: "a public policy", needed, setting });
  });
}
