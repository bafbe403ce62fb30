import { tooManyRequestsKey, visibility } from "./web-firewall-rules";
import type { WebFirewallRule, WebFirewallRulesArgs } from "./web-firewall-rules";

/** The sign-in limit of one address. */
export interface SignInLimit {
  /** Prefixes of the sign-in paths, in lower case: `/api/auth/`. */
  paths: readonly string[];
  /** Requests to any of them that one address may send in ten minutes, at least 10. */
  requestsPerTenMinutes: number;
}

/** The action for requests above the limit. */
type Counting = Pick<WebFirewallRulesArgs, "mode" | "metricPrefix">;

/**
 * The rule with a lower limit for the sign-in paths, against password guessing, like fail2ban
 * on a server (MP-HST-09, C-27). Capital letters and `..` in a path do not bypass it.
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
