import type { AnyResourceType, KeptResource, WireObject } from "./resource-type";

/** Whether resources of the type stand in one region each; those of IAM and Route 53 stand in none. */
export function isRegional(type: string, description: AnyResourceType | undefined): boolean {
  return type.startsWith("aws:") && description?.global !== true;
}

/** The region a resource stands in; undefined for one that stands in none. */
export function regionOf({ state }: { readonly state: WireObject }): string | undefined {
  return typeof state.region === "string" ? state.region : undefined;
}

/** Whether something in `region` can point at the resource; what stands in no region is seen from all of them. */
export function isSeenFrom(region: string | undefined, resource: KeptResource): boolean {
  const own = regionOf(resource);
  return own === undefined || region === undefined || own === region;
}

/** Whether the resources of a type are seen from every region, because their names are the world's: buckets, roles. */
export function isSeenEverywhere(type: string, description: AnyResourceType | undefined): boolean {
  return !isRegional(type, description) || description?.name?.uniqueIn === "world";
}

/**
 * What an import asks for: the provider takes the region of a resource that stands in another than its own behind an `@`.
 * Source: terraform-provider-aws, "Enhanced Region Support".
 */
export function importedFrom(id: string): { readonly id: string; readonly region?: string } {
  const [, own, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d+)$/.exec(id) ?? [];
  return own === undefined || region === undefined ? { id } : { id: own, region };
}
