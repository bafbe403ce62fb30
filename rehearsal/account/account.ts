import { checkInputs, type Checked } from "./checks/check";
import { accountId, hexOf, newCreation, plainOf } from "./creation";
import { difference, keptInputs } from "./difference";
import type { Difference } from "./difference";
import { chooseName, nameOf, takenByRename, takenName } from "./names";
import { changedOutputs, computedOutputs, givenInputs, keptState, unknownOutputs, withAllTags } from "./outputs";
import { findBy, namesOf } from "./kept-resources";
import { readingOf } from "./reading";
import type { Reading } from "./reading";
import { References } from "./references";
import { heldBack } from "./pending";
import { AccountRefusal, NotModelled } from "./refusal";
import { importedFrom, isRegional, isSeenEverywhere, isSeenFrom, regionOf } from "./regions";
import type { AccountKind } from "./quotas/account-kind";
import { exceededQuota } from "./quotas/exceeded";
import type { Counted, Raises } from "./quotas/quota";
import { verified } from "./quotas/edge";
import type {
  AccountView,
  AnyResourceType,
  Creation,
  Invoke,
  KeptResource,
  OutsideWork,
  ProviderConfiguration,
  Refusal,
  ResourceTypes,
  WireObject,
  WireValue,
} from "./resource-type";
import { everythingDone } from "./resource-type";
import type { Store } from "./store";
import { fileOfType, type TypeFiles } from "./type-files";
import { only, textAt, unknownString, withoutUndefined } from "./wire";

/**
 * The simulated cloud account behind every provider of a rehearsal. It keeps what it is given and refuses what the
 * vendor would refuse, by the descriptions of the resource types; it knows nothing about any one of them.
 */
export class Account {
  readonly #references: References;
  /** What AWS gives the account depends on it. A first deployment is to a new one. */
  kind: AccountKind = "new";
  /** What people have done beside the program; all of it, unless a rehearsal walks a first deployment. */
  outside: OutsideWork = everythingDone;
  /** The quotas that AWS has raised; "any" grants whatever is needed. */
  raises: Raises | "any" = verified;

  /** `files` tells which file describes which types, for the refusal of a type that none describes. */
  constructor(
    readonly store: Store,
    private readonly types: ResourceTypes,
    private readonly invokes: Readonly<Record<string, Invoke>>,
    private readonly files: TypeFiles = {},
    protected readonly now: () => Date = () => new Date(),
  ) {
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
  ): Checked & { readonly inputs: WireObject } {
    const description = this.described(type);
    const named = chooseName(description, logicalName, olds, news, seed);
    const tagged = description.taggable ? withAllTags(named, configuration.defaultTags) : named;
    const region = regionOf({ state: tagged }) ?? configuration.region;
    const account = this.view(configuration);
    const offered = { inputs: tagged, olds, region, now: this.now(), kind: this.kind, account };
    return { inputs: tagged, ...checkInputs(type, description, offered) };
  }

  /** What changed between the inputs of the last deployment and the new ones, and whether that replaces the resource. */
  diff(
    type: string,
    oldInputs: WireObject,
    news: WireObject,
    ignoreChanges: readonly string[],
    regions?: { readonly before: WireValue; readonly now: string },
  ): Difference {
    const description = this.described(type);
    if (!regions || !isRegional(type, description)) return difference(description, oldInputs, news, ignoreChanges);
    // A resource that is given no region stands in that of its provider.
    const otherwise = oldInputs.region === undefined ? regions.before : regions.now;
    return difference(
      { ...description, replaces: [...(description.replaces ?? []), "region"] },
      { ...oldInputs, region: regions.before },
      { ...news, region: news.region ?? otherwise },
      ignoreChanges,
    );
  }

