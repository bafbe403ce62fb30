import type { AccountView, KeptResource, Reference, Refusal, ResourceTypes, WireObject } from "./resource-type";
import { valuesAt } from "./wire";

type Targets = (reference: Reference<object>, value: string) => readonly KeptResource[];

/** The refusal when references that must lead into one VPC lead into several; a VPC that is not known is passed over. */
export function networksRefusal(
  types: ResourceTypes,
  type: string,
  inputs: WireObject,
  account: AccountView,
  targets: Targets,
): Refusal | undefined {
  const description = types[type];
  const references = (description?.references ?? []) as readonly Reference<object>[];
  for (const { properties, code } of description?.oneNetwork ?? []) {
    const places = references
      .filter(({ property }) => properties.includes(property))
      .flatMap((reference) =>
        valuesAt(inputs, reference.property).flatMap((value) => {
          if (typeof value !== "string") return [];
          const [target] = targets(reference, value);
          const vpc = target && networkOf(types, target, account);
          return vpc === undefined ? [] : [{ value, path: String(reference.property), vpc }];
        }),
      );
    const [first] = places;
    const other = places.find(({ vpc }) => vpc !== first?.vpc);
    if (first === undefined || other === undefined) continue;
    return {
      code,
      message: `"${other.value}" in ${other.path} belongs to the network ${other.vpc}, "${first.value}" in ${first.path} to ${first.vpc}; they must be in one VPC.`,
    };
  }
  return undefined;
}

/** The VPC a resource stands in, when that is known. */
function networkOf(types: ResourceTypes, target: KeptResource, account: AccountView): string | undefined {
  const own = types[target.type]?.network?.(target, account) ?? target.state.vpcId;
  return typeof own === "string" && own !== "" ? own : undefined;
}
