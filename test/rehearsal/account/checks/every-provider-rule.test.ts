import { providerFailures } from "../../../../rehearsal/account/checks/provider-check";
import type { ProviderRule } from "../../../../rehearsal/account/published/provider-rule";
import { rulesOf } from "../../../../rehearsal/account/published/provider-rules";
import type { WireObject, WireValue } from "../../../../rehearsal/account/resource-type";
import { resourceTypes } from "../../../../rehearsal/account/types";
import { declarationOf, nestedInputs } from "../types/sdk-declarations";

const rules = Object.keys(resourceTypes).flatMap((type) => rulesOf(type).map((rule) => ({ type, rule })));

/** Inputs that break a rule, beside inputs that keep it; undefined where a rule does not tell either. */
function twins(rule: ProviderRule): readonly [WireObject, WireObject] | undefined {
  const [first = "", second = "", ...others] = rule.inputs;
  const given = (...names: readonly string[]): WireObject => Object.fromEntries(names.map((name) => [name, "given"]));
  const decided = { [rule.when?.input ?? ""]: rule.when?.values[0] };
  const value = (bad: WireValue, good: WireValue): readonly [WireObject, WireObject] => [
    { [first]: bad },
    { [first]: good },
  ];
  switch (rule.kind) {
    case "conflict":
      return [given(first, second), given(first)];
    case "exactlyOne":
      return [given(first, second), given(first)];
    case "atLeastOne":
      return [given("another"), given(first)];
    case "needs":
      return [given(first), given(first, second, ...others)];
    case "required":
      return [decided, { ...decided, ...given(first) }];
    case "excluded":
      return [{ ...decided, ...given(first) }, decided];
    case "values":
      return value("no such value", rule.values?.[0]);
    case "enumeration":
      return value("", "given");
    case "range":
      return rule.max === undefined ? value((rule.min ?? 0) - 1, rule.min) : value(rule.max + 1, rule.max);
    case "divisible":
      return value(7, rule.divisor);
    case "length":
      return value("a".repeat((rule.max ?? 0) + 1), "a".repeat(rule.max ?? 0));
    case "items": {
      const list = (length: number) => Array<string>(length).fill("a");
      return rule.max === undefined ? value([], list(rule.min ?? 0)) : value(list(rule.max + 1), list(rule.max));
    }
    case "arn":
      return value("role/service", "arn:aws:iam::123456789012:role/service");
    case "network":
      return value("10.0.0.1/16", "10.0.0.0/16");
    case "dailyWindow":
      return value("25:00-26:00", "03:00-04:00");
    case "weeklyWindow":
      return value("monday:03:00-mon:04:00", "mon:03:00-mon:04:00");
    case "json":
    case "policy":
      return value("{", "{}");
    case "form":
      return undefined;
  }
}

/** The inputs of a resource with this object at the rule's place. */
const at = (place: string, object: WireObject): WireObject =>
  place === ""
    ? object
    : (place.split(".").reduceRight<WireValue>((inner, step) => {
        const name = step.replaceAll("[]", "");
        return { [name]: step.endsWith("[]") ? [inner] : inner };
      }, object) as WireObject);

const faultsOf = (type: string, rule: ProviderRule, object: WireObject) =>
  providerFailures(type, at(rule.at, object), { rules: [rule] });

it("refuses what breaks a rule, at its place, and accepts a twin that keeps it", () => {
  const told = rules.flatMap(({ type, rule }) => {
    const found = twins(rule);
    return found ? [{ type, rule, refused: found[0], accepted: found[1] }] : [];
  });
  const name = ({ type, rule }: (typeof told)[number]) => `${type} ${rule.at} ${rule.kind} ${rule.inputs.join(" ")}`;

  expect(told.filter(({ type, rule, refused }) => faultsOf(type, rule, refused).length !== 1).map(name)).toEqual([]);
  expect(told.filter(({ type, rule, accepted }) => faultsOf(type, rule, accepted).length > 0).map(name)).toEqual([]);
  expect(told.length).toBeGreaterThan(600);
});

it("speaks of inputs that the SDK has, in the objects where it has them", () => {
  const strangers = rules.flatMap(({ type, rule }) => {
    const inputs = inputsAt(type, rule.at);
    return [...rule.inputs, ...(rule.when ? [rule.when.input] : [])]
      .filter((input) => !(inputs?.has(input) ?? false))
      .map((input) => `${type} ${rule.at} ${input}`);
  });

  expect([...new Set(strangers)]).toEqual([]);
});

it("says of each rule where it is from", () => {
  expect(rules.filter(({ rule }) => rule.source === undefined)).toEqual([]);
});

/** The inputs of the object at a place, each with its type; undefined where there is no such object, or no list. */
function inputsAt(type: string, place: string): ReadonlyMap<string, string> | undefined {
  const own = declarationOf(type)?.inputs ?? new Map<string, { readonly type: string }>();
  let inputs: ReadonlyMap<string, string> | undefined = new Map([...own].map(([name, input]) => [name, input.type]));
  for (const step of place === "" ? [] : place.split(".")) {
    const declared: string | undefined = inputs?.get(step.replaceAll("[]", ""));
    const isList = declared !== undefined && /\]>? \| undefined>;$|\[\]/.test(declared);
    if (declared === undefined || isList !== step.endsWith("[]")) return undefined;
    inputs = nestedInputs(type, declared);
  }
  return inputs;
}
