import type {
  AnyResourceType,
  KeptResource,
  Reference,
  Refusal,
  ResourceTypes,
  WireObject,
  WireValue,
} from "./resource-type";
import { isRegional, isSeenEverywhere, isSeenFrom, regionOf } from "./regions";
import type { Store } from "./store";
import { valuesAt } from "./wire";

interface Referrer {
  readonly type: string;
  readonly title: string;
  readonly reference: Reference<object>;
}

/** Which resources point at which, by the descriptions of their types. */
export class References {
  /** By target type: the references that block its deletion. */
  readonly #blocking = new Map<string, Referrer[]>();

  constructor(
    private readonly types: ResourceTypes,
    private readonly store: Store,
  ) {
    for (const [type, description] of Object.entries(types)) {
      for (const reference of referencesOf(description).filter((each) => each.inUse !== undefined)) {
        for (const target of listed(reference.to)) {
          const referrers = this.#blocking.get(target) ?? [];
          this.#blocking.set(target, [...referrers, { type, title: description.title, reference }]);
        }
      }
    }
  }

  /** The refusal for the first reference in `inputs` that points at nothing. */
  missing(type: string, inputs: WireObject): Refusal | undefined {
    const description = this.types[type];
    for (const reference of description ? referencesOf(description) : []) {
      const path: string = reference.property;
      for (const value of valuesAt(inputs, path)) {
        if (typeof value !== "string" || value === "" || reference.except?.test(value)) continue;
        const found = this.#targets(reference, value);
        if (found.some((target) => this.#reaches(type, reference, inputs, target))) continue;
        const title = this.types[listed(reference.to)[0] ?? ""]?.title ?? "resource";
        const elsewhere =
          found[0] && ` in ${regionOf({ state: inputs }) ?? ""}; it stands in ${regionOf(found[0]) ?? ""}`;
        return {
          code: reference.missing,
          message: `The ${title} "${value}" in ${path} does not exist${elsewhere ?? ""}.`,
        };
      }
    }
    return undefined;
  }

  /** The refusal when something in the account still points at the resource. */
  inUse(resource: KeptResource): Refusal | undefined {
    for (const { type, title, reference } of this.#blocking.get(resource.type) ?? []) {
      const names = listed(reference.by).map((property) => propertyOf(resource, property));
      const user = this.store
        .list(type)
        .filter((other) => this.#reaches(type, reference, other.state, resource))
        .find((other) => valuesAt(other.state, reference.property).some((value) => names.includes(value)));
      if (user && reference.inUse !== undefined) {
        return { code: reference.inUse, message: `${resource.id} is in use by ${title} ${user.id}.` };
      }
    }
    return undefined;
  }

  /** The resources that AWS deletes together with this one, because they are parts of it. */
  partsOf(resource: KeptResource): readonly KeptResource[] {
    return Object.entries(this.types).flatMap(([type, description]) => {
      const whole = description.partOf as Pick<Reference<object>, "property" | "to" | "by"> | undefined;
      if (!whole || !listed(whole.to).includes(resource.type)) return [];
      const names = listed(whole.by).map((property) => propertyOf(resource, property));
      return this.store
        .list(type)
        .filter((part) => isSeenFrom(regionOf(part), resource))
        .filter((part) => valuesAt(part.state, whole.property).some((value) => names.includes(value)));
    });
  }

  /** What the value names, in whatever region it stands. */
  #targets(reference: Reference<object>, value: string): readonly KeptResource[] {
    return listed(reference.to).flatMap((type) =>
      this.store
        .listAll(type)
        .filter((candidate) => listed(reference.by).some((property) => propertyOf(candidate, property) === value)),
    );
  }

  /** Whether a resource of `type` can point at the target from where it stands: from its own region, as a rule. */
  #reaches(type: string, reference: Reference<object>, own: WireObject, target: KeptResource): boolean {
    if (reference.anyRegion === true || !isRegional(type, this.types[type])) return true;
    return isSeenEverywhere(target.type, this.types[target.type]) || isSeenFrom(regionOf({ state: own }), target);
  }
}

function referencesOf(description: AnyResourceType): readonly Reference<object>[] {
  return (description.references ?? []) as readonly Reference<object>[];
}

function propertyOf(resource: KeptResource, property: string): WireValue {
  return property === "id" ? resource.id : resource.state[property];
}

function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
