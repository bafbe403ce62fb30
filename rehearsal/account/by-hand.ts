import type { Account } from "./account";
import { NotByHand } from "./not-by-hand";
import { inputsOf } from "./published/input-types";
import { NoSuchPlace, stepsOf, withValueAt } from "./path";
import { settled } from "./pending";
import { regionOf } from "./regions";
import type { KeptResource, ProviderConfiguration, ResourceTypes, WireObject, WireValue } from "./resource-type";
import { asSecret, isObject, only } from "./wire";

/** What was done past the program. */
export interface DoneByHand {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** The project in the URN of what no program made. */
const byHand = "by-hand";

/**
 * What people do in the console of AWS or Atlas, past the program: they change, add and remove. The account refuses what AWS
 * would refuse, and no state knows of it.
 */
export class ConsoleHands {
  constructor(
    private readonly account: Account,
    private readonly types: ResourceTypes,
    private readonly region: string,
  ) {}

  /**
   * Changes one property in place; `undefined` takes it back to what AWS has by default. Throws {@link NotByHand}, and
   * AccountRefusal for what AWS refuses.
   */
  change(named: string, path: string, value: WireValue): DoneByHand {
    const resource = this.#find(named);
    const root = this.#property(resource, path);
    const description = this.types[resource.type];
    if (description?.replaces?.some((each) => each === root) === true) {
      throw new NotByHand(
        `${root} of ${nameIn(resource)} cannot be changed in place at ${vendorOf(resource.type)}: add another resource like it, and remove this one.`,
        root,
      );
    }
    const before = shownInputs(resource);
    this.#update(resource, before, withTags(root, before, this.#changed(resource, path, value)));
    return doneTo(resource);
  }

  /** Adds a resource that no program made. Throws {@link NotByHand}, and AccountRefusal for what AWS refuses. */
  add(type: string, properties: WireObject): DoneByHand {
    const number = this.account.store.list().filter(({ urn }) => urn.includes(`::${byHand}::`)).length + 1;
    return this.#create(type, `${type.split(":").pop() ?? type}-${number}`, properties, this.region);
  }

  /** Adds a resource like one that stands, with other values at some paths. */
  addLike(named: string, changes: readonly (readonly [path: string, value: WireValue])[]): DoneByHand {
    const like = this.#find(named);
    const properties = changes.reduce<WireObject>(
      (inputs, [path, value]) => {
        this.#property(like, path);
        return this.#at(like, inputs, path, value);
      },
      // A secret is nobody's to copy: whoever adds the resource gives another.
      only(
        like.state,
        Object.keys(shownInputs(like)).filter((key) => !isDigest(like.state[key])),
      ),
    );
    return this.#create(like.type, `${nameIn(like)}-like`, properties, regionOf(like) ?? this.region);
  }

  /** Removes a resource. Throws {@link NotByHand}, and AccountRefusal for what AWS refuses. */
  remove(named: string): DoneByHand {
    const resource = this.#find(named);
    this.account.delete(resource.type, resource.id, this.#configuration(resource), resource.state);
    return doneTo(resource);
  }

  #changed(resource: KeptResource, path: string, value: WireValue): WireObject {
    const [root = ""] = stepsOf(path).map(String);
    const inputs = { [root]: resource.state[root], ...shownInputs(resource) };
    // The account keeps a secret as a digest: it is replaced whole.
    if (isDigest(resource.state[root])) return { ...inputs, [root]: asSecret(value) };
    return this.#at(resource, inputs, path, value);
  }

  #at(resource: KeptResource, inputs: WireObject, path: string, value: WireValue): WireObject {
    try {
      return withValueAt(inputs, stepsOf(path), value) as WireObject;
    } catch (error) {
      if (error instanceof NoSuchPlace) throw new NotByHand(`${path} of ${nameIn(resource)}: ${error.message}.`, path);
      throw error;
    }
  }

