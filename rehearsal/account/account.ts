import { createHash } from "node:crypto";
import type {
  AccountView,
  AnyResourceType,
  Creation,
  Invoke,
  KeptResource,
  Refusal,
  ResourceTypes,
  WireObject,
  WireValue,
} from "./resource-type";
import { chooseName, nameFault, nameOf, takenName } from "./names";
import { difference } from "./difference";
import type { Difference } from "./difference";
import { References } from "./references";
import { AccountRefusal, NotModelled } from "./refusal";
import type { Store } from "./store";
import { asSecret, knownOnly, unknownString, withoutEnvelopes, withoutUndefined } from "./wire";

/** What one provider of the program was configured with. */
export interface ProviderConfiguration {
  readonly region: string;
  readonly defaultTags: Readonly<Record<string, string>>;
}

/** A property the program set wrongly, found before anything is created. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The simulated account's number: visibly nobody's. */
export const accountId = "000000000000";

/**
 * The simulated cloud account behind every provider of a rehearsal. It keeps what it is given and refuses what the
 * vendor would refuse, by the descriptions of the resource types; it knows nothing about any one of them.
 */
export class Account {
  readonly #types: ResourceTypes;
  readonly #invokes: Readonly<Record<string, Invoke>>;
  readonly #references: References;

  constructor(
    readonly store: Store,
    types: ResourceTypes,
    invokes: Readonly<Record<string, Invoke>>,
  ) {
    this.#types = types;
    this.#invokes = invokes;
    this.#references = new References(types, store);
  }

  /** The inputs as the provider will use them, with a name where the program gave none, and what is wrong with them. */
  check(
    type: string,
    logicalName: string,
    olds: WireObject,
    news: WireObject,
    seed: string,
    configuration: ProviderConfiguration,
  ): { readonly inputs: WireObject; readonly failures: readonly CheckFailure[] } {
    const description = this.#describe(type);
    const named = chooseName(description, logicalName, olds, news, seed);
    const tagged = description.taggable ? withAllTags(named, configuration.defaultTags) : named;
    const plain = withoutEnvelopes(tagged) as WireObject;
    const missing = (description.required ?? []).filter((property) => (plain[property] ?? null) === null);
    const fault = nameFault(description, plain);
    return {
      inputs: tagged,
      failures: [
        ...missing.map((property) => ({ property: property, reason: "Missing required argument." })),
        ...(fault ? [fault] : []),
      ],
    };
  }

