import { tooManyRequestsKey, visibility } from "./web-firewall-rules";
import type { WebFirewallRule, WebFirewallRulesArgs } from "./web-firewall-rules";

/** How often one address may try to sign in. */
export interface SignInLimit {
  /** Beginnings of the paths on which people sign in, in small letters: `/api/auth/`. */
  paths: readonly string[];
  /** Requests to any of them that one address may send in ten minutes, at least 10. */
  requestsPerTenMinutes: number;
}

/** What happens to requests beyond the limit. */
type Counting = Pick<WebFirewallRulesArgs, "mode" | "metricPrefix">;

/**
 * The rule that narrows the limit for the paths on which people sign in, against the guessing of passwords: what fail2ban
 * does on a server (MP-HST-09, C-27). Capital letters and `..` in a path do not lead around it.
 */
export function signInRule(
  { paths, requestsPerTenMinutes }: SignInLimit,
  { mode, metricPrefix }: Counting,
  priority: number,
): WebFirewallRule {
  const statements = paths.map((searchString) => ({
    byteMatchStatement: {
      searchString,
      positionalConstraint: "STARTS_WITH",
      fieldToMatch: { uriPath: {} },
      textTransformations: [
        { priority: 0, type: "NORMALIZE_PATH" },
        { priority: 1, type: "LOWERCASE" },
      ],
    },
  }));
  const [only, ...others] = statements;
  return {
    name: "sign-in",
    priority,
    action:
      mode === "count"
        ? { count: {} }
        : { block: { customResponse: { responseCode: 429, customResponseBodyKey: tooManyRequestsKey } } },
    statement: {
      rateBasedStatement: {
        limit: requestsPerTenMinutes,
        evaluationWindowSec: 600,
        aggregateKeyType: "IP",
        // WAF takes no OR of a single statement.
        scopeDownStatement: others.length === 0 ? only : { orStatement: { statements } },
      },
    },
    visibilityConfig: visibility(metricPrefix, "sign-in"),
  };
}
