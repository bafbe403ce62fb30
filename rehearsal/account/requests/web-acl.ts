import { isKnownGroup, matchedRules } from "./managed-rules";
import { ended, isRecord, logicalName, objectsIn, passed, textOf } from "./request";
import type { DeployedResource, Outcome, WebRequest } from "./request";
import { matches } from "./statements";
import type { Surroundings } from "./statements";

type Properties = Readonly<Record<string, unknown>>;

/** What a rule does with a request: nothing where it does not match. */
interface Verdict {
  readonly action: "allow" | "block" | "count";
  /** The rule, and with a managed group the rule in it: `common/SizeRestrictions_BODY`. */
  readonly rule: string;
  /** The status and headers of a block; 403 without headers where the rule says nothing. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What a web ACL does with a request: its rules in the order of their priorities, until one allows or blocks. Of managed
 * groups it knows sizes, methods and missing headers; attacks and addresses only as far as the request names the rules it
 * matches.
 */
export function throughWebAcl(
  acl: DeployedResource,
  request: WebRequest,
  { addresses, unknown }: Omit<Surroundings, "labels">,
): Outcome {
  const labels = new Set<string>();
  const around = { labels, addresses, unknown };
  const at = `web ACL ${logicalName(acl.urn)}`;
  const counted: string[] = [];
  const rules = [...objectsIn(acl.properties.rules)].sort(
    (one, other) => Number(one.priority) - Number(other.priority),
  );
  for (const rule of rules) {
    for (const verdict of verdictsOf(rule, request, around)) {
      if (verdict.action === "count") counted.push(verdict.rule);
      else if (verdict.action === "block") return blocked(at, verdict);
      else return passed({ at, what: `rule ${verdict.rule} allows it${countedBy(counted)}` });
    }
  }
  if (isRecord(acl.properties.defaultAction) && isRecord(acl.properties.defaultAction.block)) {
    return blocked(at, { action: "block", rule: "default action", status: 403, headers: {} });
  }
  return passed({ at, what: `allows it by default${countedBy(counted)}` });
}

const countedBy = (rules: readonly string[]) => (rules.length === 0 ? "" : `; counted by ${rules.join(", ")}`);

function blocked(at: string, { rule, status, headers }: Verdict): Outcome {
  return ended({ steps: [{ at, what: `rule ${rule} blocks it` }], status, answeredBy: at, headers });
}

function verdictsOf(
  rule: Properties,
  request: WebRequest,
  around: Surroundings & { labels: Set<string> },
): readonly Verdict[] {
  const name = textOf(rule.name);
  const statement = isRecord(rule.statement) ? rule.statement : {};
  const { managedRuleGroupStatement: group, rateBasedStatement: rate } = statement;
  if (isRecord(group)) return groupVerdicts(name, rule, group, request, around);
  if (isRecord(statement.ruleGroupReferenceStatement)) {
    around.unknown(`the rule group of ${name}`);
    return [];
  }
  const isMatch = isRecord(rate) ? isAboveRate(rate, request, around) : matches(statement, request, around);
  if (!isMatch) return [];
  for (const { name: label } of objectsIn(rule.ruleLabels)) around.labels.add(textOf(label));
  return [verdictOf(name, rule.action)];
}

/** A rate-based rule counts the requests that its scope-down statement matches. */
function isAboveRate(rate: Properties, request: WebRequest, around: Surroundings): boolean {
  const isCounted = rate.scopeDownStatement === undefined || matches(rate.scopeDownStatement, request, around);
  return isCounted && request.requests > Number(rate.limit);
}

function groupVerdicts(
  name: string,
  rule: Properties,
  group: Properties,
  request: WebRequest,
  around: Surroundings & { labels: Set<string> },
): readonly Verdict[] {
  const groupName = textOf(group.name);
  if (!isKnownGroup(groupName)) around.unknown(`the rules of ${groupName}`);
  if (group.scopeDownStatement !== undefined && !matches(group.scopeDownStatement, request, around)) return [];
  const onlyCounts = isRecord(rule.overrideAction) && isRecord(rule.overrideAction.count);
  return matchedRules(groupName, request).map((matched) => {
    around.labels.add(`awswaf:managed:aws:${groupName}:${matched}`);
    const override = objectsIn(group.ruleActionOverrides).find((each) => each.name === matched)?.actionToUse;
    const verdict = verdictOf(`${name}/${matched}`, override ?? { block: {} });
    return onlyCounts ? { ...verdict, action: "count" } : verdict;
  });
}

/** CAPTCHA and challenge stop what cannot answer them. */
function verdictOf(rule: string, action: unknown): Verdict {
  const actions = isRecord(action) ? action : {};
  if (isRecord(actions.allow)) return { action: "allow", rule, status: 200, headers: {} };
  if (isRecord(actions.count)) return { action: "count", rule, status: 200, headers: {} };
  const block = isRecord(actions.block) ? actions.block : {};
  const custom = isRecord(block.customResponse) ? block.customResponse : {};
  const headers = objectsIn(custom.responseHeaders).map((each) => [
    textOf(each.name).toLowerCase(),
    textOf(each.value),
  ]);
  return {
    action: "block",
    rule,
    status: Number(custom.responseCode ?? 403),
    headers: Object.fromEntries(headers) as Record<string, string>,
  };
}
