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
