import type { Plain } from "./plain";
import { firstAccepted, known } from "./unknown-value";
import type { WaiverState } from "./waiver";

/** The explicit provider of a resource, with its configuration. */
export interface ResourceProvider {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** One resource as a stack rule sees it: inputs and outputs together; in a preview, those outputs that are known. */
export interface StackResource<State = object> {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly props: Plain<State>;
  /** The same without Pulumi secrets; absent if they cannot be distinguished. */
  readonly openProps?: Plain<State>;
  readonly parent?: StackResource;
  readonly provider?: ResourceProvider;
  /** In a preview, the program's inputs; absent if the engine sends inputs and outputs together. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** Which resources the value of each property was made from; known even while the value is not. */
  readonly propertyDependencies: Readonly<Record<string, readonly StackResource[]>>;
}

/**
 * A property that a program may leave to the service; undefined if it does. Throws
 * `UnknownValueError` if the program sets it, and it is not known yet.
 */
export function givenValue<State, Property extends keyof Plain<State>>(
  { props, given }: StackResource<State>,
  property: Property,
): Plain<State>[Property] | undefined {
  return given !== undefined && !(property in given) && known(() => props[property]) === undefined
    ? undefined
    : props[property];
}

/** The properties of a resource without those that a preview shows to be left to the service. */
export function givenProperties(resource: StackResource): Readonly<Record<string, unknown>> {
  const given = resource as StackResource<Record<string, unknown>>;
  const properties = {};
  for (const property of Object.keys(given.props)) {
    Object.defineProperty(properties, property, { enumerable: true, get: () => givenValue(given, property) });
  }
  return properties;
}

/** The target of a reference property. */
export interface Reference {
  /** The property that holds the reference. */
  readonly property: string;
  /** The types it may refer to, in every spelling. */
  readonly to: readonly string[];
  /** The properties of the target one of which equals the reference. */
  readonly by: readonly string[];
}

/** All resources of a stack and their references. */
export class StackView {
  #byType: ReadonlyMap<string, readonly Placed[]> | undefined;

  constructor(
    readonly resources: readonly StackResource[],
    private readonly waiverStates: () => readonly WaiverState[] = () => [],
  ) {}

  /** The state of the stage's waivers, after all other rules. */
  get waivers(): readonly WaiverState[] {
    return this.waiverStates();
  }

  /** The resources of these types, in the order of the stack. */
  of<State = Record<string, unknown>>(types: readonly string[]): readonly StackResource<State>[] {
    this.#byType ??= placedByType(this.resources);
    const placed = [...new Set(types)].flatMap((type) => this.#byType?.get(type) ?? []);
    return (types.length > 1 ? placed.sort((one, other) => one.place - other.place) : placed).map(
      ({ resource }) => resource,
    );
  }

  /**
   * The resource that a property of `from` refers to; undefined if it is not in this stack. Throws
   * `UnknownValueError` if that is not known yet.
   */
  referenced<State = Record<string, unknown>>(
    from: StackResource,
    reference: Reference,
  ): StackResource<State> | undefined {
    const made = sourcesOf(from, reference);
    const [only] = made.length === 1 ? made : [];
    if (only !== undefined && !this.namesAnother(from, only, reference)) return only;
    const value = (from.props as Record<string, unknown>)[reference.property];
    if (value === undefined) return undefined;
    return this.holding<State>(reference, value);
  }

  /** Whether a property contains the ARN of a resource other than its origin. */
  private namesAnother(from: StackResource, made: StackResource, { property, by }: Reference): boolean {
    const [value, arn] = [
      known(() => (from.props as Record<string, unknown>)[property]),
      known(() => (made.props as { readonly arn?: unknown }).arn),
    ];
    const areArns = [value, arn].every((text) => typeof text === "string" && text.startsWith("arn:"));
    return by.includes("arn") && areArns && value !== arn;
  }

  /** The resource of the given types that has `value` in one of the properties. */
  private holding<State>({ to, by }: Reference, value: unknown): StackResource<State> | undefined {
    const places = this.of(to).flatMap((candidate) => by.map((property) => ({ candidate, property })));
    return firstAccepted(places, ({ candidate, property }) => candidate.props[property] === value)
      ?.candidate as unknown as StackResource<State> | undefined;
  }

  /** The resources of the given types that point at `target` through one of the references. */
  pointingAt<State = Record<string, unknown>>(
    target: StackResource,
    types: readonly string[],
    reference: Omit<Reference, "to">,
  ): readonly StackResource<State>[] {
    return this.of<State>(types).filter(
      (resource) => this.referenced(resource, { ...reference, to: [target.type] })?.urn === target.urn,
    );
  }
}

/** The resources of the given types from which a reference was made, also through one that only passes it on. */
function sourcesOf({ propertyDependencies }: StackResource, { property, to, by }: Reference): readonly StackResource[] {
  const made = propertyDependencies[property] ?? [];
  const direct = made.filter(({ type }) => to.includes(type));
  if (direct.length > 0) return direct;
  const passedOn = made.flatMap((one) => by.flatMap((name) => one.propertyDependencies[name] ?? []));
  return [...new Set(passedOn)].filter(({ type }) => to.includes(type));
}

/** A resource and its place in the order of the stack. */
interface Placed {
  readonly resource: StackResource;
  readonly place: number;
}

function placedByType(resources: readonly StackResource[]): ReadonlyMap<string, readonly Placed[]> {
  const byType = new Map<string, Placed[]>();
  resources.forEach((resource, place) => {
    const same = byType.get(resource.type);
    if (same === undefined) byType.set(resource.type, [{ resource, place }]);
    else same.push({ resource, place });
  });
  return byType;
}