  /** What changed between the inputs of the last deployment and the new ones, and whether that replaces the resource. */
  diff(type: string, oldInputs: WireObject, news: WireObject, ignoreChanges: readonly string[]): Difference {
    return difference(this.#describe(type), oldInputs, news, ignoreChanges);
  }

  /** Creates a resource; in a preview nothing is kept and what AWS would compute is unknown. */
  create(
    type: string,
    urn: string,
    inputs: WireObject,
    preview: boolean,
    configuration: ProviderConfiguration,
  ): { readonly id: string; readonly state: WireObject } {
    const description = this.#describe(type);
    const given = withDefaults(description, withoutMarks(inputs), configuration, type);
    if (preview) return { id: "", state: { ...unknownOutputs(description, given), ...given } };

    const creation = this.#creation(description, urn, given, configuration);
    const refuse = this.#refuseWith("creating", description, creation.name);
    refuse(takenName(type, description, creation, this.store));
    refuse(this.#references.missing(type, creation.inputs as WireObject));
    refuse(description.refuses?.(creation));
    const { id: generatedId, ...generated } = (description.generate?.(creation) ?? {}) as WireObject;
    const id =
      typeof generatedId === "string"
        ? generatedId
        : (description.id?.(creation) ?? (creation.name || creation.hex(20)));
    if (this.store.get(type, id)) {
      refuse({
        code: description.name?.taken ?? "AlreadyExists",
        message: `${description.title} ${id} already exists.`,
      });
    }
    const whole = { ...creation, id };
    const state = withoutUndefined({
      ...nameOf(description, creation.name),
      ...generated,
      ...computedOutputs(description, whole),
      ...given,
    });
    const marked = markSecrets(description, state);
    this.store.put({ urn, type, id, state: marked });
    return { id, state: marked };
  }

  /** Changes a resource in place. */
  update(
    type: string,
    urn: string,
    id: string,
    olds: WireObject,
    oldInputs: WireObject,
    news: WireObject,
    preview: boolean,
    configuration: ProviderConfiguration,
  ): WireObject {
    const description = this.#describe(type);
    const given = withDefaults(description, withoutMarks(news), configuration, type);
    const kept = Object.fromEntries(Object.entries(olds).filter(([key]) => !(key in oldInputs) || key in news));
    const recomputed = description.recomputed ?? [];
    if (preview) {
      return { ...kept, ...Object.fromEntries(recomputed.map((key) => [key, unknownString])), ...given };
    }
    const refuse = this.#refuseWith("updating", description, id);
    if (!this.store.get(type, id)) {
      refuse({ code: "ResourceNotFoundException", message: `${description.title} ${id} does not exist.` });
    }
    const creation = { ...this.#creation(description, urn, given, configuration), id };
    refuse(this.#references.missing(type, creation.inputs as WireObject));
    refuse(description.refuses?.(creation));
    const computed = computedOutputs(description, creation);
    const fresh = Object.fromEntries(recomputed.map((key) => [key, computed[key]]));
    const state = markSecrets(description, withoutUndefined({ ...computed, ...kept, ...fresh, ...given }));
    this.store.put({ urn, type, id, state });
    return state;
  }

  /** Deletes a resource; deleting what is already gone is fine, as with AWS's own providers. */
  delete(type: string, id: string, configuration: ProviderConfiguration): void {
    const description = this.#describe(type);
    const resource = this.store.get(type, id);
    if (!resource) return;
    const refuse = this.#refuseWith("deleting", description, id);
    refuse(this.#references.inUse(resource));
    refuse(description.refusesDeletion?.(resource.state, this.view(configuration)));
    this.store.remove(type, id);
    for (const part of this.#references.partsOf(resource)) this.store.remove(part.type, part.id);
    for (const leftover of description.leaves?.(resource.state) ?? [])
      this.store.leave({ urn: resource.urn, ...leftover });
  }

  /** The resource as the account has it now, or undefined when it is gone. */
  read(type: string, id: string, properties: WireObject): WireObject | undefined {
    this.#describe(type);
    const resource = this.store.get(type, id);
    return resource && withoutUndefined(this.store.restore(resource, properties));
  }

  /** Answers a function call of the program. Throws {@link NotModelled} for an unknown token. */
  invoke(token: string, args: WireObject, configuration: ProviderConfiguration): WireObject {
    const invoke = this.#invokes[token];
    if (!invoke) throw new NotModelled("function", token);
    return invoke(args, this.view(configuration));
  }

  /** What the descriptions may see of the account. */
  view(configuration: ProviderConfiguration): AccountView {
    return {
      accountId,
      region: configuration.region,
      list: (type) => this.store.listAll(type),
      find: (type, property, value) => findBy(this.store.listAll(type), property, value),
    };
  }

  #describe(type: string): AnyResourceType {
    const description = this.#types[type];
    if (!description) throw new NotModelled("resource type", type);
    return description;
  }

  #refuseWith(operation: "creating" | "updating" | "deleting", description: AnyResourceType, name: string) {
    return (refusal: Refusal | undefined): void => {
      if (refusal) throw new AccountRefusal(operation, description.title, name, refusal);
    };
  }

  #creation(
    description: AnyResourceType,
    urn: string,
    given: WireObject,
    configuration: ProviderConfiguration,
  ): Creation<object> {
    const sequence = this.store.nextSequence();
    const hex = (length: number, purpose = ""): string => digits(`${urn}\n${sequence}\n${purpose}`, length);
    const inputs = withoutEnvelopes(knownOnly(given)) as WireObject;
    const region = typeof inputs.region === "string" ? inputs.region : configuration.region;
    return {
      inputs,
      name: givenName(description, inputs, hex),
      id: "",
      account: this.view({ ...configuration, region }),
      hex,
      arn: (service, resource, parts = {}) =>
        `arn:aws:${service}:${parts.region ?? region}:${parts.account ?? accountId}:${resource}`,
    };
  }
}

/** `length` hexadecimal digits made from the seed. */
function digits(seed: string, length: number): string {
  let made = "";
  for (let block = 0; made.length < length; block++) {
    made += createHash("sha256").update(`${seed}\n${block}`).digest("hex");
  }
  return made.slice(0, length);
}

/** The name the program gave, or one begun by its `…Prefix` input; empty for a type without names. */
function givenName(description: AnyResourceType, inputs: WireObject, hex: Creation<object>["hex"]): string {
  if (!description.name) return "";
  const { property } = description.name;
  const name = inputs[property];
  if (typeof name === "string") return name;
  const prefix = inputs[`${property}Prefix`];
  return `${typeof prefix === "string" ? prefix : ""}${hex(26, "name")}`;
}

function findBy(resources: readonly KeptResource[], property: string, value: WireValue): KeptResource | undefined {
  return resources.find((resource) => (property === "id" ? resource.id : resource.state[property]) === value);
}

/** The inputs without `__defaults`, the provider's private note on which of them it chose itself. */
function withoutMarks(inputs: WireObject): WireObject {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

function withDefaults(
  description: AnyResourceType,
  inputs: WireObject,
  configuration: ProviderConfiguration,
  type: string,
): WireObject {
  const region = type.startsWith("aws:") ? { region: configuration.region } : {};
  return { ...region, ...(description.defaults as WireObject | undefined), ...inputs };
}

function withAllTags(inputs: WireObject, defaultTags: Readonly<Record<string, string>>): WireObject {
  const tags = inputs.tags;
  if (tags === undefined && Object.keys(defaultTags).length === 0) return inputs;
  if (typeof tags === "string") return { ...inputs, tagsAll: tags };
  return { ...inputs, tagsAll: { ...defaultTags, ...(tags as WireObject | undefined) } };
}

function computedOutputs(description: AnyResourceType, creation: Creation<object>): WireObject {
  const computed = (description.computed ?? {}) as Record<
    string,
    ((creation: Creation<object>) => WireValue) | undefined
  >;
  return Object.fromEntries(Object.entries(computed).map(([key, compute]) => [key, compute?.(creation)]));
}

function unknownOutputs(description: AnyResourceType, given: WireObject): WireObject {
  const names = [
    ...Object.keys(description.computed ?? {}),
    ...(description.generates ?? []),
    ...(description.name ? [description.name.property] : []),
  ];
  return Object.fromEntries(names.filter((key) => !(key in given)).map((key) => [key, unknownString]));
}

function markSecrets(description: AnyResourceType, state: WireObject): WireObject {
  const secrets = new Set(description.secretOutputs ?? []);
  return Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, secrets.has(key) ? asSecret(value) : value]),
  );
}
