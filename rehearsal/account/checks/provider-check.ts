import type { CombinationKind, ProviderRule } from "../published/provider-rule";
import { rulesOf } from "../published/provider-rules";
import type { WireObject } from "../resource-type";
import { withoutEnvelopes } from "../wire";
import type { CheckFailure } from "./check-failure";
import { combinationFault } from "./combination";
import type { CombinationRule, Fault } from "./combination";
import { objectsAt } from "./places";
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
  if (rules.length === 0) return [];
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
