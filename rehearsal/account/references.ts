import type {
  AnyResourceType,
  KeptResource,
  Reference,
  Refusal,
  ResourceTypes,
  WireObject,
  WireValue,
} from "./resource-type";
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
        if (this.#target(reference, value)) continue;
        const target = this.types[listed(reference.to)[0] ?? ""]?.title ?? "resource";
        return {
          code: reference.missing,
          message: `The ${target} "${value}" in ${path} does not exist.`,
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
        .filter((part) => valuesAt(part.state, whole.property).some((value) => names.includes(value)));
    });
  }

  #target(reference: Reference<object>, value: string): boolean {
    return listed(reference.to).some((type) =>
      this.store
        .listAll(type)
        .some((candidate) => listed(reference.by).some((property) => propertyOf(candidate, property) === value)),
    );
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
