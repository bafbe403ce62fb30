import { RuleContext, NotApplicable } from "./context";
import type { Circumstances, Finding, Subject, Waiting } from "./context";
import type { CheckedResource, ResourceRule, StackRule } from "./rule";
import type { StackView } from "./stack-view";

/** The result of a rule for a resource or a stack. It keeps findings and undecided checks side by side. */
export interface RuleResult {
  /** "fail" when there is a finding, otherwise "undecided" when something is awaited: never "pass" with an open question. */
  readonly result: "pass" | "fail" | "undecided" | "not applicable";
  readonly findings: readonly Finding[];
  readonly waiting: readonly Waiting[];
  /** Why the rule does not apply. */
  readonly reason?: string;
}

/** An unexpected error in a rule; the message names the rule, and the stack trace its place. */
export class RuleFault extends Error {
  constructor(ruleId: string, { name, urn }: Subject, error: unknown) {
    const where = urn ?? name;
    super(`The rule ${ruleId} failed on ${where}: ${error instanceof Error ? error.message : String(error)}`);
    this.stack = `${this.message}\n${error instanceof Error ? (error.stack ?? "") : ""}`;
  }
}

/** Evaluates a resource rule for a resource. Throws {@link RuleFault} when the rule is at fault. */
export function checkResource(rule: ResourceRule, resource: CheckedResource, circumstances: Circumstances): RuleResult {
  if (rule.types !== "any" && !rule.types.includes(resource.type))
    return notApplicable(`Only for ${rule.types.join(", ")}.`);
  return evaluate(rule.id, circumstances, resource, (context) => {
    rule.check(resource, context);
  });
}

/** Evaluates a stack rule for a stack. Throws {@link RuleFault} when the rule is at fault. */
export function checkStack(rule: StackRule, stack: StackView, circumstances: Circumstances): RuleResult {
  if (stack.of(rule.types).length === 0) return notApplicable(`The stack contains no ${rule.types.join(", ")}.`);
  return evaluate(rule.id, circumstances, { name: "stack" }, (context) => {
    rule.check(stack, context);
  });
}

function evaluate(
  ruleId: string,
  circumstances: Circumstances,
  { name, urn }: Subject,
  check: (context: RuleContext) => void,
): RuleResult {
  const context = new RuleContext(circumstances, { name, urn });
  try {
    context.guard(() => {
      check(context);
    });
  } catch (error) {
    if (error instanceof NotApplicable) return notApplicable(error.message);
    throw new RuleFault(ruleId, { name, urn }, error);
  }
  const { findings, waiting } = context;
  return { result: findings.length > 0 ? "fail" : waiting.length > 0 ? "undecided" : "pass", findings, waiting };
}

function notApplicable(reason: string): RuleResult {
  return { result: "not applicable", findings: [], waiting: [], reason };
}
