import type { input } from "@pulumi/aws/types";

/** The rules of a web access control list, as the SDK takes them. */
export type WebFirewallRule = input.wafv2.WebAclRule;

/** A path to which a vendor posts user content, such as messages of patients. */
export interface Webhook {
  /** The whole path, character for character as the vendor calls it: "/api/v1/whatsapp/webhook". */
  path: string;
  /**
   * Requests that one of the vendor's addresses may send there in ten minutes, at least 10; the general limit counts
   * none of them.
   */
  requestsPerTenMinutes: number;
}

/** The settings of a web firewall's rules, as plain facts. */
export interface WebFirewallRulesArgs {
  /** The action of the rules: "count" only counts, for the first days of a new service. */
  mode: "block" | "count";
  /** Requests that one address may send in ten minutes, at least 10 (C-07). */
  requestsPerTenMinutes: number;
  /**
   * Prefixes of paths whose bodies are files, such as uploads: they may be larger than 8 KiB, and are not searched for
   * attacks. @default []
   */
  largeBodyPaths?: readonly string[];
  /** Paths that a vendor calls; their bodies are not searched for attacks, and they have a separate limit. @default [] */
  webhooks?: readonly Webhook[];
  /** Whether requests are counted by the address that connects. @default true */
  limitsRequests?: boolean;
  /** Prefix of the CloudWatch metrics: letters, digits, hyphens and underscores. */
  metricPrefix: string;
}

/** One of Amazon's own rule groups and the rules of it that only count. */
interface ManagedGroup {
  readonly role: string;
  readonly group: string;
  readonly counted?: readonly string[];
}

/**
 * The rules of the managed groups that search a body for attacks, and their labels. They have false positives in
 * patients' messages and in pictures: an apostrophe, a link, an angle bracket. (AWS WAF
 * Developer Guide, baseline and SQL database rule groups.)
 */
const attackRules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  common: {
    CrossSiteScripting_BODY: "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body",
    EC2MetaDataSSRF_BODY: "awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_Body",
    GenericLFI_BODY: "awswaf:managed:aws:core-rule-set:GenericLFI_Body",
    GenericRFI_BODY: "awswaf:managed:aws:core-rule-set:GenericRFI_Body",
  },
  "sql-injection": {
    SQLi_BODY: "awswaf:managed:aws:sql-database:SQLi_Body",
    SQLiExtendedPatterns_BODY: "awswaf:managed:aws:sql-database:SQLiExtendedPatterns_Body",
  },
};

/** The rule of the common group that refuses a body for its size, and its label. */
const sizeRule = {
  group: "common",
  name: "SizeRestrictions_BODY",
  label: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
};

/** The key of the custom response to a rate-limited client. */
export const tooManyRequestsKey = "too-many-requests";

/**
 * The rules in the order of their priority, cheapest first: rate, addresses, known bad inputs, the common attacks, SQL
 * injection, and last the labelled requests on paths without an exception: large bodies, and attacks in bodies.
 * Webhooks and uploads are exempt from both. Known bad inputs, headers, cookies, paths and query strings are checked
 * on every path.
 */
export function webFirewallRules(args: WebFirewallRulesArgs): WebFirewallRule[] {
  const { webhooks = [], largeBodyPaths = [] } = args;
  const calls = webhooks.map(({ path }) => pathIs("EXACTLY", path));
  const except = [...largeBodyPaths.map((path) => pathIs("STARTS_WITH", path)), ...calls];
  const rules: Unordered[] = [
    ...(args.limitsRequests === false ? [] : rateRules(args, webhooks)),
    ...managedGroups({ labelBodies: except.length > 0 }).map((group) => managedRule(args, group)),
    ...(except.length > 0
      ? [
          labelledRule(args, { name: "large-body", labels: [sizeRule.label], except }),
          labelledRule(args, { name: "attack-in-body", labels: attackLabels(), except }),
        ]
      : []),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority }));
}

/** The requests that a rate rule counts. */
type ScopeDown = input.wafv2.WebAclRuleStatementRateBasedStatementScopeDownStatement;

/** A rule before it has its place among the others. */
type Unordered = Omit<WebFirewallRule, "priority">;