  /** Creates a resource; in a preview nothing is kept and what AWS would compute is unknown. */
  create(
    type: string,
    urn: string,
    inputs: WireObject,
    preview: boolean,
    configuration: ProviderConfiguration,
  ): { readonly id: string; readonly state: WireObject } {
    const description = this.described(type);
    const given = givenInputs(description, type, inputs, configuration);
    if (preview) return { id: "", state: { ...unknownOutputs(description, given), ...given } };

    const seed = this.#newSeed(urn);
    const creation = this.#creation(description, seed, given, configuration);
    const refuse = this.#refuseWith("creating", description, creation.name);
    refuse(takenName(this.#sharingNames(type), description, creation, this.store));
    refuse(this.#references.refusal(type, creation));
    refuse(description.refuses?.(creation));
    const { id: made, ...generated } = (description.generate?.(creation) ?? {}) as WireObject;
    const id = typeof made === "string" ? made : (description.id?.(creation) ?? (creation.name || creation.hex(20)));
    const there = this.store.get(type, id, regionOf({ state: given }));
    if (there && !(description.puts === true && there.urn === urn)) {
      refuse({
        code: description.name?.taken ?? "AlreadyExists",
        message: `${description.title} ${id} already exists.`,
      });
    }
    const state = withoutUndefined({
      ...nameOf(description, creation.name),
      ...generated,
      ...computedOutputs(description, { ...creation, id }, given),
      ...given,
    });
    refuse(this.#exceeded({ urn, type, id, state }));
    const marked = keptState(description, state);
    const notes = description.notes?.(creation);
    this.store.put({ urn, type, id, state: marked, seed, inputs: namesOf(inputs), ...(notes && { notes }) });
    this.#displace(description, { ...creation, id });
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
    const description = this.described(type);
    const before = givenInputs(description, type, oldInputs, configuration);
    const wanted = givenInputs(description, type, news, configuration);
    const given = { ...wanted, ...only(before, keptInputs(description, plainOf(before), plainOf(wanted))) };
    const kept = Object.fromEntries(Object.entries(olds).filter(([key]) => !(key in before) || key in given));
    const standing = this.store.get(type, id, regionOf({ state: olds }));
    const name = nameOf(description, textAt(olds, description.name?.property));
    const seed = standing?.seed ?? this.#newSeed(urn);
    const creation = { ...this.#creation(description, seed, { ...name, ...given }, configuration), id };
    const changed = changedOutputs(description, creation, plainOf(before), plainOf(given));
    const recomputed = description.recomputed ?? [];
    if (preview) {
      const unknown = Object.keys(unknownOutputs(description, {})).filter(
        (key) => changed.includes(key) || recomputed.includes(key) || !(key in kept),
      );
      return { ...kept, ...Object.fromEntries(unknown.map((key) => [key, unknownString])), ...name, ...given };
    }
    const refuse = this.#refuseWith("updating", description, id);
    if (!standing) refuse({ code: "ResourceNotFoundException", message: `${description.title} ${id} does not exist.` });
    const now = this.now();
    refuse(standing && takenByRename(this.#sharingNames(type), description, creation, this.store, standing));
    refuse(this.#references.refusal(type, creation, standing?.state));
    refuse(description.refuses?.(creation));
    const known = { notes: standing?.notes ?? {}, now };
    refuse(standing && description.refusesChange?.(plainOf(standing.state), creation, known));
    const anew = computedOutputs(description, { ...creation, hex: hexOf(this.#newSeed(urn)) }, given);
    const computed = computedOutputs(description, creation, given);
    const state = withoutUndefined({
      ...computed,
      ...kept,
      ...only(computed, changed),
      ...only(anew, recomputed),
      ...name,
      ...given,
    });
    refuse(standing && this.#exceeded({ urn, type, id, state }, standing));
    const waiting = standing && description.waits?.(plainOf(standing.state), creation, now);
    const { state: marked, notes: held } = heldBack(keptState(description, state), standing, waiting);
    const noted = { ...(standing && description.notesChange?.(plainOf(standing.state), creation, now)), ...held };
    const notes = Object.keys(noted).length > 0 ? { ...standing?.notes, ...noted } : standing?.notes;
    this.store.put({ urn, type, id, state: marked, seed, inputs: namesOf(news), ...(notes && { notes }) });
    this.#displace(description, creation);
    return marked;
  }

  /** Deletes a resource; deleting what is already gone is fine, as with AWS's own providers. */
  delete(type: string, id: string, configuration: ProviderConfiguration, state: WireObject = {}): void {
    const description = this.described(type);
    const resource = this.store.get(type, id, regionOf({ state }));
    if (!resource) return;
    const region = regionOf(resource);
    const refuse = this.#refuseWith("deleting", description, id);
    const released = description.releasedBy !== undefined && resource.state[description.releasedBy] === true;
    if (!released) refuse(this.#references.inUse(resource));
    const view = this.view({ region: region ?? configuration.region }, description.global);
    refuse(description.refusesDeletion?.(resource.state, view));
    this.store.remove(type, id, region);
    for (const part of this.#references.partsOf(resource)) this.store.remove(part.type, part.id, regionOf(part));
    for (const leftover of description.leaves?.(resource.state, this.now()) ?? []) {
      const standsIn = region === undefined ? {} : { region };
      this.store.leave({ urn: resource.urn, ...leftover, state: { ...standsIn, ...leftover.state } });
    }
  }

  /**
   * The resource as the account has it now, or undefined when it is gone. Besides its id its name finds it, for a program that
   * imports it. A refresh brings the `properties` and `inputs` of the last deployment, an import neither: the inputs are then
   * those it was made from.
   */
  read(
    type: string,
    id: string,
    properties: WireObject,
    configuration: ProviderConfiguration,
    inputs: WireObject = {},
  ): Reading | undefined {
    const description = this.described(type);
    const { id: asked, region = configuration.region } = importedFrom(id);
    const own = isSeenEverywhere(type, description) ? undefined : (regionOf({ state: properties }) ?? region);
    const isNamed = ({ state }: KeptResource) => description.name && state[description.name.property] === asked;
    const resource =
      this.store.get(type, asked, own) ?? this.store.list(type).find((each) => isSeenFrom(own, each) && isNamed(each));
    if (!resource) return undefined;
    return readingOf(description, resource, { properties, inputs, kept: this.store.restore(resource, properties) });
  }

  /** Answers a function call of the program. Throws {@link NotModelled} for an unknown token. */
  invoke(token: string, args: WireObject, configuration: ProviderConfiguration): WireObject {
    const invoke = this.invokes[token];
    if (!invoke) throw new NotModelled("function", token, "Answer it in rehearsal/account/invokes.ts.");
    const region = typeof args.region === "string" ? args.region : configuration.region;
    return invoke(args, this.view({ region }));
  }

  /** What the descriptions may see of the account: what stands in the region and in none, or `everywhere` in all. */
  view({ region }: Pick<ProviderConfiguration, "region">, everywhere = false): AccountView {
    const list = (type: string): readonly KeptResource[] => {
      const all = this.store.listAll(type);
      return everywhere || isSeenEverywhere(type, this.types[type])
        ? all
        : all.filter((each) => isSeenFrom(region, each));
    };
    const { outside } = this;
    return { accountId, region, outside, list, find: (type, property, value) => findBy(list(type), property, value) };
  }

  /** The description of a type. Throws {@link NotModelled} where there is none. */
  protected described(type: string): AnyResourceType {
    const description = this.types[type];
    if (!description) throw new NotModelled("resource type", type, fileOfType(type, this.files));
    return description;
  }

  /** The tokens under which the SDK has the same thing; they share their names. */
  #sharingNames(type: string): readonly string[] {
    return Object.keys(this.types).filter((other) => this.types[other]?.title === this.types[type]?.title);
  }

  #refuseWith(operation: "creating" | "updating" | "deleting", description: AnyResourceType, name: string) {
    return (refusal: Refusal | undefined): void => {
      if (refusal) throw new AccountRefusal(operation, description.title, name, refusal);
    };
  }

  #exceeded(resource: Counted, before?: Counted): Refusal | undefined {
    const { kind, raises } = this;
    return exceededQuota(resource, { kind, raises, standing: (type) => this.store.list(type) }, before);
  }

  #displace(description: AnyResourceType, creation: Creation<object>): void {
    for (const { resource, state } of description.displaces?.(creation) ?? []) {
      this.store.put({ ...resource, state: { ...resource.state, ...state } });
    }
  }

  /** What the digits of a resource are made from: different for each creation, and kept by the resource. */
  #newSeed(urn: string): string {
    return `${urn}\n${this.store.nextSequence()}`;
  }

  #creation(
    description: AnyResourceType,
    seed: string,
    given: WireObject,
    configuration: ProviderConfiguration,
  ): Creation<object> {
    const region = regionOf({ state: given }) ?? configuration.region;
    return newCreation(description, seed, plainOf(given), this.view({ region }, description.global));
  }
}
