import type { Diagnostic } from "./answer";
import type { Rule } from "./rule";
import { isStageAssumed } from "./stage";
import type { StageSources } from "./stage";
import type { StackResource } from "./stack-view";
import { unwatched } from "./unwatched";

type Line = Pick<Diagnostic, "rule" | "message" | "level">;

/** The name of the line about the stage, in place of a rule. */
const title = { id: "stage", title: "The stage that a stack is held to", severity: "low" } as const;

/** Notes that a run without findings would not show: the applied stage and why, and the types that no rule checks. */
export function noted(
  rules: readonly Rule[],
  resources: readonly StackResource[],
  sources: StageSources,
): readonly Line[] {
  const types = resources.map(({ type }) => type);
  return [isStageAssumed(sources) ? stageAssumed(sources.stack) : undefined, unwatched(rules, types)].filter(
    (line) => line !== undefined,
  );
}

function stageAssumed(stack: string): Line {
  const message = [
    `The stack ${stack === "" ? "without a name" : stack} is checked as production: neither its name nor a stack tag contains its stage.`,
    "If it is another, set CARE_PLATFORM_POLICY_STAGE, or the stack tag stage, to development or staging.",
  ].join(" ");
  return { rule: title, message, level: "advisory" };
}
