import type { RuleContext } from "./context";
import type { Plain } from "./plain";
import type { Enforcement } from "./levels";
import type { RuleSetting } from "./settings";
import type { ResourceProvider, StackView } from "./stack-view";

export type { RuleSetting } from "./settings";

/** The severity of a violation, independent of the stage. */
export type Severity = "low" | "medium" | "high" | "critical";

/** One resource as a resource rule sees it: the inputs, before anything is created. */
export interface CheckedResource<Args = object> {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** Reading a property that is still unknown in a preview throws; `RuleContext` turns that into "undecided". */
  readonly props: Plain<Args>;
  readonly opts: { readonly protect: boolean; readonly additionalSecretOutputs: readonly string[] };
  readonly provider?: ResourceProvider;
}

/** The metadata of every rule, in this order. */
interface RuleBase {
  /** Kebab-case, the file's name. Part of messages, waivers and reports: a contract. */
  readonly id: string;
  /** One sentence in AWS's or Atlas's terms that is true when the rule passes, and no wider than the check. */
  readonly title: string;
  readonly severity: Severity;
  /** On which stages it is mandatory, advisory or off; levels.ts defines each name. */
  readonly enforcement: Enforcement;
  /** The checklist rows it settles or helps to settle. */
  readonly rows: readonly string[];
  /** Controls of published standards with the same intent: "FSBP RDS.3", "Checkov CKV_AWS_16", "cdk-nag RDS2". */
  readonly frameworks: readonly string[];
  /** Values that the pack's configuration, or the stage, may change. */
  readonly settings?: Readonly<Record<string, RuleSetting>>;
  /** How to fix a violation, for a reader who does not know the rule. */
  readonly remediation: string;
  /** One or two lines of a program that violate the rule, for the catalogue. */
  readonly example: string;
  /** Why the rule cannot be waived, except for guesses (waivable-guesses.ts); absent for a rule that can be waived. */
  readonly unwaivable?: string;
}

/** A rule about single resources, evaluated before each is created or changed. */
export interface ResourceRule<Args = object> extends RuleBase {
  readonly kind: "resource";
  /** The type tokens it applies to, in every spelling; "any" for all. */
  readonly types: readonly string[] | "any";
  check(resource: CheckedResource<Args>, context: RuleContext): void;
}

/** A rule about the whole stack, evaluated when all resources are known: missing resources and their relations. */
export interface StackRule extends RuleBase {
  readonly kind: "stack";
  /** It applies when the stack contains at least one of these types. */
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
