import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { computedOutputs, type Properties } from "./computed-outputs";
import { RunningServices } from "./running-services";

/**
 * The harness of the component tests: it builds whatever a callback creates, without an engine, and hands back what
 * was registered, input by input.
 *
 *     import { register, registerBoth, isSecret, unknownValue } from "./mocks";
 *     import { Postgres } from "../../components/data/postgres";
 *
 *     const account = await register(() => new Postgres("database", args));           // an update: every value known
 *     account.only("aws:rds/instance:Instance").inputs                               // exactly one of that type
 *     account.ofType("aws:ec2/subnet:Subnet").map((subnet) => subnet.inputs["cidrBlock"])
 *     account.named("database-parameters").options.protect                           // by logical name
 *     expect(isSecret(account.only("aws:rds/instance:Instance").inputs["password"])).toBe(true);
 *     expect(account.only("…").inputs["password"]).toEqual({ secret: "…" });          // the value inside
 *     await account.value(account.result.endpoint)                                   // an Output of the component
 *
 *     const { preview, update } = await registerBoth(() => new Postgres("database", args));
 *     expect(preview.names()).toEqual(update.names());                               // the same set in both
 *
 * In a preview the computed outputs (id, arn, endpoint, …) are unknown, and inputs made from them read `unknownValue`.
 * An engine is not needed and none is looked for; components may be imported at the top of a test as usual, because
 * none of them creates a resource while it is being imported. Build inside the callback only: each call of `register`
 * starts from an empty account. Secrets inside a list or object make the whole top-level input secret, as on the wire.
 *
 * A type whose computed outputs a test needs and which `computed-outputs.ts` does not list can be given in `computed`;
 * an invoke that is not given in `calls` throws, so that a new look-up of data is noticed.
 */
