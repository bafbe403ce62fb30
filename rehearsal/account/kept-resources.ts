import type { KeptResource, WireObject, WireValue } from "./resource-type";

/** The names of the inputs, without the provider's private notes. */
export function namesOf(inputs: WireObject): readonly string[] {
  return Object.keys(inputs).filter((key) => !key.startsWith("__"));
}

/** The first resource with the value at the property; `"id"` is the resource's own. */
export function findBy(
  resources: readonly KeptResource[],
  property: string,
  value: WireValue,
): KeptResource | undefined {
  return resources.find((resource) => (property === "id" ? resource.id : resource.state[property]) === value);
}
