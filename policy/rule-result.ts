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

/** Evaluates a resource rule for a resource. */
export function checkResource(rule: ResourceRule, resource: CheckedResource, circumstances: Circumstances): RuleResult {
  if (rule.types !== "any" && !rule.types.includes(resource.type))
    return notApplicable(`Only for ${rule.types.join(", ")}.`);
  return evaluate(circumstances, resource, (context) => {
    rule.check(resource, context);
  });
}

/** Evaluates a stack rule for a stack. */
export function checkStack(rule: StackRule, stack: StackView, circumstances: Circumstances): RuleResult {
  if (stack.of(rule.types).length === 0) return notApplicable(`The stack contains no ${rule.types.join(", ")}.`);
  return evaluate(circumstances, { name: "stack" }, (context) => {
    rule.check(stack, context);
  });
}

function evaluate(
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
    throw error;
  }
  const { findings, waiting } = context;
  return { result: findings.length > 0 ? "fail" : waiting.length > 0 ? "undecided" : "pass", findings, waiting };
}

function notApplicable(reason: string): RuleResult {
  return { result: "not applicable", findings: [], waiting: [], reason };
}