export async function register<T>(build: () => T | Promise<T>, options: RegisterOptions = {}): Promise<Registered<T>> {
  const preview = options.preview ?? false;
  const resources: RegisteredResource[] = [];
  const unanswered: string[] = [];
  const { stackTraceLimit } = Error;
  // The SDK takes a stack trace for each promise, and jest maps each back to TypeScript: four fifths of a test's time.
  Error.stackTraceLimit = 0;
  // It sets no limit to those of its resources, which are for the engine.
  Object.assign(pulumi.Resource, { callsites: () => [] });
  await pulumi.runtime.setMocks(mocks(options, unanswered), "care-platform", options.stack ?? "staging", preview);
  observe(pulumi.runtime.getMonitor() as unknown as MockMonitor, resources);
  try {
    const result = await build();
    await pulumi.runtime.disconnect();
    return new Registered(result, resources);
  } catch (error) {
    // The SDK drops the message of an error thrown inside an invoke.
    throw unanswered.length === 0
      ? error
      : new Error(`Invoked without an answer in \`calls\`: ${unanswered.join(", ")}`);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Builds the same twice, in a preview and in an update, for comparing the two. */
export async function registerBoth<T>(
  build: () => T | Promise<T>,
  options: Omit<RegisterOptions, "preview"> = {},
): Promise<{ preview: Registered<T>; update: Registered<T> }> {
  const preview = await register(build, { ...options, preview: true });
  const update = await register(build, { ...options, preview: false });
  return { preview, update };
}

export type { Properties } from "./computed-outputs";

export interface RegisterOptions {
  /** Whether computed outputs are unknown, as they are before anything was deployed. @default false */
  preview?: boolean;
  /** The Pulumi stack's name. @default "staging" */
  stack?: string;
  /** Computed outputs by type, beside or instead of those of `computed-outputs.ts`. */
  computed?: Readonly<Record<string, (inputs: Properties, name: string) => Properties>>;
  /** The answer of each invoke the callback may use, by token. @default none: every invoke throws */
  calls?: Readonly<Record<string, (inputs: Properties) => Properties>>;
}

/** What stands for an input that is unknown in a preview. */
export const unknownValue = "<unknown>";

/** A secret input; its value can be looked at, and compared with `{ secret: value }`. */
export class SecretInput {
  constructor(readonly secret: unknown) {}
}

/** Whether an input reached the engine as a secret. */
export function isSecret(input: unknown): input is SecretInput {
  return input instanceof SecretInput;
}

/** The resource options that reached the engine. */
export interface RegisteredOptions {
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** The URNs of everything the resource waits for, inputs and `dependsOn` together. */
  readonly dependencies: readonly string[];
  /** The URNs of the parents under which the engine also looks for the resource in the state. */
  readonly formerParents: readonly string[];
  /** The URN of the resource this one is deleted with; empty when none. */
  readonly deletedWith: string;
  /** How long the engine waits for its creation, such as "35m"; empty for the provider's own time. */
  readonly createTimeout: string;
}

export interface RegisteredResource {
  /** The type token. */
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly urn: string;
  /** Absent for a resource without a parent. */
  readonly parentUrn?: string;
  readonly parentType?: string;
  /** Whether it is a component, which has children instead of a cloud resource of its own. */
  readonly component: boolean;
  readonly inputs: Properties;
  readonly options: RegisteredOptions;
  /** What a component passed to `registerOutputs`; absent for other resources. */
  outputs?: Properties;
}

/** Everything one callback registered, in the order of registration. */
export class Registered<T> {
  constructor(
    readonly result: T,
    readonly resources: readonly RegisteredResource[],
  ) {}

  ofType(type: string): RegisteredResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The one resource of a type; throws when there are none or several. */
  only(type: string): RegisteredResource {
    return one(this.ofType(type), `of type ${type}`, this.resources);
  }

  /** The one resource with a logical name, and of `type` where two share the name. */
  named(name: string, type?: string): RegisteredResource {
    const found = this.resources.filter((item) => item.name === name && (type === undefined || item.type === type));
    return one(found, `named ${name}`, this.resources);
  }

  /** `type::name` of everything, sorted: what a preview and an update must have in common. */
  names(): string[] {
    return this.resources.map(({ type, name }) => `${type}::${name}`).sort();
  }

  /** How many resources there are of each type. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { type } of this.resources) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  }

  /** The value of an Output, secrets opened. */
  value<V>(input: pulumi.Input<V>): Promise<V> {
    return new Promise((resolve) => {
      pulumi.output(input).apply((value) => {
        resolve(value as V);
      });
    });
  }

  /** Whether an Output is secret. */
  isSecretOutput(output: pulumi.Output<unknown>): Promise<boolean> {
    return pulumi.isSecret(output);
  }
}

function one(found: RegisteredResource[], what: string, all: readonly RegisteredResource[]): RegisteredResource {
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  const there = all.map(({ type, name }) => `  ${type} ${name}`).join("\n");
  throw new Error(`Expected one resource ${what}, found ${found.length}. Registered:\n${there}`);
}

const envelopeKey = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** The wire form of a secret value, for `computed` outputs that are secret whatever the inputs. */
export function secretEnvelope(value: unknown): Properties {
  return { [envelopeKey]: secretMark, value };
}

/** Opens envelopes and names unknowns, so that inputs can be compared with plain values. */
function readable(value: unknown): unknown {
  if (pulumi.isUnknown(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null || pulumi.asset.Asset.isInstance(value)) return value;
  const properties = value as Properties;
  if (properties[envelopeKey] === secretMark) return new SecretInput(readable(properties.value));
  return Object.fromEntries(Object.entries(properties).map(([key, item]) => [key, readable(item)]));
}

function mocks(options: RegisterOptions, unanswered: string[]): pulumi.runtime.Mocks {
  const services = new RunningServices();
  return {
    newResource: ({ type, name, inputs, custom, id }) => {
      const given = inputs as Properties;
      if (custom === false) return { id: undefined, state: given };
      const computed = {
        ...computedOutputs(type, given, name),
        ...options.computed?.[type]?.(given, name),
      };
      if (options.preview === true) return { id: undefined, state: given };
      services.register(type, { ...computed, ...given });
      const ownId = typeof computed.id === "string" ? computed.id : `${name}-id`;
      return { id: id === undefined || id === "" ? ownId : id, state: { ...computed, ...given } };
    },
    call: ({ token, inputs }) => {
      const answer = options.calls?.[token] ?? services.calls[token];
      if (answer === undefined) {
        unanswered.push(token);
        throw new Error(token);
      }
      return answer(inputs as Properties);
    },
  };
}

/** The part of the wire message that is looked at; the SDK types it as any. */
interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): unknown;
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getDependenciesList(): string[];
  getAliasesList(): { getSpec(): { getParenturn(): string } | undefined }[];
  getDeletedwith(): string;
  getCustomtimeouts(): { getCreate(): string } | undefined;
}

/** Notes every registration with its options, which mocks alone are not told. */
function observe(monitor: MockMonitor, resources: RegisteredResource[]): void {
  const registerResource = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: RegisterRequest, callback: (error: unknown, response: unknown) => void) =>
    registerResource(request, (error: unknown, response: { getUrn(): string } | undefined) => {
      if (response !== undefined) resources.push(registration(request, response.getUrn()));
      callback(error, response);
    });
  const registerResourceOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (
    request: { getUrn(): string; getOutputs(): unknown },
    callback: (error: unknown, response: unknown) => void,
  ) => {
    const resource = resources.find(({ urn }) => urn === request.getUrn());
    if (resource !== undefined) resource.outputs = properties(request.getOutputs());
    registerResourceOutputs(request, callback);
  };
}

function registration(request: RegisterRequest, urn: string): RegisteredResource {
  const parent = request.getParent();
  return {
    type: request.getType(),
    name: request.getName(),
    urn,
    ...(parent !== "" && { parentUrn: parent, parentType: parent.split("::")[2]?.split("$").pop() }),
    component: !request.getCustom(),
    inputs: properties(request.getObject()),
    options: {
      protect: request.getProtect(),
      retainOnDelete: request.getRetainondelete(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      dependencies: request.getDependenciesList(),
      formerParents: request.getAliasesList().map((alias) => alias.getSpec()?.getParenturn() ?? ""),
      deletedWith: request.getDeletedwith(),
      createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
    },
  };
}

function properties(struct: unknown): Properties {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-argument -- the SDK types this parameter as any
  return readable(pulumi.runtime.deserializeProperties(struct as any)) as Properties;
}
