import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync } from "node:zlib";
import { javaScriptPattern } from "./java-pattern";
import { constraintOf } from "./shape";
import type { Shape, Unusable } from "./shape";

/** A shape as botocore writes it in `service-2.json`. */
interface ModelShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly payload?: string;
  /** Set for a structure of which nothing is said. */
  readonly document?: boolean;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

interface ModelFile {
  readonly metadata: { readonly protocol: string; readonly protocols?: readonly string[] };
  readonly operations: Readonly<
    Record<
      string,
      { readonly input?: { readonly shape: string }; readonly errors?: readonly { readonly shape: string }[] }
    >
  >;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

/** How a service calls a value that breaks its model, the most particular word first. */
const codes = [
  /^ValidationException$/,
  /^ValidationError$/,
  /^InvalidParameterValue/,
  /^InvalidParameter/,
  /^InvalidArgument/,
  /^WAFInvalidParameter/,
  /^InvalidInput/,
  /^InvalidRequest/,
  /^BadRequest/,
];

/** The code of services whose operations list no such error, by protocol. Source: each service's "Common Errors". */
const codeOfProtocol: Readonly<Record<string, string>> = {
  query: "ValidationError",
  ec2: "InvalidParameterValue",
  json: "ValidationException",
  "rest-json": "ValidationException",
  "rest-xml": "InvalidArgument",
};

/** The newest model of one service, from an unpacked `botocore`. */
export class BotocoreService {
  readonly #model: ModelFile;

  constructor(
    folder: string,
    readonly name: string,
    private readonly unusable: Unusable,
  ) {
    const versions = path.join(folder, "botocore", "data", name);
    const newest = fs.readdirSync(versions).sort().at(-1) ?? "";
    const packed = fs.readFileSync(path.join(versions, newest, "service-2.json.gz"));
    this.#model = JSON.parse(gunzipSync(packed).toString()) as ModelFile;
  }

  get operations(): readonly string[] {
    return Object.keys(this.#model.operations);
  }

  /** The request of an operation; undefined for an operation the service does not have. */
  request(operation: string): Shape | undefined {
    const input = this.#model.operations[operation]?.input;
    return input && this.#shape(input.shape);
  }

  /** The member that is the body of the request, where there is one. */
  payload(operation: string): string | undefined {
    const input = this.#model.operations[operation]?.input;
    return input && this.#model.shapes[input.shape]?.payload;
  }

  /** The code of the error that refuses a value of this operation. */
  code(operation: string): string {
    const errors = (this.#model.operations[operation]?.errors ?? []).map(({ shape }) => shape);
    const listed = codes.flatMap((code) => errors.filter((error) => code.test(error)));
    const { protocol, protocols = [] } = this.#model.metadata;
    // A service keeps the codes of the protocol it began with.
    const oldest = protocols.find((each) => each === "query") ?? protocol;
    return (listed[0] ?? codeOfProtocol[oldest] ?? "ValidationException").replace(/Fault$/, "");
  }

  #shape(name: string): Shape | undefined {
    const shape = this.#model.shapes[name];
    if (!shape) return undefined;
    const of = (reference: { readonly shape: string } | undefined) => reference && this.#shape(reference.shape);
    const { members = {} } = shape;
    return {
      name: `${this.name}#${name}`,
      kind: shape.document === true ? "other" : kindOf(shape.type),
      constraint: this.#constraint(name, shape),
      members: Object.keys(members),
      member: (member) => of(members[member]),
      ...(shape.type === "list" && { element: () => of(shape.member) }),
      ...(shape.type === "map" && { element: () => of(shape.value), key: () => of(shape.key) }),
    };
  }

  #constraint(name: string, { type, min, max, pattern, enum: values }: ModelShape) {
    const kind = kindOf(type);
    if (kind !== "text" && kind !== "number" && kind !== "list" && kind !== "map") return undefined;
    const written = pattern === undefined ? undefined : javaScriptPattern(pattern, { whole: true });
    if (pattern !== undefined && written === undefined) this.unusable.set(`${this.name}#${name}`, pattern);
    // A number beyond 32 bits cannot be sent as an integer. Source: Smithy specification, "Simple types", integer.
    const greatest = type === "integer" && max === undefined ? 2 ** 31 - 1 : max;
    return constraintOf(kind, { min, max: greatest, pattern: written, values });
  }
}

function kindOf(type: string): Shape["kind"] {
  switch (type) {
    case "string":
    case "character":
      return "text";
    case "integer":
    case "long":
    case "float":
    case "double":
      return "number";
    case "structure":
      return "object";
    case "boolean":
    case "list":
    case "map":
      return type;
    default:
      return "other";
  }
}
