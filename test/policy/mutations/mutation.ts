import type { DeployedResource } from "./deployed-stage";

/** One change of one resource of a production that was in order. */
export interface Mutation {
  /** What was changed, as a list of survivors names it. */
  readonly title: string;
  /** The rule that must catch it; absent for one that is harmless. */
  readonly rule?: string;
  /** The changed resources; the one that is gone is missing. */
  readonly apply: (resources: readonly DeployedResource[]) => readonly DeployedResource[];
  /** The resource that is changed, added or taken away. */
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

/** As a value: what another property of the resource holds, made from the same resources. */
export class SameAs {
  constructor(readonly property: string) {}
}

/** A value that is made from the document in a JSON text. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller says what stands there
export function inJson<T>(title: string, change: (document: T) => unknown): Within {
  return new Within(title, (text) => JSON.stringify(change(JSON.parse(String(text)) as T)));
}

/** As a value of the path "protect": whether Pulumi refuses to delete the resource. */
const options: readonly string[] = ["protect", "additionalSecretOutputs"];

/** A resource that is added to the stage: for rules about what the program has none of. */
export interface Addition {
  readonly type: string;
  /** What is special about it, in a word or two. */
  readonly title: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The rule that must catch it; absent in the table of harmless changes. */
  readonly rule?: string;
  /** The type of the component it stands under, as its URN says. @default none */
  readonly under?: string;
}

/** The mutations of a table of additions. Pulumi protects what is added, and it has the provider of its package. */
export function additionsOf(table: readonly Addition[], resources: readonly DeployedResource[]): readonly Mutation[] {
  return table.map(({ type, title, inputs, rule, under }) => {
    const [beside] = resources.filter((other) => other.type.split(":")[0] === type.split(":")[0] && other.provider);
    const added: DeployedResource = {
      type,
      name: "added",
      urn: `urn:pulumi:production::care-platform::${under === undefined ? "" : `${under}$`}${type}::added`,
      inputs,
      outputs: { id: "added-id", arn: "arn:aws:added:::added", ...inputs },
      secretOutputs: [],
      protect: true,
      additionalSecretOutputs: [],
      provider: beside?.provider,
      madeFrom: {},
    };
    return { title: `${type} added: ${title}`, rule, urn: added.urn, apply: (all) => [...all, added] };
  });
}

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
  if (value instanceof SameAs) return `the same as ${value.property}`;
  return value instanceof Within ? value.title : JSON.stringify(value);
}

function changed(resource: DeployedResource, path: string, value: unknown): DeployedResource {
  if (value instanceof SameAs) {
    const same = changed(resource, path, resource.inputs[value.property]);
    return { ...same, madeFrom: { ...same.madeFrom, [path]: resource.madeFrom[value.property] ?? [] } };
  }
  if (options.includes(path)) return { ...resource, [path]: value };
  const keys = path.split(".");
  // What stands in the place of a value was not made from what the value was made from.
  const { [path]: replaced, ...others } = resource.madeFrom;
  const madeFrom = replaced === undefined || value instanceof Within ? resource.madeFrom : others;
  const inputs = put(resource.inputs, keys, value) as Record<string, unknown>;
  const outputs = put(resource.outputs, keys, value) as Record<string, unknown>;
  if (keys[0] === "tags" && outputs.tagsAll !== undefined) outputs.tagsAll = tagsAll(resource, inputs.tags);
  return { ...resource, madeFrom, inputs, outputs };
}

/** The tags of a resource together with those its provider gives, when its own are others. */
function tagsAll({ inputs, outputs }: DeployedResource, tags: unknown): object {
  const own = Object.keys(inputs.tags ?? {});
  const others = Object.entries(outputs.tagsAll as object).filter(([key]) => !own.includes(key));
  return { ...Object.fromEntries(others), ...(tags as object | undefined) };
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

/** Mutations in groups within which no two change the same resource, in their order. */
export function apart(mutations: readonly Mutation[]): readonly (readonly Mutation[])[] {
  const groups: Mutation[][] = [];
  const seen = new Map<string, number>();
  for (const mutation of mutations) {
    const index = seen.get(mutation.urn) ?? 0;
    seen.set(mutation.urn, index + 1);
    (groups[index] ??= []).push(mutation);
  }
  return groups;
}
