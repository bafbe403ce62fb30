import type { CheckFailure } from "./checks/check-failure";
import type { AnyResourceType, Creation, KeptResource, Refusal, WireObject, WireValue } from "./resource-type";
import { isSeenFrom } from "./regions";
import type { Store } from "./store";
import { isList, isUnknown, withoutEnvelopes } from "./wire";

/** How many random digits follow the logical name in a name that the provider chooses. */
const suffixLength = 7;
/** The input in which a provider notes which of the others it chose itself, so that it keeps them at the next update. */
const defaultsMark = "__defaults";

/** The inputs with a name: the program's, the one chosen at the last update, or a new `<logical name>-<7 digits>`. */
export function chooseName(
  description: AnyResourceType,
  logicalName: string,
  olds: WireObject,
  news: WireObject,
  seed: string,
): WireObject {
  const rule = description.name;
  if (!rule || (news[rule.property] ?? null) !== null || `${rule.property}Prefix` in news) return news;
  const oldName = olds[rule.property];
  if (typeof oldName === "string" && wasChosen(olds, rule.property)) {
    return { ...news, [rule.property]: oldName, [defaultsMark]: [rule.property] };
  }
  const begin = `${rule.beginsWith ?? ""}${logicalName}`.slice(0, rule.maxLength - suffixLength - 1);
  const name = `${begin}-${seed.slice(0, suffixLength)}`;
  return { ...news, [rule.property]: rule.lowerCase ? name.toLowerCase() : name, [defaultsMark]: [rule.property] };
}

/** Whether the provider, not the program, chose the value of the property. */
export function wasChosen(inputs: WireObject, property: string): boolean {
  const marked = inputs[defaultsMark];
  return isList(marked) && marked.includes(property);
}

/** What is wrong with the name itself, known before anything is created. */
export function nameFault(description: AnyResourceType, inputs: WireObject): CheckFailure | undefined {
  const rule = description.name;
  if (!rule) return undefined;
  const name: WireValue = withoutEnvelopes(inputs[rule.property]);
  if (typeof name !== "string" || isUnknown(name)) return undefined;
  const fits =
    name.length >= (rule.minLength ?? 1) &&
    name.length <= rule.maxLength &&
    new RegExp(`^(?:${rule.pattern.source})$`, rule.pattern.flags).test(name);
  return fits
    ? undefined
    : {
        // The program gave no such property when the provider chose the name, and the engine would print it as empty.
        property: wasChosen(inputs, rule.property) ? "" : rule.property,
        reason: `The name "${name}"${wasChosen(inputs, rule.property) ? ", made from the resource's own," : ""} of this ${description.title} has ${name.length} characters or a form that is refused; allowed: ${rule.allowed}.`,
      };
}

/**
 * The refusal when the name is taken already within its scope, under whichever of the tokens of its type. `standing` is
 * the resource itself when it is renamed.
 */
export function takenName(
  types: readonly string[],
  description: AnyResourceType,
  creation: Creation<object>,
  store: Store,
  standing?: KeptResource,
): Refusal | undefined {
  const rule = description.name;
  const scope = rule?.uniqueIn ?? "account";
  if (!rule || scope === "none") return undefined;
  const normal = (name: WireValue): WireValue =>
    typeof name === "string" && (rule.lowerCase ?? rule.anyCase) ? name.toLowerCase() : name;
  const inputs = creation.inputs as WireObject;
  const region = typeof inputs.region === "string" ? inputs.region : undefined;
  const taken = types
    .flatMap((type) => store.list(type))
    .some((other) => {
      if (standing?.type === other.type && standing.id === other.id) return false;
      if (normal(other.state[rule.property]) !== normal(creation.name)) return false;
      if (scope === "world") return true;
      return isSeenFrom(region, other) && (scope === "account" || (other.state[scope] ?? "") === (inputs[scope] ?? ""));
    });
  return taken ? { code: rule.taken, message: `${description.title} "${creation.name}" already exists.` } : undefined;
}

/** The refusal when a name that is changed in place is another's. */
export function takenByRename(
  types: readonly string[],
  description: AnyResourceType,
  creation: Creation<object>,
  store: Store,
  standing: KeptResource,
): Refusal | undefined {
  const property = description.name?.property;
  return property === undefined || standing.state[property] === creation.name
    ? undefined
    : takenName(types, description, creation, store, standing);
}

/** The name as an output. */
export function nameOf(description: AnyResourceType, name: string | undefined): WireObject {
  return description.name && name !== undefined ? { [description.name.property]: name } : {};
}
