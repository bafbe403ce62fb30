import type {
  AnyResourceType,
  Creation,
  KeptResource,
  Reference,
  Refusal,
  ResourceTypes,
  WireObject,
  WireValue,
} from "./resource-type";
import { isRegional, isSeenEverywhere, isSeenFrom, regionOf } from "./regions";
import { networksRefusal } from "./networks";
import type { Store } from "./store";
import { trusts } from "./types/policy-language";
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

  /**
   * The refusal for the first reference of a creation that points at nothing, at what cannot be used, or into another
   * network than the others. What a resource refers to already, in `before`, may have become unusable since.
   */
  refusal(type: string, { inputs, account }: Creation<object>, before: WireObject = {}): Refusal | undefined {
    const given = inputs as WireObject;
    return (
      this.#missing(type, given) ??
      this.#unusable(type, given, before) ??
      networksRefusal(this.types, type, given, account, (reference, value) =>
        this.#targets(reference, value).filter((target) => this.#reaches(type, reference, given, target)),
      )
    );
  }

  #unusable(type: string, inputs: WireObject, before: WireObject): Refusal | undefined {
    const description = this.types[type];
    for (const reference of description ? referencesOf(description) : []) {
      const known = valuesAt(before, reference.property);
      for (const value of valuesAt(inputs, reference.property)) {
        if (typeof value !== "string" || value === "" || known.includes(value)) continue;
        const found = this.#targets(reference, value).filter((each) => this.#reaches(type, reference, inputs, each));
        const reasons = found.map((target) => unusableReason(this.types, reference, target));
        const [reason] = reasons;
        if (reason === undefined || reasons.includes(undefined)) continue;
        return {
          code: reference.unusable ?? reference.missing,
          message: `"${value}" in ${String(reference.property)} ${reason}.`,
        };
      }
    }
    return undefined;
  }

  #missing(type: string, inputs: WireObject): Refusal | undefined {
    const description = this.types[type];
    for (const reference of description ? referencesOf(description) : []) {
      const path: string = reference.property;
      for (const value of valuesAt(inputs, path)) {
        if (typeof value !== "string" || value === "" || reference.except?.test(value)) continue;
        const found = this.#targets(reference, value);
        if (found.some((target) => this.#reaches(type, reference, inputs, target))) continue;
        const title = this.types[listed(reference.to)[0] ?? ""]?.title ?? "resource";
        const elsewhere = found[0] && ` in ${regionOf({ state: inputs }) ?? ""}; it is in ${regionOf(found[0]) ?? ""}`;
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

/** Why a target that stands cannot be used, in words; undefined when it can, and when nothing is known against it. */
function unusableReason(
  types: ResourceTypes,
  { anyState = false, assumedBy }: Reference<object>,
  target: KeptResource,
): string | undefined {
  const reason = anyState ? undefined : types[target.type]?.unusable?.(target.state);
  if (reason !== undefined || assumedBy === undefined) return reason;
  const policy = target.state.assumeRolePolicy;
  return typeof policy !== "string" || trusts(policy, assumedBy)
    ? undefined
    : `cannot be assumed by ${assumedBy}: its trust policy does not allow sts:AssumeRole to that service`;
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
