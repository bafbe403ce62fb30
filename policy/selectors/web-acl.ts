import type { StackResource, StackView } from "../stack-view";
import { Unreadable } from "../unreadable";
import { isObject, parsedJson } from "./json-text";
import { tokens } from "./tokens";

/** What a rule of a web ACL matches, as far as rules read it; the SDK's own type of a statement has no end. */
interface Statement {
  readonly managedRuleGroupStatement?: {
    readonly name?: string;
    readonly ruleActionOverrides?: readonly { readonly name?: string; readonly actionToUse?: object }[];
    /** What the API had before, and still takes: rules that only count. */
    readonly excludedRules?: readonly { readonly name?: string }[];
  };
  readonly rateBasedStatement?: {
    readonly limit?: number;
    readonly evaluationWindowSec?: number;
    readonly scopeDownStatement?: { readonly notStatement?: object };
  };
  readonly ruleGroupReferenceStatement?: { readonly arn?: string };
}

/** A rule of a web ACL, whichever of the ways it was written. */
export interface FirewallRule {
  readonly name?: string;
  readonly action?: { readonly block?: object; readonly count?: object };
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

/** A rule, or a group of rules, that stands alone and names the web ACL it belongs to. */
interface AssociatedState extends Omit<FirewallRule, "overrideAction"> {
  readonly webAclArn: string;
  /** A text in a group's association, an object in a rule. */
  readonly overrideAction: string | FirewallRule["overrideAction"];
  readonly managedRuleGroup: { readonly name?: string };
  readonly ruleGroupReference: { readonly arn?: string };
}

/** The rules of a web ACL, and whether there are groups of them that this stack does not hold. */
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
 * All rules of a web ACL: inline, as JSON, standing alone, or in a group that it refers to. Throws the SDK's unknown-value
 * error when which they are cannot be told yet.
 */
export function rulesOf(stack: StackView, acl: StackResource<WebAclState>): WebAclRules {
  const standing = stack.pointingAt<AssociatedState>(acl, standaloneTypes, { property: "webAclArn", by: ["arn"] });
  const rules = [...written(acl), ...standing.map(alone)];
  const references = rules
    .map(({ statement }) => statement?.ruleGroupReferenceStatement?.arn)
    .filter((arn) => arn !== undefined);
  const groups = stack
    .of<WebAclState>([ruleGroupType])
    .filter((group) => refersTo([acl, ...standing], group) || references.includes(group.props.arn ?? ""));
  return {
    rules: [...rules, ...groups.flatMap(written)],
    incomplete: references.length > groups.length,
  };
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
    action: props.action,
    ...(counts && { overrideAction: { count: {} } }),
    statement: group ?? props.statement,
    visibilityConfig: props.visibilityConfig,
  };
}

/** The API's spelling in that of the SDK, all the way down; `CloudWatchMetricsEnabled` is the one that is not regular. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key === "CloudWatchMetricsEnabled" ? "cloudwatchMetricsEnabled" : key.charAt(0).toLowerCase() + key.slice(1),
      key === "ARN" ? inner : camel(inner),
    ]),
  );
}

/** Whether a rule only counts what it matches. */
export function onlyCounts({ action, overrideAction }: FirewallRule): boolean {
  return (action?.count ?? overrideAction?.count) !== undefined;
}

/** The rules of a managed group that only count or allow what they match. */
export function weakened({ statement }: FirewallRule): readonly string[] {
  const { ruleActionOverrides = [], excludedRules = [] } = statement?.managedRuleGroupStatement ?? {};
  const overridden = ruleActionOverrides.filter(({ actionToUse = {} }) =>
    ["count", "allow"].some((action) => action in actionToUse),
  );
  return [...overridden, ...excludedRules].flatMap(({ name }) => name ?? []);
}

/** Whether a rule blocks requests by the label that a rule of a managed group puts on them, at least on some paths. */
export function blocksLabelOf({ action, statement }: FirewallRule, managedRule: string): boolean {
  return action?.block !== undefined && labelsIn(statement).some((key) => isLabelOf(key, managedRule));
}

/** Labels of Amazon's groups end with the rule's name, in other capitals: `…:core-rule-set:SizeRestrictions_Body`. */
function isLabelOf(key: string, managedRule: string): boolean {
  return key.split(":").pop()?.toLowerCase() === managedRule.toLowerCase();
}

function labelsIn(statement: unknown): readonly string[] {
  if (typeof statement !== "object" || statement === null) return [];
  const { labelMatchStatement } = statement as { readonly labelMatchStatement?: { readonly key?: unknown } };
  const key = labelMatchStatement?.key;
  return [...(typeof key === "string" ? [key] : []), ...Object.values(statement).flatMap(labelsIn)];
}

/** Whether a rate rule counts all requests, or all but some: one that is scoped down to a path leaves the others unlimited. */
export function countsEverything({ statement }: FirewallRule): boolean {
  const scope = statement?.rateBasedStatement?.scopeDownStatement;
  return scope === undefined || scope.notStatement !== undefined;
}

/** The requests that a rate rule lets one address send in ten minutes; undefined for a rule of another kind. */
export function requestsPerTenMinutes({ statement }: FirewallRule): number | undefined {
  const rate = statement?.rateBasedStatement;
  if (rate === undefined) return undefined;
  // Absent is five minutes (AWS WAF API, RateBasedStatement).
  return ((rate.limit ?? Number.POSITIVE_INFINITY) * 600) / (rate.evaluationWindowSec ?? 300);
}

/** Whether a statement, or one inside it, compares a request's path with a text that fits the pattern. */
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
