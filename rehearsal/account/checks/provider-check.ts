import type { ProviderRule } from "../published/provider-rule";
import { rulesOf } from "../published/provider-rules";
import type { WireObject, WireValue } from "../resource-type";
import { containsUnknown, isList, isObject, isUnknown, withoutEnvelopes } from "../wire";
import type { CheckFailure } from "./check-failure";
import { objectsAt } from "./places";

/** What the provider's own validators refuse of a resource's inputs, all of it at once. No value is part of a reason. */
export function providerFailures(type: string, inputs: WireObject): readonly CheckFailure[] {
  const rules = rulesOf(type);
  if (rules.length === 0) return [];
  const plain = withoutEnvelopes(inputs) as WireObject;
  return rules.flatMap((rule) =>
    objectsAt(plain, rule.at).flatMap(({ path, object }) => {
      const fault = faultOf(rule, object);
      return fault === undefined
        ? []
        : [{ property: path + fault.input, reason: `${fault.reason} Source: ${rule.source ?? ""}.` }];
    }),
  );
}

interface Fault {
  readonly input: string;
  readonly reason: string;
}

type Presence = "there" | "absent" | "unknown";

function faultOf(rule: ProviderRule, object: WireObject): Fault | undefined {
  const [first = "", ...others] = rule.inputs;
  const isThere = (input: string) => presence(object[input]) === "there";
  const mayBe = (input: string) => presence(object[input]) !== "absent";
  switch (rule.kind) {
    case "conflict": {
      const beside = isThere(first) ? others.filter(isThere) : [];
      if (beside.length === 0) return undefined;
      return { input: first, reason: `Conflicting configuration arguments: conflicts with ${quoted(beside)}.` };
    }
    case "exactlyOne": {
      const given = rule.inputs.filter(isThere);
      if (given.length > 1) {
        return {
          input: given[1] ?? "",
          reason: `Invalid combination of arguments: only one of ${quoted(rule.inputs)} can be specified, not ${quoted(given)}.`,
        };
      }
      return rule.inputs.some(mayBe)
        ? undefined
        : {
            input: first,
            reason: `Invalid combination of arguments: one of ${quoted(rule.inputs)} must be specified.`,
          };
    }
    case "atLeastOne":
      return rule.inputs.some(mayBe)
        ? undefined
        : {
            input: first,
            reason: `Missing required argument: at least one of ${quoted(rule.inputs)} must be specified.`,
          };
    case "needs": {
      const missing = isThere(first) ? others.filter((input) => !mayBe(input)) : [];
      return missing.length === 0
        ? undefined
        : { input: first, reason: `Missing required argument: all of ${quoted(rule.inputs)} must be specified.` };
    }
    case "required":
      return required(rule, object, first);
    case "values":
    case "range":
    case "json":
      return ofValue(rule, first, object[first]);
  }
}

function required({ when }: ProviderRule, object: WireObject, input: string): Fault | undefined {
  if (when === undefined || presence(object[input]) !== "absent") return undefined;
  const decides = object[when.input];
  if (typeof decides === "object" || isUnknown(decides) || !when.values.includes(String(decides))) return undefined;
  return {
    input,
    reason: `Missing required argument: it is required when ${when.input} is ${JSON.stringify(decides)}.`,
  };
}

function ofValue(
  { kind, values = [], min = -Infinity, max = Infinity }: ProviderRule,
  input: string,
  value: WireValue,
): Fault | undefined {
  for (const each of isList(value) ? value : [value]) {
    if (presence(each) !== "there" || isObject(each) || isList(each)) continue;
    if (kind === "values" && !values.includes(String(each))) {
      return { input, reason: `The value is none of ${values.join(", ")}.` };
    }
    if (kind === "range" && (Number(each) < min || Number(each) > max)) {
      return { input, reason: `The value is not between ${min} and ${max}.` };
    }
    if (kind === "json" && typeof each === "string" && !isJson(each)) {
      return { input, reason: "The value contains an invalid JSON policy or document." };
    }
  }
  return undefined;
}

/** What is empty or false counts as not given, which the provider mostly agrees with. */
function presence(value: WireValue): Presence {
  if (value === undefined || value === null || value === "" || value === false) return "absent";
  if (isUnknown(value)) return "unknown";
  if (isList(value)) return value.length === 0 ? "absent" : "there";
  if (isObject(value) && Object.keys(value).length === 0) return "absent";
  return "there";
}

function isJson(text: string): boolean {
  if (containsUnknown(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const quoted = (inputs: readonly string[]) => inputs.map((input) => `\`${input}\``).join(", ");
