import * as pulumi from "@pulumi/pulumi";
import { getAllResources } from "@pulumi/pulumi/output";

/** How an output is written: a preview does not know the whole of it, but most of its parts. */
type Structure =
  | { readonly kind: "json"; readonly of: unknown }
  | { readonly kind: "text"; readonly parts: readonly unknown[] }
  | { readonly kind: "value"; readonly of: unknown };

/** By output, and gone with it. */
const structures = new WeakMap<object, Structure>();

function remember<T>(output: pulumi.Output<T>, structure: Structure): pulumi.Output<T> {
  structures.set(output, structure);
  return output;
}

/** A value as JSON text, whose structure {@link stated} tells while a part of it is unknown. */
export function jsonText(value: unknown): pulumi.Output<string> {
  return remember(pulumi.jsonStringify(value), { kind: "json", of: value });
}

/** A template with outputs in it, whose parts {@link stated} tells while one of them is unknown. */
export function textOf(literals: TemplateStringsArray, ...values: pulumi.Input<string>[]): pulumi.Output<string> {
  const parts = literals.flatMap((literal, index) => [literal, ...values.slice(index, index + 1)]);
  return remember(pulumi.interpolate(literals, ...values), { kind: "text", parts });
}

/** An output that will have this value: what `apply` makes of others tells nothing of itself while they are unknown. */
export function statedAs<T>(output: pulumi.Output<T>, value: unknown): pulumi.Output<T> {
  return remember(output, { kind: "value", of: value });
}

/** A secret output of a value, which tells of itself what the value does. */
export function statedSecret(value: pulumi.Input<string>): pulumi.Output<string> {
  const secret = pulumi.secret(value);
  const structure = pulumi.Output.isInstance(value) ? structures.get(value) : undefined;
  return structure === undefined ? secret : remember(secret, structure);
}

/** By resource, where the resource's own class wraps what it is given. */
const properties = new WeakMap<pulumi.Resource, Readonly<Record<string, unknown>>>();

/** Tells what a property of a resource was given, where the class of the resource wraps it, as it does with secrets. */
export function stateProperty(resource: pulumi.Resource, property: string, value: unknown): void {
  properties.set(resource, { ...properties.get(resource), [property]: value });
}

/** The properties of a resource of which {@link stated} tells more than that they are unknown. */
export function statedProperties(resource: pulumi.Resource, props: object): readonly (readonly [string, unknown])[] {
  const given = Object.entries({ ...props, ...properties.get(resource) });
  return given.filter(([, value]) => hasStructure(value));
}

/** What stands first in a text of {@link textOf}; the value itself where it is another. */
export function beginningOf(value: pulumi.Input<string>): unknown {
  const structure = pulumi.Output.isInstance(value) ? structures.get(value) : undefined;
  return structure?.kind === "text" ? structure.parts.find((part) => part !== "") : value;
}

/** Whether {@link stated} tells more of a value, or of a part of it, than that it is unknown. */
function hasStructure(value: unknown): boolean {
  if (pulumi.Output.isInstance(value)) return structures.has(value);
  return isPlain(value) && Object.values(value).some(hasStructure);
}

/** Whether a value is a list or an object of the program's own, and no resource, asset or promise. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** The key of an object that stands for an output: policy/early/stated-value.ts reads it. */
export const statedKey = "care-platform:stated";

/**
 * A value with an object in place of each output in it: the output itself, and what is known of it where it is not, its
 * structure or the properties of resources that it was made from.
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

/** What an output holds, unless that is a secret: one copy of it is enough. */
function openValue(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
  return pulumi.output(pulumi.isSecret(output)).apply((isSecret) => (isSecret ? undefined : output));
}

/** The resources an output was made from, and which property of each it is, if it is one as it stands. */
function sourcesOf(output: pulumi.Output<unknown>): pulumi.Output<unknown> {
  const sources = getAllResources(output).then((resources) =>
    [...resources].map((resource) => ({
      urn: resource.urn,
      property: Object.entries(resource).find(([, property]) => property === output)?.[0],
    })),
  );
  return pulumi.output(sources);
}