function managedGroups({ labelBodies }: { readonly labelBodies: boolean }): ManagedGroup[] {
  const counted = (role: string) =>
    labelBodies ? [...(role === sizeRule.group ? [sizeRule.name] : []), ...Object.keys(attackRules[role] ?? {})] : [];
  return [
    { role: "reputation", group: "AWSManagedRulesAmazonIpReputationList" },
    {
      role: "anonymous",
      group: "AWSManagedRulesAnonymousIpList",
      // Webhooks of payment and message services and the uptime canary come from hosting providers.
      counted: ["HostingProviderIPList"],
    },
    { role: "known-bad-inputs", group: "AWSManagedRulesKnownBadInputsRuleSet" },
    {
      role: "common",
      group: "AWSManagedRulesCommonRuleSet",
      counted: counted("common"),
    },
    { role: "sql-injection", group: "AWSManagedRulesSQLiRuleSet", counted: counted("sql-injection") },
  ];
}

function attackLabels(): string[] {
  return Object.values(attackRules).flatMap((labels) => Object.values(labels));
}

/**
 * A request to a path, or with it as a prefix. A prefix is compared after `%2e` is decoded and `..` is
 * resolved, so that an exempt path cannot be used to reach another.
 */
function pathIs(positionalConstraint: "EXACTLY" | "STARTS_WITH", path: string) {
  const types = positionalConstraint === "EXACTLY" ? ["NONE"] : ["URL_DECODE", "NORMALIZE_PATH"];
  return {
    byteMatchStatement: {
      searchString: path,
      positionalConstraint,
      fieldToMatch: { uriPath: {} },
      textTransformations: types.map((type, priority) => ({ priority, type })),
    },
  };
}

type PathMatch = ReturnType<typeof pathIs>;

/** One of several statements; WAF takes no OR of a single one. */
function anyOf<T>(statements: readonly T[]): T | { orStatement: { statements: T[] } } {
  const [first, ...others] = statements;
  return first !== undefined && others.length === 0 ? first : { orStatement: { statements: [...statements] } };
}

function noneOf<T>(statements: readonly T[]) {
  return { notStatement: { statement: anyOf(statements) } };
}

/** The general limit, and the limit of each webhook, which the first does not count. */
function rateRules(args: WebFirewallRulesArgs, webhooks: readonly Webhook[]): Unordered[] {
  const calls = webhooks.map(({ path }) => pathIs("EXACTLY", path));
  return [
    rateRule(args, {
      name: "rate",
      limit: args.requestsPerTenMinutes,
      ...(calls.length > 0 && { within: noneOf(calls) }),
    }),
    ...webhooks.map(({ path, requestsPerTenMinutes: limit }, index) =>
      rateRule(args, { name: `rate-webhook-${index + 1}`, limit, within: pathIs("EXACTLY", path) }),
    ),
  ];
}

/** A limit of requests per address, of all requests or of those `within` a statement. */
function rateRule(
  args: WebFirewallRulesArgs,
  { name, limit, within }: { readonly name: string; readonly limit: number; readonly within?: ScopeDown },
): Unordered {
  return {
    name,
    action:
      args.mode === "count"
        ? { count: {} }
        : { block: { customResponse: { responseCode: 429, customResponseBodyKey: tooManyRequestsKey } } },
    statement: {
      rateBasedStatement: {
        limit,
        evaluationWindowSec: 600,
        aggregateKeyType: "IP",
        ...(within && { scopeDownStatement: within }),
      },
    },
    visibilityConfig: visibility(args.metricPrefix, name),
  };
}

function managedRule(args: WebFirewallRulesArgs, managed: ManagedGroup): Unordered {
  const counted = managed.counted ?? [];
  return {
    name: managed.role,
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

/** Blocks requests that a managed rule only labelled, except on exempt paths. */
function labelledRule(
  args: WebFirewallRulesArgs,
  {
    name,
    labels,
    except,
  }: { readonly name: string; readonly labels: readonly string[]; readonly except: readonly PathMatch[] },
): Unordered {
  const labelled = labels.map((key) => ({ labelMatchStatement: { scope: "LABEL", key } }));
  return {
    name,
    action: args.mode === "count" ? { count: {} } : { block: {} },
    statement: { andStatement: { statements: [anyOf(labelled), noneOf(except)] } },
    visibilityConfig: visibility(args.metricPrefix, name),
  };
}

/** Metrics of the rule and sampled requests, for the review of AH-VER-10. */
export function visibility(prefix: string, role: string) {
  return { metricName: `${prefix}-${role}`, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
