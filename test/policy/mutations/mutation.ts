import type { DeployedResource } from "./state";

/** One change of one resource of a production that was in order. */
export interface Mutation {
  /** What was changed, as a list of survivors names it. */
  readonly title: string;
  /** The rule that must catch it; absent for one that is harmless. */
  readonly rule?: string;
  /** The changed resources; the one that is gone is missing. */
  readonly apply: (resources: readonly DeployedResource[]) => readonly DeployedResource[];
  /** The resource that is changed. */
  readonly urn: string;
}

/** A line of a table: which property of which resources takes which values. */
export interface Line {
  readonly types: readonly string[];
  /** The property, or a path into it with dots; "" for the resource itself. */
  readonly path: string;
  /** The values it takes; see {@link absent} and {@link within}. */
  readonly values: readonly unknown[];
  /** The rule that must catch each; absent in the table of harmless changes. */
  readonly rule?: string;
  /** Which of the resources; all where it is not given. */
  readonly where?: (resource: DeployedResource) => boolean;
}

/** As a value: the property is not there; with the path "" the resource is gone. */
export const absent = Symbol("absent");

/** As a value: made from what stands there. */
export class Within {
  constructor(
    readonly title: string,
    readonly change: (value: unknown) => unknown,
  ) {}
}

/** A value that is made from the one that stands there. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what stands there
export function within<T>(title: string, change: (value: T) => unknown): Within {
  return new Within(title, change as (value: unknown) => unknown);
}

/** A value that is made from the document in a JSON text. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what stands there
export function inJson<T>(title: string, change: (document: T) => unknown): Within {
  return new Within(title, (text) => JSON.stringify(change(JSON.parse(String(text)) as T)));
}

/** As a value of the path "protect": whether Pulumi refuses to delete the resource. */
const options: readonly string[] = ["protect", "additionalSecretOutputs"];

/** Every mutation that a table describes: one for each resource and value. */
export function mutationsOf(table: readonly Line[], resources: readonly DeployedResource[]): readonly Mutation[] {
  return table.flatMap(({ types, path, values, rule, where = () => true }) =>
    resources
      .filter((resource) => types.includes(resource.type) && where(resource))
      .flatMap(({ type, name, urn }) =>
        values.map((value): Mutation => ({
          title: `${type.split(":").pop() ?? type} ${name}: ${path === "" ? "the resource" : path} ${titleOf(value)}`,
          rule,
          urn,
          apply: (all) =>
            value === absent && path === ""
              ? all.filter((resource) => resource.urn !== urn)
              : all.map((resource) => (resource.urn === urn ? changed(resource, path, value) : resource)),
        })),
      ),
  );
}

function titleOf(value: unknown): string {
  if (value === absent) return "absent";
  return value instanceof Within ? value.title : JSON.stringify(value);
}

function changed(resource: DeployedResource, path: string, value: unknown): DeployedResource {
  if (options.includes(path)) return { ...resource, [path]: value };
  const keys = path.split(".");
  return {
    ...resource,
    inputs: put(resource.inputs, keys, value) as Record<string, unknown>,
    outputs: put(resource.outputs, keys, value) as Record<string, unknown>,
  };
}

function put(tree: unknown, [key = "", ...rest]: readonly string[], value: unknown): unknown {
  const copy: Record<string, unknown> | unknown[] = Array.isArray(tree)
    ? [...(tree as unknown[])]
    : { ...(tree as object) };
  const branch = copy as Record<string, unknown>;
  if (rest.length > 0) branch[key] = put(branch[key], rest, value);
  else if (value === absent) Reflect.deleteProperty(branch, key);
  else branch[key] = value instanceof Within ? value.change(branch[key]) : value;
  return copy;
}
