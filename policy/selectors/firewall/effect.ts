import { isObject } from "../json-text";
import type { JsonObject } from "../json-text";
import { probeRequests } from "./requests";
import { matches } from "./statements";
import type { FirewallSets } from "./statements";
import type { FirewallRule } from "./web-acl";

/** Whether a rule allows what it matches, past all later rules. */
function allows({ action }: FirewallRule): boolean {
  return isObject(action?.allow);
}

/** Whether a rule blocks what it matches, or requires a CAPTCHA or challenge. */
export function stops({ action }: FirewallRule): boolean {
  const { block, captcha, challenge } = action ?? {};
  return [block, captcha, challenge].some(isObject);
}

/** Whether one of the rules inspects each sample request, and a client cannot create an exception for itself. */
export function seeEveryRequest(rules: readonly FirewallRule[], sets: FirewallSets): boolean {
  const firm = rules.filter(({ statement }) => exceptsOnlyNamed(scopeOf(statement), sets));
  return probeRequests.every((request) => firm.some((rule) => matches(rule.statement, request, sets)));
}

/** The scope-down statement of a rate rule or of a managed group; any other statement itself. */
function scopeOf(statement: FirewallRule["statement"]): unknown {
  const narrowing = statement?.rateBasedStatement ?? statement?.managedRuleGroupStatement;
  return narrowing === undefined ? statement : narrowing.scopeDownStatement;
}

/** Whether each exception of a statement is for named addresses or paths, or for other properties that a client cannot choose. */
function exceptsOnlyNamed(statement: unknown, sets: FirewallSets): boolean {
  if (!isObject(statement)) return true;
  return Object.entries(statement).every(([kind, body]) => {
    if (!isObject(body)) return true;
    const { statements, statement: one } = body;
    const inner: readonly unknown[] = Array.isArray(statements) ? statements : [one];
    if (kind === "notStatement") return isLimited(inner[0], sets, ["EXACTLY", "STARTS_WITH"]);
    return kind === "andStatement" ? inner.every((part) => exceptsOnlyNamed(part, sets)) : true;
  });
}

/** Whether a rule blocks every sample request that has the label of a managed rule. */
export function stopsLabel(rule: FirewallRule, label: string, sets: FirewallSets): boolean {
  return (
    isObject(rule.action?.block) &&
    exceptsOnlyNamed(rule.statement, sets) &&
    probeRequests.every((request) => matches(rule.statement, { ...request, labels: [label] }, sets))
  );
}

/** An earlier rule that allows requests by values a client can choose; undefined if there is none. */
export function bypassBefore(
  rule: FirewallRule,
  inOrder: readonly FirewallRule[],
  sets: FirewallSets,
): FirewallRule | undefined {
  return inOrder.slice(0, inOrder.indexOf(rule)).find((other) => allows(other) && !isLimited(other.statement, sets));
}

/**
 * Whether a statement names addresses, one path, a network or a label of AWS: nothing that a client can write into any
 * request. A path may be named in the given positions.
 */
function isLimited(statement: unknown, sets: FirewallSets, positions: readonly string[] = ["EXACTLY"]): boolean {
  if (!isObject(statement)) return false;
  return Object.entries(statement).some(
    ([kind, body]) => isObject(body) && isLimitedBy(kind, body, { sets, positions }),
  );
}

interface Limits {
  readonly sets: FirewallSets;
  readonly positions: readonly string[];
}

function isLimitedBy(kind: string, body: JsonObject, { sets, positions }: Limits): boolean {
  const inner: readonly unknown[] = Array.isArray(body.statements) ? body.statements : [];
  switch (kind) {
    case "andStatement":
      return inner.some((one) => isLimited(one, sets, positions));
    case "orStatement":
      return inner.every((one) => isLimited(one, sets, positions));
    case "ipSetReferenceStatement":
      // The client chooses an address in a header.
      return !isObject(body.ipSetForwardedIpConfig) && !sets.isWorld(body);
    case "byteMatchStatement":
      return (
        isObject(body.fieldToMatch) &&
        isObject(body.fieldToMatch.uriPath) &&
        positions.includes(String(body.positionalConstraint))
      );
    case "labelMatchStatement":
      // A label of the program's own rules tells what these match, which may be anything.
      return typeof body.key === "string" && body.key.startsWith("awswaf:") && !body.key.includes(":geo:");
    case "asnMatchStatement":
      return true;
    default:
      return false;
  }
}
