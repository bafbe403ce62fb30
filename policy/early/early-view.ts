import { isObject } from "../selectors/json-text";
import type { CheckedResource } from "../rule";
import type { StackResource } from "../stack-view";
import { isUnknown, isUnknownValueError, unknownCheckingProxy } from "../unknown-value";
import { completedBy, holdsUnknown, rawValue } from "./raw-value";
import { documentsType, predictedFrom, resolved } from "./stated-value";

type Properties = Readonly<Record<string, unknown>>;

/**
 * The resources of a preview with the known parts of values that AWS has not assigned yet: the program's inputs, and
 * the documents and stack outputs that it states (policy/README.md, "Values that a preview does not know").
 */
export class EarlyView {
  readonly resources: readonly StackResource[];
  readonly #byUrn = new Map<string, StackResource>();
  #predicted: readonly StackResource[] | undefined;
  readonly #documents = new Map<string, Record<string, unknown>>();
  #stackOutputs: unknown;

  constructor(
    given: readonly StackResource[],
    private readonly inputsOf: (urn: string) => CheckedResource | undefined,
  ) {
    for (const { type, props } of given) if (type === documentsType) this.#take(rawValue(props));
    this.resources = given.map((resource) => this.#completed(resource));
    for (const resource of this.resources) this.#byUrn.set(resource.urn, resource);
  }

  /** The same, with a value of the right form also for each input that was made from other resources. */
  get predicted(): readonly StackResource[] {
    return (this.#predicted ??= this.resources.map(withFormsIn));
  }

  /** The inputs of a resource, with the documents that the program states of them. */
  statedInputs(resource: CheckedResource): CheckedResource {
    return this.#withInputs(resource, (raw) => completedBy(raw, this.#statedOf(resource.urn, false)) as Properties);
  }

  /** The same, with a value of the right form for each that was made from resources of the stack. */
  predictedInputs(resource: CheckedResource): CheckedResource {
    const dependencies = this.#byUrn.get(resource.urn)?.propertyDependencies ?? {};
    return this.#withInputs(this.statedInputs(resource), (raw) => withForms(raw, dependencies));
  }

  #take(outputs: unknown): void {
    if (!isObject(outputs)) return;
    for (const entry of [outputs.documents].flat()) {
      if (!isObject(entry) || typeof entry.urn !== "string" || typeof entry.property !== "string") continue;
      this.#documents.set(entry.urn, { ...this.#documents.get(entry.urn), [entry.property]: entry.document });
    }
    this.#stackOutputs = outputs.stackOutputs;
  }

  #completed(resource: StackResource): StackResource {
    const find = (made: StackResource) => this.#byUrn.get(made.urn) ?? made;
    const inputs = once(() => {
      const given = this.inputsOf(resource.urn);
      return given === undefined ? {} : (rawValue(given.props) as Properties);
    });
    const isStack = resource.type === "pulumi:pulumi:Stack";
    const complete = (props: Properties): Properties => {
      const raw = rawValue(props) as Properties;
      if (!holdsUnknown(raw)) return props;
      const stated = this.#statedOf(resource.urn, isStack);
      return unknownCheckingProxy(completedBy(completedBy(raw, stated), inputs()) as Properties);
    };
    const props = once(() => complete(resource.props as Properties));
    const open = once(() => resource.openProps && complete(resource.openProps as Properties));
    const dependencies = once(() =>
      Object.fromEntries(Object.entries(resource.propertyDependencies).map(([key, made]) => [key, made.map(find)])),
    );
    return {
      type: resource.type,
      name: resource.name,
      urn: resource.urn,
      provider: resource.provider,
      get props() {
        return props();
      },
      get openProps() {
        return open();
      },
      get given() {
        return inputs();
      },
      get parent() {
        return resource.parent && find(resource.parent);
      },
      get propertyDependencies() {
        return dependencies();
      },
    };
  }

  /** The stated properties of a resource; parts of unknown form are omitted. */
  #statedOf(urn: string, isStack: boolean): Properties {
    const find = (made: string) => this.#byUrn.get(made);
    const stated = isStack ? this.#stackOutputs : this.#documents.get(urn);
    return isObject(stated) ? (partsOf(stated, { find, keepSecrets: isStack }) as Properties) : {};
  }

  #withInputs(resource: CheckedResource, change: (raw: Properties) => Properties): CheckedResource {
    const { type, name, urn, opts, provider } = resource;
    const props = unknownCheckingProxy(change(rawValue(resource.props) as Properties));
    return { type, name, urn, opts, provider, props };
  }
}

/** Each part of a stated value separately, so that one of unknown form does not affect the others. */
function partsOf(stated: Properties, resolution: Parameters<typeof resolved>[1]): unknown {
  return Object.fromEntries(
    Object.entries(stated).flatMap(([key, value]) => {
      const whole = tried(() => resolved(value, resolution));
      if (whole !== undefined) return [[key, whole]];
      return isObject(value) && !("care-platform:stated" in value) ? [[key, partsOf(value, resolution)]] : [];
    }),
  );
}

function withFormsIn(resource: StackResource): StackResource {
  const props = once(() => {
    const raw = rawValue(resource.props) as Properties;
    if (!holdsUnknown(raw)) return resource.props;
    const given = Object.keys(resource.given ?? {});
    const dependencies = Object.entries(resource.propertyDependencies).filter(([key]) => given.includes(key));
    return unknownCheckingProxy(withForms(raw, Object.fromEntries(dependencies)));
  });
  return Object.defineProperty(Object.create(resource) as StackResource, "props", { get: props });
}

function withForms(raw: Properties, dependencies: StackResource["propertyDependencies"]): Properties {
  return Object.fromEntries(
    Object.entries(raw).map(([property, value]) => [property, withForm(value, dependencies[property] ?? [], property)]),
  );
}

/** Properties that name another resource or an address of one; any other text may contain more. */
const reference = /(arn|id)s?$|kmskey$|vault(name|s)?$|destination(configs)?$|subnets$|groups$|actions$|^cidr/i;

/** Each unknown reference in a value replaced by one of the right form. */
function withForm(value: unknown, made: readonly StackResource[], name: string): unknown {
  if (Array.isArray(value)) return value.map((element: unknown) => withForm(element, made, name));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withForm(inner, made, key)]));
  if (!isUnknown(value) || !reference.test(name)) return value;
  const sources = sourcesOf(name, made).map((resource) => ({ resource }));
  return tried(() => predictedFrom(sources, { value, keepSecrets: false })) ?? value;
}

/** The resources behind a property that a reference in it may name: `roleArn` a role. */
function sourcesOf(name: string, made: readonly StackResource[]): readonly StackResource[] {
  if (new Set(made.map(({ type }) => type)).size <= 1) return made;
  return made.filter(({ type }) => name.toLowerCase().includes((type.split(":").pop() ?? type).toLowerCase()));
}

function tried<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknownValueError(error)) return undefined;
    throw error;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
