import { findingMessage, undecidedMessage } from "../../policy/message";
import type { CheckedResource, ResourceRule, StackRule } from "../../policy/rule";
import { StackView } from "../../policy/stack-view";
import type { SettingValue } from "../../policy/settings";
import type { StackResource } from "../../policy/stack-view";
import type { Stage } from "../../policy/stage";
import type { SystemFacts } from "../../policy/system-facts";
import { unknownCheckingProxy } from "../../policy/unknown-value";
import { checkResource, checkStack } from "../../policy/rule-result";
import type { RuleResult } from "../../policy/rule-result";

/** What stands for a text that a preview does not know: the engine's own sentinel. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The circumstances of an context that a test changes. */
interface Options {
  /** @default "production", the strictest */
  stage?: Stage;
  /** Values of the settings of the rule. @default those the rule declares */
  settings?: Record<string, SettingValue>;
  /** What the stage's manifest says of its systems. @default there is no manifest */
  systems?: SystemFacts;
}

/** Properties as they arrive in a policy: absent ones are not there, unknown ones throw when read. */
function wired(props: object): Record<string, unknown> {
  return unknownCheckingProxy(Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)));
}

/** A resource as a resource rule sees it, called "subject". */
export function resource(type: string, props: object, rest: Partial<CheckedResource> = {}): CheckedResource {
  const opts = { protect: true, additionalSecretOutputs: [] };
  return { type, name: "subject", urn: urnOf(type, "subject"), opts, ...rest, props: wired(props) };
}

/** A value that Pulumi keeps as a secret, in the properties of {@link inStack}. */
export class Secret {
  constructor(readonly value: unknown) {}
}

/** Properties with their secrets as plain values, or without them. */
function opened(props: unknown, secrets: "unwrapped" | "left out"): unknown {
  if (props instanceof Secret) return secrets === "unwrapped" ? props.value : undefined;
  if (Array.isArray(props)) return props.map((value) => opened(value, secrets)).filter((value) => value !== undefined);
  if (typeof props !== "object" || props === null) return props;
  return Object.fromEntries(Object.entries(props).map(([key, value]) => [key, opened(value, secrets)]));
}

/** A resource as a stack rule sees it. `madeFrom` tells from which resources each property was made. */
export function inStack(
  type: string,
  name: string,
  props: object,
  madeFrom: Record<string, readonly StackResource[]> = {},
): StackResource {
  return {
    type,
    name,
    urn: urnOf(type, name),
    props: wired(opened(props, "unwrapped") as object),
    openProps: wired(opened(props, "left out") as object),
    propertyDependencies: madeFrom,
  };
}

export function urnOf(type: string, name: string, stack = "production"): string {
  return `urn:pulumi:${stack}::care-platform::${type}::${name}`;
}

/** What a rule says about a resource: "pass", "not applicable", or its messages. */
export function judged(rule: ResourceRule, subject: CheckedResource, options: Options = {}): readonly string[] {
  return summary(rule.id, checkResource(rule, subject, circumstances(rule, options)));
}

/** What a stack rule says about these resources together. */
export function judgedTogether(
  rule: StackRule,
  resources: readonly StackResource[],
  options: Options = {},
): readonly string[] {
  return summary(rule.id, checkStack(rule, new StackView(resources), circumstances(rule, options)));
}

function circumstances(rule: ResourceRule | StackRule, { stage = "production", settings = {}, systems }: Options) {
  const defaults = Object.entries(rule.settings ?? {}).map(([name, setting]) => [name, setting.default] as const);
  return { stage, settings: { ...Object.fromEntries(defaults), ...settings }, systems };
}

function summary(id: string, { result, findings, waiting }: RuleResult): readonly string[] {
  const messages = [
    ...findings.map((finding) => findingMessage(id, finding)),
    ...waiting.map((open) => undecidedMessage(id, open)),
  ];
  return messages.length > 0 ? messages : [result];
}
