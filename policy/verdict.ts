import { Examination, NotApplicable } from "./examination";
import type { Circumstances, Finding, Subject, Waiting } from "./examination";
import type { ExaminedResource, ResourceRule, StackRule } from "./rule";
import type { StackView } from "./stack-view";

/** What a rule says about a resource or a stack. Findings stand beside what is undecided: neither hides the other. */
export interface Verdict {
  /** "fail" when there is a finding, otherwise "undecided" when something is awaited: never "pass" with an open question. */
  readonly result: "pass" | "fail" | "undecided" | "not applicable";
  readonly findings: readonly Finding[];
  readonly waiting: readonly Waiting[];
  /** Why the rule does not apply. */
  readonly reason?: string;
}

/** A rule met something it was not written for; the message names the rule, and the stack is where it happened. */
export class RuleFault extends Error {
  constructor(ruleId: string, { name, urn }: Subject, error: unknown) {
    const where = urn ?? name;
    super(`The rule ${ruleId} failed on ${where}: ${error instanceof Error ? error.message : String(error)}`);
    this.stack = `${this.message}\n${error instanceof Error ? (error.stack ?? "") : ""}`;
  }
}

/** Asks a resource rule about a resource. Throws {@link RuleFault} when the rule is at fault. */
export function examineResource(rule: ResourceRule, resource: ExaminedResource, circumstances: Circumstances): Verdict {
  if (rule.types !== "any" && !rule.types.includes(resource.type))
    return notApplicable(`Only for ${rule.types.join(", ")}.`);
  return examine(rule.id, circumstances, resource, (examination) => {
    rule.check(resource, examination);
  });
}

/** Asks a stack rule about a stack. Throws {@link RuleFault} when the rule is at fault. */
export function examineStack(rule: StackRule, stack: StackView, circumstances: Circumstances): Verdict {
  if (stack.of(rule.types).length === 0) return notApplicable(`The stack contains no ${rule.types.join(", ")}.`);
  return examine(rule.id, circumstances, { name: "stack" }, (examination) => {
    rule.check(stack, examination);
  });
}

function examine(
  ruleId: string,
  circumstances: Circumstances,
  { name, urn }: Subject,
  check: (examination: Examination) => void,
): Verdict {
  const examination = new Examination(circumstances, { name, urn });
  try {
    examination.attempt(() => {
      check(examination);
    });
  } catch (error) {
    if (error instanceof NotApplicable) return notApplicable(error.message);
    throw new RuleFault(ruleId, { name, urn }, error);
  }
  const { findings, waiting } = examination;
  return { result: findings.length > 0 ? "fail" : waiting.length > 0 ? "undecided" : "pass", findings, waiting };
}

function notApplicable(reason: string): Verdict {
  return { result: "not applicable", findings: [], waiting: [], reason };
}
