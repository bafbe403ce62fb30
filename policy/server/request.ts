import { Reader } from "protobufjs/minimal";
import type { CheckedResource } from "../rule";
import type { StackResource } from "../stack-view";
import { readProperties } from "./properties";

// The messages of proto/pulumi/analyzer.proto, decoded lazily: most rules read few types and few
// properties, and decoding every resource for every rule makes a pack slow.

const empty = new Uint8Array();

/** The fields of one message: each as the bytes or the number it arrived as, in the order of arrival. */
class Message {
  readonly #fields = new Map<number, (Uint8Array | number)[]>();

  constructor(bytes: Uint8Array) {
    const reader = Reader.create(bytes);
    while (reader.pos < reader.len) {
      const tag = reader.uint32();
      const number = tag >>> 3;
      const wireType = tag & 7;
      if (wireType === 2) this.#add(number, reader.bytes());
      else if (wireType === 0) this.#add(number, reader.uint32());
      else reader.skipType(wireType);
    }
  }

  /** The texts or messages of a repeated field. */
  all(number: number): readonly Uint8Array[] {
    return (this.#fields.get(number) ?? []).filter((value) => typeof value !== "number");
  }

  has(number: number): boolean {
    return this.#fields.has(number);
  }

  bytes(number: number): Uint8Array {
    return this.all(number).at(-1) ?? empty;
  }

  text(number: number): string {
    return textOf(this.bytes(number));
  }

  boolean(number: number): boolean {
    return this.#fields.get(number)?.at(-1) === 1;
  }

  #add(number: number, value: Uint8Array | number): void {
    const present = this.#fields.get(number);
    if (present) present.push(value);
    else this.#fields.set(number, [value]);
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** Caches the result of the first call of `make`. */
function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** A resource of an AnalyzeRequest or of an AnalyzeStackRequest, which number their common fields alike. */
class RequestedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly message: Message;
  /** The resource it belongs to, and what its properties were made from: known in a stack only. */
  parent?: StackResource;
  others: ReadonlyMap<string, StackResource> = new Map();
  readonly #properties: () => Record<string, unknown>;
  readonly #openProperties: () => Record<string, unknown>;
  readonly #provider: () => NonNullable<CheckedResource["provider"]>;
  readonly #options: () => CheckedResource["opts"];
  readonly #dependencies: () => StackResource["propertyDependencies"];

  constructor(bytes: Uint8Array) {
    const message = new Message(bytes);
    this.message = message;
    this.type = message.text(1);
    this.urn = message.text(3);
    this.name = message.text(4);
    this.#properties = once(() => readProperties(Reader.create(message.bytes(2))));
    this.#openProperties = once(() => readProperties(Reader.create(message.bytes(2)), "left out"));
    this.#options = once(() => optionsOf(new Message(message.bytes(5))));
    this.#provider = once(() => providerOf(new Message(message.bytes(6))));
    this.#dependencies = once(() => this.#propertyDependencies());
  }

  get props(): Record<string, unknown> {
    return this.#properties();
  }

  get openProps(): Record<string, unknown> {
    return this.#openProperties();
  }

  get opts(): CheckedResource["opts"] {
    return this.#options();
  }

  get provider(): CheckedResource["provider"] {
    return this.message.has(6) ? this.#provider() : undefined;
  }

  get propertyDependencies(): StackResource["propertyDependencies"] {
    return this.#dependencies();
  }

  #propertyDependencies(): StackResource["propertyDependencies"] {
    const entries = this.message.all(9).map((bytes) => {
      const entry = new Message(bytes);
      const urns = new Message(entry.bytes(2)).all(1).map(textOf);
      const resources = urns.flatMap((urn) => this.others.get(urn) ?? []);
      return [entry.text(1), resources] as const;
    });
    return Object.fromEntries(entries);
  }
}

function optionsOf(options: Message): CheckedResource["opts"] {
  return { protect: options.boolean(1), additionalSecretOutputs: options.all(5).map(textOf) };
}

function providerOf(provider: Message): NonNullable<CheckedResource["provider"]> {
  const properties = once(() => readProperties(Reader.create(provider.bytes(2))));
  return {
    type: provider.text(1),
    get props() {
      return properties();
    },
  };
}

/** The resource of an AnalyzeRequest. */
export function resourceOf(request: Uint8Array): CheckedResource {
  return new RequestedResource(request);
}

/** The resources of an AnalyzeStackRequest, each knowing its parent and what its properties were made from. */
export function resourcesOf(request: Uint8Array): readonly StackResource[] {
  const resources = new Message(request).all(1).map((bytes) => new RequestedResource(bytes));
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  for (const resource of resources) {
    resource.others = byUrn;
    resource.parent = byUrn.get(resource.message.text(7));
  }
  return resources;
}
