import type { CombinationKind, ProviderRule } from "../published/provider-rule";
import { rulesOf } from "../published/provider-rules";
import type { WireObject, WireValue } from "../resource-type";
import { isList, isObject, withoutEnvelopes } from "../wire";
import type { CheckFailure } from "./check-failure";
import { combinationFault } from "./combination";
import type { CombinationRule, Fault } from "./combination";
import { valueFault } from "./provider-value";
import type { ValueRule } from "./provider-value";

/** What the check goes by besides the inputs. */
interface Beside {
  /** Places whose value is refused already, for which the rules of single values say nothing more. */
  readonly refused?: ReadonlySet<string>;
  /** @default all that are known of the type */
  readonly rules?: readonly ProviderRule[];
}

const nowhere: ReadonlySet<string> = new Set();

/** What the provider's own validators refuse of a resource's inputs, all of it at once. No value is part of a reason. */
export function providerFailures(
  type: string,
  inputs: WireObject,
  { refused = nowhere, rules = rulesOf(type) }: Beside = {},
): readonly CheckFailure[] {
  const plain = withoutEnvelopes(inputs) as WireObject;
  return rules.flatMap((rule) =>
    objectsAt(plain, rule.at).flatMap(({ path, object }) => {
      const fault = faultOf(rule, type, object);
      if (fault === undefined || (!isCombination(rule) && refused.has(path + fault.input))) return [];
      return [{ property: path + fault.input, reason: `${fault.reason} Source: ${rule.source ?? ""}.` }];
    }),
  );
}

const faultOf = (rule: ProviderRule, type: string, object: WireObject): Fault | undefined =>
  isCombination(rule)
    ? combinationFault(rule, object)
    : valueFault(rule as ValueRule, type, object[rule.inputs[0] ?? ""]);

const combinations: ReadonlySet<string> = new Set<CombinationKind>([
  "conflict",
  "exactlyOne",
  "atLeastOne",
  "needs",
  "required",
  "excluded",
]);

const isCombination = (rule: ProviderRule): rule is CombinationRule => combinations.has(rule.kind);

/** The objects at a path such as `defaultActions[].forward`, each with its own: `defaultActions[0].forward.`. */
function objectsAt(inputs: WireObject, at: string): readonly { readonly path: string; readonly object: WireObject }[] {
  const steps = at === "" ? [] : at.split(".");
  return steps.reduce<readonly { readonly path: string; readonly object: WireObject }[]>(
    (objects, step) =>
      objects.flatMap(({ path, object }) => {
        const name = step.replaceAll("[]", "");
        return valuesIn(object[name], `${path}${name}`).flatMap(({ place, value }) =>
          isObject(value) ? [{ path: `${place}.`, object: value }] : [],
        );
      }),
    [{ path: "", object: inputs }],
  );
}

function valuesIn(value: WireValue, place: string): readonly { readonly place: string; readonly value: WireValue }[] {
  return isList(value) ? value.flatMap((each, index) => valuesIn(each, `${place}[${index}]`)) : [{ place, value }];
}
