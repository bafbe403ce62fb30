import { z } from "zod";
import { isSame } from "./differences";
import type { Recorded, Refreshed } from "./refresh-events";
import type { Stranger } from "./stranger";

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  dependencies: z.array(z.string()).optional(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullish()).optional(),
  ignoreChanges: z.array(z.string()).optional(),
});

/** What `pulumi stack export` prints, as far as it is read here. */
const exported = z.looseObject({
  deployment: z.looseObject({ resources: z.array(resource).optional() }),
});

export type ExportedState = z.infer<typeof exported>;
type Resource = z.infer<typeof resource>;
type Values = Readonly<Record<string, unknown>>;

/** Reads a state. Throws zod's error when it is none. */
export function exportedState(text: string): ExportedState {
  return exported.parse(JSON.parse(text));
}

/** The properties that the program ignores changes of, by URN. */
export function ignoredChanges({ deployment }: ExportedState): ReadonlyMap<string, readonly string[]> {
  return new Map((deployment.resources ?? []).map(({ urn, ignoreChanges = [] }) => [urn, ignoreChanges]));
}

/** A stranger with the inputs that the pack judges it by. */
export interface JudgedStranger extends Pick<Stranger, "type" | "id"> {
  readonly urn: string;
  readonly inputs: Values;
}

/**
 * The state as a refresh would leave it, with strangers among its resources, for the policy pack to judge. Secrets stay as the
 * exported state has them: encrypted.
 */
export function standingState(
  state: ExportedState,
  refreshed: readonly Refreshed[],
  strangers: readonly JudgedStranger[],
): ExportedState {
  const resources = state.deployment.resources ?? [];
  const byUrn = new Map(refreshed.map((each) => [each.urn, each]));
  const gone = new Map(
    resources.filter(({ urn }) => byUrn.has(urn) && !byUrn.get(urn)?.after).map((each) => [each.urn, each.parent]),
  );
  const standing = resources
    .filter(({ urn }) => !gone.has(urn))
    .map((each) => withoutReferencesTo(gone, asItStands(each, byUrn.get(each.urn))));
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  const added = strangers.map(({ type, id, urn, inputs }) => {
    const [provider] = resources.filter((each) => each.provider !== undefined && samePackage(each.type, type));
    return {
      urn,
      type,
      id,
      custom: true,
      inputs,
      outputs: { ...inputs, id },
      ...(stack !== undefined && { parent: stack }),
      ...(provider?.provider !== undefined && { provider: provider.provider }),
    };
  });
  return { ...state, deployment: { ...state.deployment, resources: [...standing, ...added] } };
}

function samePackage(one: string, other: string): boolean {
  return one.split(":")[0] === other.split(":")[0];
}

function asItStands(known: Resource, refreshed: Refreshed | undefined): Resource {
  if (refreshed?.after === undefined) return known;
  const { before, after } = refreshed;
  const merged = (part: keyof Recorded): Values | undefined =>
    known[part] && isSame(before[part], after[part])
      ? known[part]
      : mergedValues(known[part] ?? {}, before[part], after[part]);
  return { ...known, inputs: merged("inputs"), outputs: merged("outputs") };
}

/** The values that stand; those that did not change as the state has them, with their secrets. */
function mergedValues(known: Values, before: Values, after: Values): Values {
  return Object.fromEntries(
    Object.entries(after).map(([key, value]) => [key, key in known && isSame(before[key], value) ? known[key] : value]),
  );
}

/** The resource without what points at one that is gone: the engine reads no state with dangling references. */
function withoutReferencesTo(gone: ReadonlyMap<string, string | undefined>, resource: Resource): Resource {
  const there = (urn: string): boolean => !gone.has(urn);
  const { parent, dependencies, propertyDependencies } = resource;
  const adopted = parent !== undefined && gone.has(parent) ? gone.get(parent) : parent;
  return {
    ...resource,
    ...(adopted !== undefined && { parent: adopted }),
    ...(dependencies && { dependencies: dependencies.filter(there) }),
    ...(propertyDependencies && {
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies).map(([key, urns]) => [key, (urns ?? []).filter(there)]),
      ),
    }),
  };
}
