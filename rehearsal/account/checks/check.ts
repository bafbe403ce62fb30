import { isRegional } from "../regions";
import { nameFault, wasChosen } from "../names";
import type { AnyResourceType, WireObject } from "../resource-type";
import { containsSecret, withoutEnvelopes } from "../wire";
import type { CheckFailure } from "./check-failure";
import { customizeDiffFailures } from "./customize-diff";
import { failuresOfInputsAlone } from "./inputs-alone";
import { modelFailures } from "./model-check";
import { offerFindings, regionFindings } from "./offer-check";
import type { Offered } from "./offer-check";
import { providerFailures } from "./provider-check";
import { typeFailures } from "./type-check";

/** What the inputs of a resource come to by themselves. */
export interface Checked {
  /** What refuses them. */
  readonly failures: readonly CheckFailure[];
  /** What will refuse them before long. */
  readonly warnings: readonly CheckFailure[];
}

/** All that is wrong with the inputs of a resource by themselves, before anything is created. */
export function checkInputs(type: string, description: AnyResourceType, offered: Offered): Checked {
  const { inputs } = offered;
  const plain = withoutEnvelopes(inputs) as WireObject;
  const fault = nameFault(description, plain);
  const name = description.name?.property;
  // The program gave no such property when the provider chose the name, and the engine would print it as empty.
  const chosen = name !== undefined && wasChosen(plain, name);
  const place = (failure: CheckFailure) =>
    chosen && failure.property === name ? { ...failure, property: "" } : failure;
  const ofTypes = typeFailures(type, chosen ? { ...plain, [name]: undefined } : plain);
  const ofModel = modelFailures(type, inputs).filter(({ property }) => fault === undefined || property !== name);
  const refused = new Set(
    [...ofTypes, ...ofModel].map(({ property }) => property).concat(fault && name !== undefined ? [name] : []),
  );
  const ofProvider = providerFailures(type, inputs, { refused });
  const { failures: ofOffer, warnings } = offerFindings(type, offered);
  const { failures: ofRegion } = regionFindings(type, isRegional(type, description), offered);
  const failures = [
    ...ofTypes,
    ...(fault ? [fault] : []),
    ...ofModel.map(place),
    ...ofProvider.map(place),
    ...customizeDiffFailures(type, plain),
    ...ofOffer,
    ...ofRegion,
  ];
  if (failures.length > 0) return { failures: failures.map((failure) => withoutValue(failure, inputs)), warnings };
  // The service answers with one error at a time, and its own checks expect inputs that are of the right form.
  return { failures: failuresOfInputsAlone(description, plain, offered.region), warnings };
}

/**
 * The engine prints the value of the property beside the reason, even of a secret, and nothing for one inside another. For
 * these the reason names the place itself.
 */
function withoutValue({ property, reason }: CheckFailure, inputs: WireObject): CheckFailure {
  if (property === "" || (property in inputs && !containsSecret(inputs[property]))) return { property, reason };
  return property in inputs || /[.[]/.test(property)
    ? { property: "", reason: `${property}: ${reason}` }
    : { property, reason };
}
