import * as pulumi from "@pulumi/pulumi";
import { getAllResources } from "@pulumi/pulumi/output";

/** The composition of an output: in a preview it is unknown as a whole, but most of its parts are known. */
type Structure =
  | { readonly kind: "json"; readonly of: unknown }
  | { readonly kind: "text"; readonly parts: readonly unknown[] }
  | { readonly kind: "value"; readonly of: unknown };

/** By output, weakly referenced. */
const structures = new WeakMap<object, Structure>();

function remember<T>(output: pulumi.Output<T>, structure: Structure): pulumi.Output<T> {
  structures.set(output, structure);
  return output;
}

/** A value as JSON text, whose structure {@link stated} returns while a part of it is unknown. */
export function jsonText(value: unknown): pulumi.Output<string> {
  return remember(pulumi.jsonStringify(value), { kind: "json", of: value });
}

/** A template with outputs, whose parts {@link stated} returns while one of them is unknown. */
export function textOf(literals: TemplateStringsArray, ...values: pulumi.Input<string>[]): pulumi.Output<string> {
  const parts = literals.flatMap((literal, index) => [literal, ...values.slice(index, index + 1)]);
  return remember(pulumi.interpolate(literals, ...values), { kind: "text", parts });
}

/** An output that will have this value: a result of `apply` has no known parts while its inputs are unknown. */
export function statedAs<T>(output: pulumi.Output<T>, value: unknown): pulumi.Output<T> {
  return remember(output, { kind: "value", of: value });
}

/** A secret output of a value, with the value's stated parts. */
export function statedSecret(value: pulumi.Input<string>): pulumi.Output<string> {
  const secret = pulumi.secret(value);
  const structure = pulumi.Output.isInstance(value) ? structures.get(value) : undefined;
  return structure === undefined ? secret : remember(secret, structure);
}

/** By resource, if the resource's class wraps its inputs. */
const properties = new WeakMap<pulumi.Resource, Readonly<Record<string, unknown>>>();

/** Records the input of a property if the class of the resource wraps it, as for secrets. */
export function stateProperty(resource: pulumi.Resource, property: string, value: unknown): void {
  properties.set(resource, { ...properties.get(resource), [property]: value });
}

/** The properties of a resource with stated parts. */
export function statedProperties(resource: pulumi.Resource, props: object): readonly (readonly [string, unknown])[] {
  const given = Object.entries({ ...props, ...properties.get(resource) });
  return given.filter(([, value]) => hasStructure(value));
}

/** The first part of a text of {@link textOf}; any other value unchanged. */
export function beginningOf(value: pulumi.Input<string>): unknown {
  const structure = pulumi.Output.isInstance(value) ? structures.get(value) : undefined;
  return structure?.kind === "text" ? structure.parts.find((part) => part !== "") : value;
}

/** Whether a value, or a part of it, has stated parts. */
function hasStructure(value: unknown): boolean {
  if (pulumi.Output.isInstance(value)) return structures.has(value);
  return isPlain(value) && Object.values(value).some(hasStructure);
}

/** Whether a value is a plain list or object, and not a resource, asset or promise. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** The key of an object in place of an output: policy/early/stated-value.ts reads it. */
export const statedKey = "care-platform:stated";

/**
 * A value with an object in place of each output: the output itself, and while it is unknown its
 * stated structure or the properties of resources that it was made from.
 */
export function stated(value: unknown): unknown {
  if (pulumi.Output.isInstance(value)) return statedOutput(value);
  if (Array.isArray(value)) return value.map(stated);
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stated(inner)]));
}

function statedOutput(output: pulumi.Output<unknown>): unknown {
  const structure = structures.get(output);
  if (structure === undefined) return { [statedKey]: "unknown", value: openValue(output), from: sourcesOf(output) };
  const { kind } = structure;
  if (kind === "text") return { [statedKey]: kind, value: openValue(output), parts: structure.parts.map(stated) };
  return { [statedKey]: kind, value: openValue(output), of: stated(structure.of) };
}

/** The value of an output, unless it is a secret: one copy of it is enough. */
function openValue(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
  return pulumi.output(pulumi.isSecret(output)).apply((isSecret) => (isSecret ? undefined : output));
}

/** The resources an output was made from, and the property of each, if the output is exactly that. */
function sourcesOf(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
  const sources = getAllResources(output).then((resources) =>
    [...resources].map((resource) => ({
      urn: resource.urn,
      property: Object.entries(resource).find(([, property]) => property === output)?.[0],
    })),
  );
  return pulumi.output(sources);
}
