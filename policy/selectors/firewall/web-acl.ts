import type { StackResource, StackView } from "../../stack-view";
import { Unreadable } from "../../unreadable";
import { isObject, parsedJson } from "../json-text";
import { tokens } from "../tokens";

/** The statement of a web ACL rule, as far as rules read it; the SDK's own type is infinitely nested. */
interface Statement {
  readonly managedRuleGroupStatement?: {
    readonly scopeDownStatement?: object;
    readonly vendorName?: string;
    readonly name?: string;
    readonly ruleActionOverrides?: readonly { readonly name?: string; readonly actionToUse?: object }[];
    /** The API's older spelling: rules that only count. */
    readonly excludedRules?: readonly { readonly name?: string }[];
  };
  readonly rateBasedStatement?: {
    readonly limit?: number;
    readonly evaluationWindowSec?: number;
    /** The aggregation key. @default "IP" */
    readonly aggregateKeyType?: string;
    readonly customKeys?: readonly object[];
    readonly forwardedIpConfig?: { readonly headerName?: string; readonly fallbackBehavior?: string };
    readonly scopeDownStatement?: object;
  };
  readonly ruleGroupReferenceStatement?: {
    readonly arn?: string;
    readonly ruleActionOverrides?: readonly { readonly name?: string; readonly actionToUse?: object }[];
    readonly excludedRules?: readonly { readonly name?: string }[];
  };
}

/** A rule of a web ACL, in any of its spellings. */
export interface FirewallRule {
  readonly name?: string;
  /** Rules are evaluated in the order of these numbers. */
  readonly priority?: number;
  readonly action?: {
    readonly allow?: object;
    readonly block?: object;
    readonly count?: object;
    readonly captcha?: object;
    readonly challenge?: object;
  };
  readonly overrideAction?: { readonly count?: object };
  readonly statement?: Statement;
  readonly visibilityConfig?: { readonly cloudwatchMetricsEnabled?: boolean };
}

/** A web ACL, or a rule group, as far as rules read it. */
export interface WebAclState {
  readonly arn: string;
  readonly scope: string;
  readonly rules: readonly FirewallRule[];
  /** The rules as JSON, in the spelling of the API. */
  readonly ruleJson: string;
  readonly rulesJson: string;
  readonly visibilityConfig: FirewallRule["visibilityConfig"];
}

/** A standalone rule or rule group that names its web ACL. */
interface AssociatedState extends Omit<FirewallRule, "overrideAction"> {
  readonly webAclArn: string;
  /** A text in a group's association, an object in a rule. */
  readonly overrideAction: string | FirewallRule["overrideAction"];
  readonly managedRuleGroup: { readonly name?: string };
  readonly ruleGroupReference: { readonly arn?: string };
}

/** The rules of a web ACL, and whether it has rule groups outside this stack. */
export interface WebAclRules {
  readonly rules: readonly FirewallRule[];
  readonly incomplete: boolean;
}

const ruleGroupType = "aws:wafv2/ruleGroup:RuleGroup";
const standaloneTypes = [
  "aws:wafv2/webAclRule:WebAclRule",
  "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation",
];

/**
 * All rules of a web ACL in evaluation order: inline, as JSON, standalone, or in a referenced group, whose rules
 * replace the reference. Throws the SDK's unknown-value error if they are not known yet.
 */
export function rulesOf(stack: StackView, acl: StackResource<WebAclState>): WebAclRules {
  const standing = stack.pointingAt<AssociatedState>(acl, standaloneTypes, { property: "webAclArn", by: ["arn"] });
  const rules = inOrder([...written(acl), ...standing.map(alone)]);
  const groups = stack.of<WebAclState>([ruleGroupType]);
  const referred = new Map(rules.map((rule) => [rule, groups.find((group) => isReference(rule, group))]));
  const unplaced = groups.filter(
    (group) => refersTo([acl, ...standing], group) && ![...referred.values()].includes(group),
  );
  const references = rules.filter(({ statement }) => statement?.ruleGroupReferenceStatement?.arn !== undefined);
  return {
    rules: [...rules.flatMap((rule) => [rule, ...ofGroup(rule, referred.get(rule))]), ...unplaced.flatMap(written)],
    incomplete: references.length > [...referred.values()].filter(Boolean).length + unplaced.length,
  };
}

function inOrder(rules: readonly FirewallRule[]): readonly FirewallRule[] {
  return [...rules].sort((one, other) => (one.priority ?? 0) - (other.priority ?? 0));
}

function isReference({ statement }: FirewallRule, { props }: StackResource<WebAclState>): boolean {
  const arn = statement?.ruleGroupReferenceStatement?.arn;
  return arn !== undefined && arn === props.arn;
}