  #update(resource: KeptResource, before: WireObject, after: WireObject): void {
    const { type, urn, id, state } = resource;
    const configuration = this.#configuration(resource);
    const checked = (inputs: WireObject): readonly string[] =>
      this.account
        .check(type, nameIn(resource), before, inputs, "", configuration)
        .failures.map(({ property, reason }) => `${property}: ${reason}`);
    const known = checked(before);
    const failures = checked(after).filter((failure) => !known.includes(failure));
    if (failures.length > 0) throw new NotByHand(failures.join("\n"), nameIn(resource));
    this.account.update(type, urn, id, state, before, after, false, configuration);
    const { store } = this.account;
    const updated = store.get(type, id, regionOf(resource));
    // A person in the console chooses to apply a change immediately.
    const changed = updated && settled(updated);
    const untouched = Object.keys(before).filter((key) => isDigest(state[key]) && before[key] === after[key]);
    if (changed) store.put({ ...changed, state: { ...changed.state, ...only(state, untouched) } });
  }

  #create(type: string, name: string, properties: WireObject, region: string): DoneByHand {
    const description = this.types[type];
    if (!description) {
      throw new NotByHand(`${type} is no resource type that the account models.`, type, Object.keys(this.types));
    }
    const configuration = { region, defaultTags: {} };
    const checked = this.account.check(type, name, {}, properties, "0".repeat(7), configuration);
    if (checked.failures.length > 0) {
      throw new NotByHand(checked.failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n"), name);
    }
    const urn = `urn:pulumi:${byHand}::${byHand}::${type}::${name}`;
    const { id } = this.account.create(type, urn, checked.inputs, false, configuration);
    return { type, id, name };
  }

  #configuration(resource: KeptResource): ProviderConfiguration {
    return { region: regionOf(resource) ?? this.region, defaultTags: {} };
  }

  /** The property that a path begins with. */
  #property(resource: KeptResource, path: string): string {
    const [root = ""] = stepsOf(path).map(String);
    const inputs = inputsOf(resource.type).keys();
    const known = [...new Set([...(resource.inputs ?? []), ...inputs])].sort();
    if (known.includes(root)) return root;
    throw new NotByHand(`${nameIn(resource)} (${resource.type}) has no property ${root}.`, root, known);
  }

  /** The resource with this URN, id, name in the program or physical name. */
  #find(named: string): KeptResource {
    const all = this.account.store.list();
    const found = [
      all.filter(({ urn, id }) => urn === named || id === named),
      all.filter((resource) => nameIn(resource) === named),
      all.filter((resource) => resource.state[this.types[resource.type]?.name?.property ?? ""] === named),
    ].find((list) => list.length > 0);
    const [resource, ...others] = (found ?? []).filter(({ type }) => /^(aws|mongodbatlas):/.test(type));
    if (resource === undefined) {
      throw new NotByHand(`The account holds no resource ${named}.`, named, [...new Set(all.map(nameIn))].sort());
    }
    if (others.length > 0) {
      const each = [resource, ...others].map(({ type, id }) => `${id} (${type})`).join("; ");
      throw new NotByHand(`${named} names ${others.length + 1} resources: name one by its id: ${each}.`, named);
    }
    return resource;
  }
}

function nameIn({ urn }: KeptResource): string {
  return urn.split("::").slice(3).join("::");
}

function doneTo(resource: KeptResource): DoneByHand {
  return { type: resource.type, id: resource.id, name: nameIn(resource) };
}

function vendorOf(type: string): string {
  return type.startsWith("mongodbatlas:") ? "Atlas" : "AWS";
}

/** What stands for a secret while a change is judged: AWS takes it wherever a program has a secret. */
const standIn = asSecret("stand-in-for-16-plus");

/** The inputs, with the stand-in for each secret: the account keeps no more of one than a digest. */
function shownInputs({ inputs = [], state }: KeptResource): WireObject {
  return Object.fromEntries(inputs.map((key) => [key, isDigest(state[key]) ? standIn : state[key]]));
}

function isDigest(value: WireValue): boolean {
  return isObject(value) && typeof value.secretDigest === "string";
}

/** The provider reads all tags of a resource, and tells the program's from its own default tags. */
function withTags(root: string, before: WireObject, after: WireObject): WireObject {
  const [old, all, tags] = [before.tags, before.tagsAll, after.tags].map((value) => (isObject(value) ? value : {}));
  if (root !== "tags") return after;
  const others = Object.fromEntries(Object.entries(all ?? {}).filter(([key]) => !(key in (old ?? {}))));
  return { ...after, tagsAll: { ...others, ...tags } };
}
