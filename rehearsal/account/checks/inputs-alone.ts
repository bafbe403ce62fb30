import { accountId, newCreation } from "../creation";
import type { AnyResourceType, WireObject } from "../resource-type";
import { Undecided, undecidedView } from "../undecided";
import { containsUnknown } from "../wire";
import type { CheckFailure } from "./check-failure";

/**
 * What the service refuses of the inputs whatever is in the account: combinations and ranges that no model has. A
 * resource with an input that is not known yet is passed over, and so is what depends on other resources. `inputs` are
 * without the envelopes of secrets.
 */
export function failuresOfInputsAlone(
  description: AnyResourceType,
  inputs: WireObject,
  region: string,
): readonly CheckFailure[] {
  if (description.refuses === undefined || containsUnknown(inputs)) return [];
  const creation = newCreation(description, "", inputs, undecidedView(accountId, region));
  try {
    const refusal = description.refuses(creation);
    return refusal ? [{ property: "", reason: `${refusal.code}: ${refusal.message}` }] : [];
  } catch (error) {
    if (error instanceof Undecided) return [];
    throw error;
  }
}
