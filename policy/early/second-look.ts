import type { Circumstances } from "../context";
import type { CheckedResource, ResourceRule, StackRule } from "../rule";
import { checkStack } from "../rule-result";
import type { RuleResult } from "../rule-result";
import { StackView } from "../stack-view";
import type { StackResource } from "../stack-view";
import type { WaiverState } from "../waiver";
import { EarlyView } from "./early-view";

/** Evaluates a rule for a resource. */
type Check = (rule: ResourceRule, resource: CheckedResource) => RuleResult;

/** A stack at the end of a run. */
interface WholeStack {
  readonly resources: readonly StackResource[];
  /** Open checks of single resources, with the results from the whole stack. */
  readonly answers: readonly { readonly rule: ResourceRule; readonly result: RuleResult }[];
  readonly check: (rule: StackRule, circumstances: Circumstances) => RuleResult;
}

/**
 * Checks that a preview could not decide for single resources, evaluated again at its end, when it is known
 * from which resources an unknown value was made and what the program states about it.
 */
export class SecondLook {
  readonly #inputs = new Map<string, CheckedResource>();
  readonly #open: { readonly rule: ResourceRule; readonly resource: CheckedResource; readonly first: RuleResult }[] =
    [];

  /** Keeps the inputs of a resource of a preview. */
  meet(resource: CheckedResource): void {
    this.#inputs.set(resource.urn, resource);
  }

  /** The result of a rule for a resource now; checks that are open because a value is unknown are kept for later. */
  postpone(rule: ResourceRule, resource: CheckedResource, result: RuleResult): RuleResult {
    if (!this.#inputs.has(resource.urn) || !awaitsValues(result)) return result;
    this.#open.push({ rule, resource, first: result });
    return { ...result, waiting: [] };
  }

  /** The stack with the early values of the resources so far; clears the kept checks. */
  take(given: readonly StackResource[], check: Check, waivers: () => readonly WaiverState[]): WholeStack {
    const inputs = new Map(this.#inputs);
    const open = [...this.#open];
    this.#inputs.clear();
    this.#open.length = 0;
    const early = inputs.size === 0 ? undefined : new EarlyView(given, (urn) => inputs.get(urn));
    const resources = early?.resources ?? given;
    const view = new StackView(resources, waivers);
    return {
      resources,
      answers: early === undefined ? [] : open.map((question) => answered(question, early, check)),
      check: (rule, circumstances) =>
        clearedBy(
          checkStack(rule, view, circumstances),
          early && (() => checkStack(rule, new StackView(early.predicted, waivers), circumstances)),
        ),
    };
  }
}

function answered(
  {
    rule,
    resource,
    first,
  }: { readonly rule: ResourceRule; readonly resource: CheckedResource; readonly first: RuleResult },
  early: EarlyView,
  check: Check,
) {
  const result = clearedBy(check(rule, early.statedInputs(resource)), () =>
    check(rule, early.predictedInputs(resource)),
  );
  return { rule, result: { ...result, findings: result.findings.filter((one) => !isAmong(one, first.findings)) } };
}

/**
 * A result without the open questions that another one, with more values, does not have. A form alone may clear a value,
 * but never accuses it: only the real one can, before its resource is created.
 */
function clearedBy(stated: RuleResult, predict: (() => RuleResult) | undefined): RuleResult {
  if (predict === undefined || !awaitsValues(stated)) return stated;
  const predicted = predict();
  if (predicted.result === "not applicable" || predicted.findings.length > stated.findings.length) return stated;
  return { ...stated, waiting: predicted.waiting };
}

function awaitsValues({ waiting }: RuleResult): boolean {
  return waiting.some(({ unknown }) => unknown);
}

function isAmong(finding: RuleResult["findings"][number], others: RuleResult["findings"]): boolean {
  return others.some(
    ({ found, needed, setting }) => found === finding.found && needed === finding.needed && setting === finding.setting,
  );
}
