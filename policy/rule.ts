import type { RuleContext } from "./context";
import type { Plain } from "./plain";
import type { RuleSetting } from "./settings";
import type { StackView } from "./stack-view";

export type { RuleSetting } from "./settings";

/** How bad it is when the rule is broken, whatever the stage. */
export type Severity = "low" | "medium" | "high" | "critical";

/** One resource as a resource rule sees it: the inputs, before anything is created. */
export interface CheckedResource<Args = object> {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Reading a property that is still unknown in a preview throws; `RuleContext` turns that into "undecided". */
  readonly props: Plain<Args>;
  readonly opts: { readonly protect: boolean; readonly additionalSecretOutputs: readonly string[] };
  readonly provider?: { readonly type: string; readonly props: Readonly<Record<string, unknown>> };
}

/** What every rule says about itself, in this order. */
interface RuleBase {
  /** Kebab-case, the file's name. It stands in messages, waivers and reports: a contract. */
  readonly id: string;
  /** One sentence that is true when the rule passes. */
  readonly title: string;
  readonly severity: Severity;
  /** The checklist rows it settles or helps to settle. */
  readonly rows: readonly string[];
  /** Controls of published standards with the same intent: "FSBP RDS.3", "Checkov CKV_AWS_16", "cdk-nag RDS2". */
  readonly frameworks: readonly string[];
  /** Values that the pack's configuration, or the stage, may change. */
  readonly settings?: Readonly<Record<string, RuleSetting>>;
  /** What to do when it fails, for somebody who meets the rule for the first time. */
  readonly remediation: string;
  /** A line or two of a program that breaks the rule, for the catalogue. */
  readonly example: string;
  /** Why nobody can waive the rule, but for what it guesses (waivable-guesses.ts); absent for a rule that takes a waiver. */
  readonly unwaivable?: string;
}

/** A rule about single resources, asked before each is created or changed. */
export interface ResourceRule<Args = object> extends RuleBase {
  readonly kind: "resource";
  /** The type tokens it looks at, every spelling of them; "any" for all. */
  readonly types: readonly string[] | "any";
  check(resource: CheckedResource<Args>, context: RuleContext): void;
}

/** A rule about resources together, asked when all of them are known: what is missing, what belongs to what. */
export interface StackRule extends RuleBase {
  readonly kind: "stack";
  /** It applies when the stack holds at least one of these types. */
  readonly types: readonly string[];
  check(stack: StackView, context: RuleContext): void;
}

export type Rule = ResourceRule | StackRule;

/** Declares a rule about single resources, against the SDK's own `Args` type. */
export function resourceRule<Args>(rule: Omit<ResourceRule<Args>, "kind">): ResourceRule<Args> {
  return { ...rule, kind: "resource" };
}

/** Declares a rule about the stack as a whole. */
export function stackRule(rule: Omit<StackRule, "kind">): StackRule {
  return { ...rule, kind: "stack" };
}
