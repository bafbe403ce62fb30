import type { CombinationKind, ProviderRule, When } from "../published/provider-rule";
import type { WireObject, WireValue } from "../resource-type";
import { containsUnknown, isList, isObject, isUnknown } from "../wire";

/** What a rule refuses of an object: the input it is about, and the reason in the provider's words. */
export interface Fault {
  readonly input: string;
  readonly reason: string;
}

type Presence = "there" | "absent" | "unknown";

/** A rule about several inputs. */
export type CombinationRule = ProviderRule & { readonly kind: CombinationKind };

/**
 * What a rule refuses of the inputs of one object beside each other. What is not known yet counts as given where something
 * must be, and as absent where nothing else may be: Terraform's SDK waits with these until all of it is known.
 */
export function combinationFault(rule: CombinationRule, object: WireObject): Fault | undefined {
  const [first = "", ...others] = rule.inputs;
  const isThere = (input: string) => presence(object[input], rule.exact) === "there";
  const mayBe = (input: string) => presence(object[input], rule.exact) !== "absent";
  switch (rule.kind) {
    case "conflict": {
      const beside = isThere(first) ? others.filter(isThere) : [];
      return beside.length === 0
        ? undefined
        : { input: first, reason: `Conflicting configuration arguments: conflicts with ${quoted(beside)}.` };
    }
    case "exactlyOne": {
      const given = rule.inputs.filter(isThere);
      if (given.length > 1) {
        return {
          input: given[1] ?? "",
          reason: `Invalid combination of arguments: only one of ${quoted(rule.inputs)} can be specified, but ${quoted(given)} were specified.`,
        };
      }
      return rule.inputs.some(mayBe) ? undefined : missing(first, rule.inputs, "Invalid combination of arguments: one");
    }
    case "atLeastOne":
      return rule.inputs.some(mayBe) ? undefined : missing(first, rule.inputs, "Missing required argument: one");
    case "needs": {
      const holds = rule.exact === true ? mayBe(first) : isThere(first);
      return !holds || others.every(mayBe) ? undefined : missing(first, rule.inputs, "Missing required argument: all");
    }
    case "required":
      return mayBe(first) ? undefined : when(rule, object, first, "must be specified");
    case "excluded":
      return isThere(first) ? when(rule, object, first, "cannot be specified") : undefined;
  }
}

const missing = (input: string, of: readonly string[], what: string): Fault => ({
  input,
  reason: `${what} of ${quoted(of)} must be specified.`,
});

function when(rule: ProviderRule, object: WireObject, input: string, verb: string): Fault | undefined {
  const value = rule.when && decidedBy(rule.when, object);
  return value === undefined
    ? undefined
    : { input, reason: `Attribute "${input}" ${verb} when "${rule.when?.input ?? ""}" is "${value}".` };
}

/** The value of the input that decides, where it is one of those for which the rule holds. */
function decidedBy({ input, values, orAbsent }: When, object: WireObject): string | undefined {
  const value = object[input] ?? undefined;
  if (value === undefined) return orAbsent === true ? (values[0] ?? "") : undefined;
  if (isUnknown(value) || isList(value) || isObject(value)) return undefined;
  return values.includes(String(value)) ? String(value) : undefined;
}

/** Without `exact` what is empty or false counts as not given. */
function presence(value: WireValue, exact?: true): Presence {
  if (value === undefined || value === null) return "absent";
  if (exact !== true && (value === "" || value === false)) return "absent";
  if (isUnknown(value)) return "unknown";
  if (isList(value)) return value.length === 0 ? "absent" : containsUnknown(value) && exact ? "unknown" : "there";
  // A block without arguments is a block all the same.
  if (exact !== true && isObject(value) && Object.keys(value).length === 0) return "absent";
  return "there";
}

const quoted = (inputs: readonly string[]) => inputs.map((input) => `\`${input}\``).join(", ");
