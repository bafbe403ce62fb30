/** One resource of a deployed stack, as far as the pages about it read it. */
export interface DeployedResource {
  readonly urn: string;
  /** The type token: `aws:rds/instance:Instance`, `care-platform:data:Postgres`. */
  readonly type: string;
  /** The URN of the resource it stands under. */
  readonly parent?: string;
  /** The URNs of everything its arguments were made from. */
  readonly dependencies: readonly string[];
  /** Its properties, where they are known and no secrets. */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A resource as `pulumi stack export` writes it. */
interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * The resources of a state, as parsed from what `pulumi stack export` prints.
 * @throws Error for anything that is no such state.
 */
export function deployedResources(state: unknown): readonly DeployedResource[] {
  const { deployment } = state as { deployment?: { resources?: readonly ExportedResource[] } };
  if (deployment?.resources === undefined) throw new Error("This is not a state that `pulumi stack export` printed.");
  return deployment.resources.map(
    ({ urn, type, parent, dependencies = [], propertyDependencies = {}, outputs = {} }) => ({
      urn,
      type,
      parent,
      dependencies: [
        ...new Set([...dependencies, ...Object.values(propertyDependencies).flatMap((urns) => urns ?? [])]),
      ],
      properties: outputs,
    }),
  );
}

/** The last part of a URN: the name the program gave the resource. */
export function logicalName(urn: string): string {
  return urn.split("::")[3] ?? urn;
}

/** The resources in the form in which the simulated account counts quotas. */
export function countedOf(
  resources: readonly DeployedResource[],
): readonly { readonly urn: string; readonly type: string; readonly state: Record<string, never> }[] {
  return resources.map(({ urn, type, properties }) => ({ urn, type, state: properties as Record<string, never> }));
}
