import type * as aws from "@pulumi/aws";
import { ruleGroupCapacity } from "../../published/web-firewall-groups";
import type { Creation, Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";

type WebAclCreation = Creation<aws.wafv2.WebAclArgs>;
type Rule = NonNullable<WebAclCreation["inputs"]["rules"]>[number];

const inputInvalid = (message: string): Refusal => ({
  code: "WAFInvalidParameterException",
  message: `Error reason: ${message}`,
});

/** The most units a web ACL may have without an exception from AWS. */
const largestCapacity = 5000;

/** What a rule looks for: nothing while that is unknown, or in a program without types that left it out. */
function statementOf({ statement }: Partial<Pick<Rule, "statement">>): Partial<Rule["statement"]> {
  return statement ?? {};
}

/** The units of the groups that are known, and a small flat number for every other statement. */
export function webAclCapacity({ inputs }: Pick<WebAclCreation, "inputs">): number {
  return (inputs.rules ?? []).reduce((total, rule) => {
    const { managedRuleGroupStatement: group, rateBasedStatement: rate } = statementOf(rule);
    if (group) return total + (ruleGroupCapacity[group.name] ?? 100);
    return total + (rate ? 2 : 10);
  }, 0);
}

/** A rule list as text, in which an ARN can be looked for. */
export function statementsIn(rules: unknown): string {
  return JSON.stringify(rules ?? []);
}

function capacity(creation: WebAclCreation): Refusal | undefined {
  const units = webAclCapacity(creation);
  return units > largestCapacity
    ? {
        code: "WAFLimitsExceededException",
        message: `The web ACL needs ${units} capacity units; the limit is ${largestCapacity}.`,
      }
    : undefined;
}

function unique({ inputs }: WebAclCreation): Refusal | undefined {
  const rules = inputs.rules ?? [];
  const names = rules.map(({ name }) => name);
  const priorities = rules.map(({ priority }) => priority);
  if (new Set(names).size < names.length) return inputInvalid("Two rules share a name., field: RULE");
  return new Set(priorities).size < priorities.length
    ? inputInvalid("Two rules share a priority., field: RULE_PRIORITY")
    : undefined;
}

/** A group of rules brings its own actions and may only be overridden; every other rule needs an action. */
function actions({ inputs }: WebAclCreation): Refusal | undefined {
  const wrong = (inputs.rules ?? []).find((rule) =>
    isGroup(rule) ? rule.action !== undefined || rule.overrideAction === undefined : rule.action === undefined,
  );
  return (
    wrong &&
    inputInvalid(
      `You have used none or multiple values for a field that requires exactly one value., field: RULE_ACTION, parameter: ${wrong.name}`,
    )
  );
}

function isGroup(rule: Rule): boolean {
  const statement = statementOf(rule);
  return statement.managedRuleGroupStatement !== undefined || statement.ruleGroupReferenceStatement !== undefined;
}

function rates({ inputs }: WebAclCreation): Refusal | undefined {
  for (const rule of inputs.rules ?? []) {
    const { name } = rule;
    const rate = statementOf(rule).rateBasedStatement;
    if (!rate) continue;
    if (rate.limit < 10 || rate.limit > 2_000_000_000) {
      return inputInvalid(`The limit of ${name} is ${rate.limit}; it must be between 10 and 2000000000.`);
    }
    // AWS WAF API reference, RateBasedStatement, "AggregateKeyType".
    const given: Partial<typeof rate> = rate;
    const { customKeys = [], forwardedIpConfig, scopeDownStatement } = given;
    const key = given.aggregateKeyType ?? "IP";
    const lacks = [
      key === "CUSTOM_KEYS" && customKeys.length === 0 && "customKeys",
      key === "FORWARDED_IP" && forwardedIpConfig === undefined && "forwardedIpConfig",
      key === "CONSTANT" && scopeDownStatement === undefined && "scopeDownStatement",
    ].find((each) => typeof each === "string");
    if (lacks !== undefined) {
      return inputInvalid(`The rate of ${name} by ${key} needs ${lacks}., field: RATE_BASED_STATEMENT`);
    }
    const window = rate.evaluationWindowSec ?? 300;
    if (![60, 120, 300, 600].includes(window)) {
      return inputInvalid(`The evaluation window of ${name} is ${window} s; it must be 60, 120, 300 or 600.`);
    }
  }
  return undefined;
}

/** A statement within which others may stand. */
interface Nested {
  readonly andStatement?: { readonly statements?: readonly Nested[] };
  readonly orStatement?: { readonly statements?: readonly Nested[] };
  readonly notStatement?: { readonly statement?: Nested };
  readonly rateBasedStatement?: { readonly scopeDownStatement?: Nested };
  readonly managedRuleGroupStatement?: { readonly scopeDownStatement?: Nested };
}

/** The first AND or OR in a statement that has nothing to combine. */
function loneStatement(statement: Nested | undefined): "AND_STATEMENT" | "OR_STATEMENT" | undefined {
  if (statement === undefined) return undefined;
  const { andStatement, orStatement, notStatement, rateBasedStatement, managedRuleGroupStatement } = statement;
  // A list that is still unknown is not looked at.
  if (andStatement?.statements && andStatement.statements.length < 2) return "AND_STATEMENT";
  if (orStatement?.statements && orStatement.statements.length < 2) return "OR_STATEMENT";
  const inner = [
    ...(andStatement?.statements ?? []),
    ...(orStatement?.statements ?? []),
    notStatement?.statement,
    rateBasedStatement?.scopeDownStatement,
    managedRuleGroupStatement?.scopeDownStatement,
  ];
  return inner.map(loneStatement).find((found) => found !== undefined);
}

/** AND and OR combine two statements or more. Source: AWS WAF API reference, AndStatement and OrStatement. */
function combinations({ inputs }: WebAclCreation): Refusal | undefined {
  for (const rule of inputs.rules ?? []) {
    const lone = loneStatement(statementOf(rule));
    if (lone !== undefined) {
      return inputInvalid(
        `You haven't met a minimum requirement for a threshold setting. Examples include a rule group capacity setting that's too low and an OR statement with only one nested statement., field: ${lone}, parameter: ${rule.name}`,
      );
    }
  }
  return undefined;
}

/** An answer of one's own must be among the ACL's response bodies. */
function responseBodies({ inputs }: WebAclCreation): Refusal | undefined {
  const bodies = new Set((inputs.customResponseBodies ?? []).map(({ key }) => key));
  const wrong = (inputs.rules ?? [])
    .map((rule) => rule.action?.block?.customResponse?.customResponseBodyKey)
    .find((key) => key !== undefined && !bodies.has(key));
  return wrong === undefined
    ? undefined
    : inputInvalid(`There is no response body with the key ${wrong}., field: CUSTOM_RESPONSE_BODY`);
}

/** What is refused about the rules of a web ACL. */
export const webAclChecks = firstRefusal(unique, actions, rates, combinations, responseBodies, capacity);
