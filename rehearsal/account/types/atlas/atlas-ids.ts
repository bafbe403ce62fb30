import type { AccountView, Creation, KeptResource } from "../../resource-type";

export const projectType = "mongodbatlas:index/project:Project";
export const advancedClusterType = "mongodbatlas:index/advancedCluster:AdvancedCluster";
export const legacyClusterType = "mongodbatlas:index/cluster:Cluster";
export const flexClusterType = "mongodbatlas:index/flexCluster:FlexCluster";

/** Everything that counts as a cluster of a project. */
export const clusterTypes = [advancedClusterType, legacyClusterType, flexClusterType] as const;

/** Atlas's own identifier of almost everything: 24 hexadecimal digits. */
export function objectId({ hex }: Pick<Creation<object>, "hex">, purpose = "object id"): string {
  return hex(24, purpose);
}

/** The resource id in the shape of Atlas's provider: each key and value in base64, the keys in order. */
export function encodedId(parts: Readonly<Record<string, string | undefined>>): string {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return Object.keys(parts)
    .sort()
    .map((key) => `${base64(key)}:${base64(parts[key] ?? "")}`)
    .join("-");
}

/** The project must be there, and takes what belongs to it along when it is closed. */
export const inProject = {
  references: [{ property: "projectId", to: projectType, by: "id", missing: "GROUP_NOT_FOUND" }],
  partOf: { property: "projectId", to: projectType, by: "id" },
} as const;

/** A project, which cannot be closed while this stands in it. */
export function holdsProject(inUse: string) {
  return [{ ...inProject.references[0], inUse }] as const;
}

/** What the account holds of a type in one project. */
export function inSameProject(
  account: AccountView,
  type: string,
  projectId: string | undefined,
): readonly KeptResource[] {
  return account.list(type).filter(({ state }) => state.projectId === projectId);
}

/** The cluster of a project by its name, of whatever type. */
export function clusterNamed(
  account: AccountView,
  projectId: string | undefined,
  name: string | undefined,
): KeptResource | undefined {
  return clusterTypes
    .flatMap((type) => inSameProject(account, type, projectId))
    .find(({ state }) => state.name === name);
}

/** An identifier that a program must give as it is: the organisation's. */
export const objectIdPattern = /^[0-9a-f]{24}$/;

/** The account of AWS in which the simulated Atlas lives; visibly nobody's. */
export const atlasAwsAccount = "999999999999";

/** An AWS region in Atlas's spelling, `EU_WEST_1`, from either spelling. */
export function atlasSpelling(region: string): string {
  return region.toUpperCase().replaceAll("-", "_");
}

/** An AWS region in AWS's spelling, `eu-west-1`, from either spelling. */
export function awsSpelling(region: string): string {
  return region.toLowerCase().replaceAll("_", "-");
}
