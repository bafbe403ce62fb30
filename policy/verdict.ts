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

/** Asks a resource rule about a resource. */
export function examineResource(rule: ResourceRule, resource: ExaminedResource, circumstances: Circumstances): Verdict {
  if (rule.types !== "any" && !rule.types.includes(resource.type))
    return notApplicable(`Only for ${rule.types.join(", ")}.`);
  return examine(circumstances, resource, (examination) => {
    rule.check(resource, examination);
  });
}

/** Asks a stack rule about a stack. */
export function examineStack(rule: StackRule, stack: StackView, circumstances: Circumstances): Verdict {
  if (stack.of(rule.types).length === 0) return notApplicable(`The stack holds no ${rule.types.join(", ")}.`);
  return examine(circumstances, { name: "stack" }, (examination) => {
    rule.check(stack, examination);
  });
}

function examine(
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
    throw error;
  }
  const { findings, waiting } = examination;
  return { result: findings.length > 0 ? "fail" : waiting.length > 0 ? "undecided" : "pass", findings, waiting };
}

function notApplicable(reason: string): Verdict {
  return { result: "not applicable", findings: [], waiting: [], reason };
}
