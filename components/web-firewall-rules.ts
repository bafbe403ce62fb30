import type { input } from "@pulumi/aws/types";

/** The rules of a web access control list, as the SDK takes them. */
export type WebFirewallRule = input.wafv2.WebAclRule;

/** How a web firewall judges requests, in plain facts. */
export interface WebFirewallRulesArgs {
  /** What the rules do with a request they match: "count" only counts it, for the first days of a new service. */
  mode: "block" | "count";
  /** Requests that one address may send in ten minutes, at least 10 (C-07). */
  requestsPerTenMinutes: number;
  /** Beginnings of paths that may carry bodies larger than 8 KiB, such as uploads. @default [] */
  largeBodyPaths?: readonly string[];
  /** Whose requests the rate rule counts together: the address that connects, or the one forwarded. @default "connection" */
  clientAddress?: "connection" | "forwarded";
  /** Prefix of the CloudWatch metrics: letters, digits, hyphens and underscores. */
  metricPrefix: string;
}

/** One of Amazon's own rule groups and the rules of it that only count. */
interface ManagedGroup {
  readonly role: string;
  readonly group: string;
  readonly counted?: readonly string[];
}

/** The label that the size rule of the common group puts on a request, and by which the exceptions are made. */
const largeBodyLabel = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";

/** The key of the answer to somebody who sends too much. */
export const tooManyRequestsKey = "too-many-requests";

/**
 * The rules in the order of their priority, cheapest first: rate, addresses, known bad inputs, the common attacks, SQL
 * injection, and last the bodies that are too large for their path.
 */
export function webFirewallRules(args: WebFirewallRulesArgs): WebFirewallRule[] {
  const exceptions = args.largeBodyPaths ?? [];
  const groups: ManagedGroup[] = [
    { role: "reputation", group: "AWSManagedRulesAmazonIpReputationList" },
    {
      role: "anonymous",
      group: "AWSManagedRulesAnonymousIpList",
      // Payment webhooks and the uptime canary come from hosting providers.
      counted: ["HostingProviderIPList"],
    },
    { role: "known-bad-inputs", group: "AWSManagedRulesKnownBadInputsRuleSet" },
    {
      role: "common",
      group: "AWSManagedRulesCommonRuleSet",
      counted: exceptions.length > 0 ? ["SizeRestrictions_BODY"] : [],
    },
    { role: "sql-injection", group: "AWSManagedRulesSQLiRuleSet" },
  ];
  return [
    rateRule(args, 0),
    ...groups.map((group, index) => managedRule(args, group, index + 1)),
    ...(exceptions.length > 0 ? [largeBodyRule(args, exceptions, groups.length + 1)] : []),
  ];
}

/** Counts by the address CloudFront forwards; a request without one, which did not come through it, counts as matching. */
export const forwardedAddress = {
  aggregateKeyType: "FORWARDED_IP",
  forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" },
} as const;

function rateRule(args: WebFirewallRulesArgs, priority: number): WebFirewallRule {
  return {
    name: "rate",
    priority,
    action:
      args.mode === "count"
        ? { count: {} }
        : { block: { customResponse: { responseCode: 429, customResponseBodyKey: tooManyRequestsKey } } },
    statement: {
      rateBasedStatement: {
        limit: args.requestsPerTenMinutes,
        evaluationWindowSec: 600,
        ...(args.clientAddress === "forwarded" ? forwardedAddress : { aggregateKeyType: "IP" }),
      },
    },
    visibilityConfig: visibility(args.metricPrefix, "rate"),
  };
}

function managedRule(args: WebFirewallRulesArgs, managed: ManagedGroup, priority: number): WebFirewallRule {
  const counted = managed.counted ?? [];
  return {
    name: managed.role,
    priority,
    overrideAction: args.mode === "count" ? { count: {} } : { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: managed.group,
        ...(counted.length > 0 && {
          ruleActionOverrides: counted.map((name) => ({ name, actionToUse: { count: {} } })),
        }),
      },
    },
    visibilityConfig: visibility(args.metricPrefix, managed.role),
  };
}

/** The size rule only labelled the request; what is labelled and not on an excepted path is blocked here. */
function largeBodyRule(args: WebFirewallRulesArgs, paths: readonly string[], priority: number): WebFirewallRule {
  const excepted = paths.map((searchString) => ({
    byteMatchStatement: {
      searchString,
      positionalConstraint: "STARTS_WITH",
      fieldToMatch: { uriPath: {} },
      textTransformations: [{ priority: 0, type: "NORMALIZE_PATH" }],
    },
  }));
  const [first] = excepted;
  const onExceptedPath = excepted.length > 1 ? { orStatement: { statements: excepted } } : first;
  return {
    name: "large-body",
    priority,
    action: args.mode === "count" ? { count: {} } : { block: {} },
    statement: {
      andStatement: {
        statements: [
          { labelMatchStatement: { scope: "LABEL", key: largeBodyLabel } },
          { notStatement: { statement: onExceptedPath } },
        ],
      },
    },
    visibilityConfig: visibility(args.metricPrefix, "large-body"),
  };
}

/** Metrics of the rule and samples of what it matched, which the review of AH-VER-10 looks at. */
export function visibility(prefix: string, role: string) {
  return { metricName: `${prefix}-${role}`, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
