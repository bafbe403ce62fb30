import { type DeployedResource, logicalName } from "./deployed-resource";

/** A function that names the owner of a resource of a stage: its system, or "foundation". */
export function ownersOf(resources: readonly DeployedResource[]): (resource: DeployedResource) => string {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ownerOf = ({ parent }: DeployedResource): string => {
    const above = parent === undefined ? undefined : byUrn.get(parent);
    if (above === undefined) return "foundation";
    return above.type.startsWith("care-platform:stack:") ? logicalName(above.urn) : ownerOf(above);
  };
  return ownerOf;
}

type ByOwner = ReadonlyMap<string, readonly DeployedResource[]>;

/** Sorted once for each stage: every row of a report needs the resources of its system. */
const sorted = new WeakMap<readonly DeployedResource[], ByOwner>();

/** The resources of a stage by owner. */
export function resourcesByOwner(resources: readonly DeployedResource[]): ByOwner {
  const known = sorted.get(resources);
  if (known !== undefined) return known;
  const ownerOf = ownersOf(resources);
  const byOwner = new Map<string, DeployedResource[]>();
  for (const resource of resources) {
    const owner = ownerOf(resource);
    const own = byOwner.get(owner) ?? [];
    own.push(resource);
    byOwner.set(owner, own);
  }
  sorted.set(resources, byOwner);
  return byOwner;
}
