import { asReported } from "./read/read";
import { isRegional } from "./regions";
import type { AnyResourceType, Creation, ProviderConfiguration, WireObject, WireValue } from "./resource-type";
import { asSecret, containsSecret, isObject, isSecret, isUnknown, sameValue, unknownString } from "./wire";

type Compute = (creation: Creation<object>) => WireValue;

/** The inputs with the provider's default tags merged into them as `tagsAll`; they stay as secret as the tags were. */
export function withAllTags(inputs: WireObject, defaultTags: Readonly<Record<string, string>>): WireObject {
  const { tags } = inputs;
  const own = isSecret(tags) ? tags.value : tags;
  if ((own ?? null) === null && Object.keys(defaultTags).length === 0) return inputs;
  if (isUnknown(own)) return { ...inputs, tagsAll: tags };
  const all = { ...defaultTags, ...(isObject(own) ? own : {}) };
  return { ...inputs, tagsAll: isSecret(tags) ? asSecret(all) : all };
}

/** What the provider works with: the program's inputs, and where it gave none the region and the type's defaults. */
export function givenInputs(
  description: AnyResourceType,
  type: string,
  inputs: WireObject,
  configuration: ProviderConfiguration,
): WireObject {
  // `__defaults` is the provider's private note on which inputs it chose itself.
  const own = Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
  return {
    ...(isRegional(type, description) && { region: configuration.region }),
    ...(description.taggable === true && { tagsAll: {} }),
    ...(description.defaults as WireObject | undefined),
    ...own,
  };
}

/** Every output that AWS computes, from the inputs as they are `given`: one that is made from a secret is a secret. */
export function computedOutputs(
  description: AnyResourceType,
  creation: Creation<object>,
  given: WireObject,
): WireObject {
  const computed = computations(description, creation).map(({ key, value, read }) => [
    key,
    read.some((input) => containsSecret(given[input])) ? asSecret(value) : value,
  ]);
  return { ...(description.empty as WireObject | undefined), ...(Object.fromEntries(computed) as WireObject) };
}

/** The names of the computed outputs that are made from an input that an update changes. */
export function changedOutputs(
  description: AnyResourceType,
  creation: Creation<object>,
  before: WireObject,
  after: WireObject,
): readonly string[] {
  return computations(description, creation)
    .filter(({ read }) => read.some((input) => !sameValue(before[input], after[input])))
    .map(({ key }) => key);
}

/** Every output of a resource that is only being previewed, except those that are given: none of them is known. */
export function unknownOutputs(description: AnyResourceType, given: WireObject): WireObject {
  const names = [
    ...Object.keys(description.empty ?? {}),
    ...Object.keys(description.computed ?? {}),
    ...(description.generates ?? []),
    ...(description.name ? [description.name.property] : []),
  ];
  return Object.fromEntries(names.filter((key) => !(key in given)).map((key) => [key, unknownString]));
}

/** The state as Read writes it, with the outputs that are secret whatever the inputs were in their envelopes. */
export function keptState(description: AnyResourceType, state: WireObject): WireObject {
  const secrets = new Set<string>(description.secretOutputs ?? []);
  return Object.fromEntries(
    Object.entries(asReported(description.read, state)).map(([key, value]) => [
      key,
      secrets.has(key) ? asSecret(value) : value,
    ]),
  );
}

/** Each computed output, and which inputs its computation looked at. */
function computations(
  description: AnyResourceType,
  creation: Creation<object>,
): readonly { readonly key: string; readonly value: WireValue; readonly read: readonly string[] }[] {
  const computed = (description.computed ?? {}) as Readonly<Record<string, Compute | undefined>>;
  return Object.entries(computed).flatMap(([key, compute]) => {
    if (!compute) return [];
    const read = new Set<string>();
    const inputs = new Proxy(creation.inputs as WireObject, {
      get: (target, property) => {
        if (typeof property === "string") read.add(property);
        return Reflect.get(target, property) as WireValue;
      },
    });
    const value = compute({ ...creation, inputs });
    return [{ key, value, read: [...read] }];
  });
}
