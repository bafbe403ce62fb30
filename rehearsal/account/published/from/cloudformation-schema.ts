import * as fs from "node:fs";
import * as path from "node:path";
import { formatPatterns } from "./cfn-lint-formats";
import { javaScriptPattern } from "./java-pattern";
import { constraintOf } from "./shape";
import type { Shape, Unusable } from "./shape";

/** A JSON schema as cfn-lint writes it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly readOnlyProperties?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

const data = (folder: string) => path.join(folder, "cfnlint", "data", "schemas");

/** The CloudFormation types of one Region, each with the file of its schema, from an unpacked `cfn-lint`. */
export function schemasOf(folder: string, region: string): Readonly<Record<string, string>> {
  const file = path.join(data(folder), "providers", `${region}.json`);
  return JSON.parse(fs.readFileSync(file, "utf8")) as Readonly<Record<string, string>>;
}

/** The properties of a CloudFormation type as a shape. `file` is the type's entry in {@link schemasOf}. */
export function cloudFormationShape(folder: string, type: string, file: string, unusable: Unusable): Shape {
  const place = path.join(data(folder), "resources", `${file}.json`);
  const schema = JSON.parse(fs.readFileSync(place, "utf8")) as Schema;
  const readOnly = new Set((schema.readOnlyProperties ?? []).map((pointer) => pointer.replace("/properties/", "")));
  const own = Object.entries(schema.properties ?? {}).filter(([name]) => !readOnly.has(name));
  const formats = formatPatterns(folder);
  return shapeOf(type, { ...schema, properties: Object.fromEntries(own) }, { schema, unusable, formats });
}

interface Surroundings {
  readonly schema: Schema;
  readonly unusable: Unusable;
  /** The patterns of cfn-lint's formats. */
  readonly formats: ReadonlyMap<string, string>;
}

function shapeOf(place: string, given: Schema, surroundings: Surroundings): Shape {
  // What a definition describes is the same wherever it stands, and may hold itself.
  const name =
    given.$ref === undefined ? place : `${place.split("/")[0] ?? ""}${given.$ref.replace("#/definitions", "")}`;
  const schema = resolved(given, surroundings.schema);
  const kind = kindOf(schema);
  const { items, properties = {}, patternProperties } = schema;
  const [value] = Object.values(patternProperties ?? {});
  return {
    name,
    kind,
    constraint: constraint(name, kind, schema, surroundings),
    members: Object.keys(properties),
    member: (member) => {
      const inner = properties[member];
      return inner && shapeOf(`${name}/${member}`, inner, surroundings);
    },
    ...(kind === "list" && { element: () => items && shapeOf(`${name}/*`, items, surroundings) }),
    ...(kind === "map" && { element: () => value && shapeOf(`${name}/*`, value, surroundings) }),
  };
}

/** The schema that a reference leads to, with what stands beside the reference. */
function resolved(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace("#/definitions/", "");
  const definition = name === undefined ? undefined : root.definitions?.[name];
  return definition ? { ...resolved(definition, root), ...schema } : schema;
}

const kinds: Readonly<Record<string, Shape["kind"]>> = {
  string: "text",
  integer: "number",
  number: "number",
  boolean: "boolean",
  array: "list",
};

function kindOf({ type, properties, patternProperties }: Schema): Shape["kind"] {
  if (type === "object") return properties ? "object" : patternProperties ? "map" : "other";
  return typeof type === "string" ? (kinds[type] ?? "other") : "other";
}

function constraint(name: string, kind: Shape["kind"], schema: Schema, { unusable, formats }: Surroundings) {
  if (kind === "list") return constraintOf(kind, { min: schema.minItems, max: schema.maxItems });
  if (kind === "number") {
    const values = schema.enum?.map(String);
    return constraintOf(kind, { min: schema.minimum, max: schema.maximum, values });
  }
  if (kind !== "text") return undefined;
  const written = schema.pattern === undefined ? undefined : javaScriptPattern(schema.pattern, { whole: false });
  if (schema.pattern !== undefined && written === undefined) unusable.set(name, schema.pattern);
  const values = schema.enum?.filter((value): value is string => typeof value === "string");
  const pattern = written ?? formatOf(schema, formats);
  return constraintOf(kind, { min: schema.minLength, max: schema.maxLength, pattern, values });
}

/** The pattern of the value's format, or of any of its formats where all of them are known. */
function formatOf({ format, anyOf, oneOf }: Schema, formats: ReadonlyMap<string, string>): string | undefined {
  if (format !== undefined) return formats.get(format);
  const branches = (anyOf ?? oneOf ?? []).map((branch) => branch.format);
  const patterns = branches.map((branch) => formats.get(branch ?? ""));
  return patterns.length === 0 || patterns.includes(undefined)
    ? undefined
    : patterns.map((pattern) => `(?:${pattern ?? ""})`).join("|");
}