/** The rules of a group with the overrides of the reference: it may make all of them count, or change some actions. */
function ofGroup(reference: FirewallRule, group: StackResource<WebAclState> | undefined): readonly FirewallRule[] {
  if (group === undefined) return [];
  const { ruleActionOverrides = [], excludedRules = [] } = reference.statement?.ruleGroupReferenceStatement ?? {};
  return inOrder(written(group)).map((rule) => {
    const isNamed = ({ name }: { readonly name?: string }) => name === rule.name;
    const counts = onlyCounts(reference) || excludedRules.some(isNamed);
    const action = counts ? { count: {} } : (ruleActionOverrides.find(isNamed)?.actionToUse ?? rule.action);
    return { ...rule, action };
  });
}

function refersTo(from: readonly StackResource[], group: StackResource): boolean {
  return from.some(({ propertyDependencies }) =>
    ["rules", "statement", "ruleGroupReference"].some((property) =>
      (propertyDependencies[property] ?? []).some(({ urn }) => urn === group.urn),
    ),
  );
}

function written({ props }: StackResource<WebAclState>): readonly FirewallRule[] {
  const json = props.ruleJson ?? props.rulesJson ?? "";
  if (json === "") return props.rules ?? [];
  const rules: unknown = camel(parsedJson(json));
  if (!Array.isArray(rules) || !rules.every(isObject)) throw new Unreadable("ruleJson that is a JSON list of rules");
  return rules;
}

function alone({ props }: StackResource<AssociatedState>): FirewallRule {
  const { managedRuleGroup, ruleGroupReference, overrideAction } = props;
  const counts =
    overrideAction === "count" || (typeof overrideAction === "object" && overrideAction.count !== undefined);
  const group: Statement | undefined = managedRuleGroup
    ? { managedRuleGroupStatement: managedRuleGroup }
    : ruleGroupReference && { ruleGroupReferenceStatement: ruleGroupReference };
  return {
    name: props.name,
    priority: props.priority,
    action: props.action,
    ...(counts && { overrideAction: { count: {} } }),
    statement: group ?? props.statement,
    visibilityConfig: props.visibilityConfig,
  };
}

/** The names that the SDK spells differently from camel case. */
const irregular: Readonly<Record<string, string | undefined>> = {
  CloudWatchMetricsEnabled: "cloudwatchMetricsEnabled",
  ARN: "arn",
  IPSetReferenceStatement: "ipSetReferenceStatement",
  IPSetForwardedIPConfig: "ipSetForwardedIpConfig",
  ForwardedIPConfig: "forwardedIpConfig",
};

/** Converts the API's spelling to the SDK's, recursively. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      irregular[key] ?? key.charAt(0).toLowerCase() + key.slice(1),
      camel(inner),
    ]),
  );
}

/** Whether a rule only counts what it matches. */
export function onlyCounts({ action, overrideAction }: FirewallRule): boolean {
  return (action?.count ?? overrideAction?.count) !== undefined;
}

/** The rules of a managed group that only count what they match. */
export function counting({ statement }: FirewallRule): readonly string[] {
  const { ruleActionOverrides = [], excludedRules = [] } = statement?.managedRuleGroupStatement ?? {};
  const overridden = ruleActionOverrides.filter(({ actionToUse = {} }) => "count" in actionToUse);
  return [...overridden, ...excludedRules].flatMap(({ name }) => name ?? []);
}

/** The rules of a managed group that allow what they match, past every rule behind them. */
export function allowing({ statement }: FirewallRule): readonly string[] {
  const { ruleActionOverrides = [] } = statement?.managedRuleGroupStatement ?? {};
  return ruleActionOverrides.flatMap(({ name, actionToUse = {} }) => ("allow" in actionToUse ? (name ?? []) : []));
}

/** The requests that a rate rule allows one address in ten minutes; undefined for a rule of another kind. */
export function requestsPerTenMinutes({ statement }: FirewallRule): number | undefined {
  const rate = statement?.rateBasedStatement;
  if (rate === undefined) return undefined;
  // Absent is five minutes (AWS WAF API, RateBasedStatement).
  return ((rate.limit ?? Number.POSITIVE_INFINITY) * 600) / (rate.evaluationWindowSec ?? 300);
}

/** Whether a statement, or a nested one, compares a request's path with a text that matches the pattern. */
export function comparesPath(statement: unknown, pattern: RegExp): boolean {
  if (typeof statement !== "object" || statement === null) return false;
  const { fieldToMatch, searchString, regexString } = statement as Readonly<Record<string, unknown>>;
  if (typeof fieldToMatch === "object" && fieldToMatch !== null && "uriPath" in fieldToMatch) {
    const text = typeof searchString === "string" ? searchString : regexString;
    if (typeof text === "string" && pattern.test(text)) return true;
  }
  return Object.values(statement).some((inner) => comparesPath(inner, pattern));
}

/** The web ACLs of a stack. */
export function webAclsOf(stack: StackView): readonly StackResource<WebAclState>[] {
  return stack.of<WebAclState>(tokens.webAcls);
}
