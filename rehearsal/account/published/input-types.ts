import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The type of an input as the SDK declares it: `text`, `number`, `boolean`, `any`, or the number of an object in
 * {@link InputTypes}, `#12`; behind it `[]` for each list and `{}` for each map of it, and at the end `!` where the input
 * must be given.
 */
export type WrittenType = string;

/** The types of all inputs of the modelled resource types. */
export interface InputTypes {
  /** The SDK's packages, each with its version. */
  readonly source: readonly string[];
  /** The number of a type's own object, by token. */
  readonly types: Readonly<Record<string, number>>;
  readonly objects: readonly Readonly<Record<string, WrittenType>>[];
}

/** The type of an input, taken apart. */
export type InputType = { readonly required: boolean } & (
  | { readonly kind: "text" | "number" | "boolean" | "any" }
  | { readonly kind: "list" | "map"; readonly element: InputType }
  | { readonly kind: "object"; readonly inputs: () => ReadonlyMap<string, InputType> }
);

/** The name of the data's file, in the folder of this one. */
export const inputTypesFile = "input-types.json";

let read: InputTypes | undefined;
const objects = new Map<number, ReadonlyMap<string, InputType>>();

/** The data as `npm run generate -- --published` wrote it. */
export function inputTypes(): InputTypes {
  read ??= JSON.parse(fs.readFileSync(path.join(__dirname, inputTypesFile), "utf8")) as InputTypes;
  return read;
}

/** The inputs of a resource type by name; none for a type that is not modelled. */
export function inputsOf(token: string): ReadonlyMap<string, InputType> {
  const number = inputTypes().types[token];
  return number === undefined ? new Map() : objectAt(number);
}

function objectAt(number: number): ReadonlyMap<string, InputType> {
  const known = objects.get(number);
  if (known) return known;
  const written = Object.entries(inputTypes().objects[number] ?? {});
  const inputs = new Map(written.map(([name, type]) => [name, typeOf(type)]));
  objects.set(number, inputs);
  return inputs;
}

function typeOf(written: WrittenType): InputType {
  const required = written.endsWith("!");
  const type = required ? written.slice(0, -1) : written;
  const [outer] = /(\[\]|\{\})$/.exec(type) ?? [];
  if (outer !== undefined) {
    return { kind: outer === "[]" ? "list" : "map", required, element: typeOf(type.slice(0, -outer.length)) };
  }
  return type.startsWith("#")
    ? { kind: "object", required, inputs: () => objectAt(Number(type.slice(1))) }
    : { kind: type as "text" | "number" | "boolean" | "any", required };
}
