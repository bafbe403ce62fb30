import { logicalName } from "./deployed-resource";
import type { DeployedResource } from "./deployed-resource";

/** What a stage is put together from: a component directly below the foundation or below a system. */
export interface StagePart {
  readonly urn: string;
  readonly name: string;
  /** The name of the foundation or the system it belongs to. */
  readonly owner: string;
  /** What it is, as the program calls it: "ContainerService". */
  readonly component: string;
  /** Which room of the stage it is in: "data", "edge", "network", "observability", "security", "service", "backup". */
  readonly area: string;
  /** How many resources it has created. */
  readonly resources: number;
  /** The names under which it answers the internet. */
  readonly publicNames: readonly string[];
  /** The URNs of the drawn parts it was made from, directly or through resources of parts that are not drawn. */
  readonly uses: readonly string[];
}

const ownerType = "care-platform:stack:";
const componentType = "care-platform:";

/**
 * What a diagram draws. The other areas serve all of these, and would be a line from everything to everything; a secret
 * or an alarm leads on to what it was made from.
 */
export const drawnAreas: readonly string[] = ["data", "edge", "network", "service"];

/** The parts of a deployed stage and what each was made from, by owner and name; none twice. */
export function stageParts(resources: readonly DeployedResource[]): readonly StagePart[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const partOf = (resource: DeployedResource): DeployedResource | undefined => {
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    if (parent === undefined) return undefined;
    if (parent.type.startsWith(ownerType)) return resource.type.startsWith(componentType) ? resource : undefined;
    return partOf(parent);
  };
  const reached = (from: readonly DeployedResource[], start: DeployedResource): ReadonlySet<DeployedResource> => {
    const found = new Set<DeployedResource>();
    const seen = new Set(from);
    const open = [...from];
    for (let resource = open.pop(); resource !== undefined; resource = open.pop()) {
      for (const used of resource.dependencies.flatMap((urn) => byUrn.get(urn) ?? [])) {
        if (seen.has(used)) continue;
        seen.add(used);
        const part = partOf(used);
        if (part !== undefined && part !== start && drawnAreas.includes(areaOf(part))) found.add(part);
        else open.push(used);
      }
    }
    return found;
  };
  const contents = new Map<DeployedResource, DeployedResource[]>();
  for (const resource of resources) {
    const part = partOf(resource);
    if (part !== undefined) contents.set(part, [...(contents.get(part) ?? []), resource]);
  }
  const parts = [...contents].map(([part, own]): StagePart => {
    const [, , component = ""] = part.type.split(":");
    return {
      urn: part.urn,
      name: logicalName(part.urn),
      owner: logicalName(part.parent ?? ""),
      component,
      area: areaOf(part),
      resources: own.filter(({ type }) => !type.startsWith(componentType)).length,
      publicNames: [...new Set(own.flatMap(publicName))].sort(),
      uses: [...reached(own, part)].map(({ urn }) => urn).sort(),
    };
  });
  return parts.sort((a, b) => order(a).localeCompare(order(b), "en"));
}

function areaOf({ type }: DeployedResource): string {
  return type.split(":")[1] ?? "";
}

function order({ owner, name, component }: StagePart): string {
  // The foundation comes first, as it does in the program.
  return `${owner === "foundation" ? "0" : "1"} ${owner} ${name} ${component}`;
}

/** The name an alias record gives to what it leads to. */
function publicName({ type, properties }: DeployedResource): string[] {
  const { name, type: kind, aliases } = properties as { name?: unknown; type?: unknown; aliases?: unknown };
  const isAlias = type === "aws:route53/record:Record" && kind === "A" && Array.isArray(aliases) && aliases.length > 0;
  return isAlias && typeof name === "string" ? [name] : [];
}
