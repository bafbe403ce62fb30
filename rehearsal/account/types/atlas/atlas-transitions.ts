import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { coerce } from "semver";
import type { Creation, Plain, Refusal } from "../../resource-type";

/** The major versions Atlas runs, oldest first, each reached from the one before it (MongoDB Atlas, upgrade paths). */
const majorVersions = [4, 5, 6, 7, 8];

/**
 * Atlas upgrades a cluster by one major version at a time, and goes back only to a version whose feature compatibility was
 * pinned before the upgrade (MongoDB Atlas, "Downgrade Major MongoDB Version for a Cluster").
 */
export function refusesClusterChange(
  before: Plain<mongodbatlas.AdvancedClusterState>,
  { inputs }: Creation<mongodbatlas.AdvancedClusterArgs>,
): Refusal | undefined {
  const [from, to] = [positionOf(before.mongoDbMajorVersion), positionOf(inputs.mongoDbMajorVersion)];
  if (from < 0 || to < 0 || to === from || to === from + 1) return undefined;
  if (to < from && inputs.pinnedFcv !== undefined && to === from - 1) return undefined;
  const reason = to < from ? "its feature compatibility version is not pinned" : "an upgrade leaves no version out";
  return {
    code: "MONGODB_VERSION_INVALID",
    message: `An invalid MongoDB version ${inputs.mongoDbMajorVersion ?? ""} was specified: the cluster runs ${before.mongoDbMajorVersion ?? ""}, and ${reason}.`,
  };
}

function positionOf(version: string | undefined): number {
  return majorVersions.indexOf(coerce(version)?.major ?? -1);
}
