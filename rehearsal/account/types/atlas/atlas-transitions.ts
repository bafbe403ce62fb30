import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { coerce } from "semver";
import type { Creation, Plain, Refusal, WireValue } from "../../resource-type";
import { sameValue } from "../../wire";
import { sharedSizes, sizesOf } from "./atlas-cluster-sizes";

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
  return refusesVersion(before, inputs) ?? refusesShape(before, inputs);
}

type Inputs = Creation<mongodbatlas.AdvancedClusterArgs>["inputs"];

/** What a paused or shared cluster cannot have changed. */
const shape = [
  "replicationSpecs",
  "mongoDbMajorVersion",
  "backupEnabled",
  "pitEnabled",
  "advancedConfiguration",
] as const;

/**
 * Sources: Atlas Administration API, updateCluster ("paused", "clusterType"), and its error codes;
 * mongodb/terraform-provider-mongodbatlas#115 for shared clusters.
 */
function refusesShape(before: Plain<mongodbatlas.AdvancedClusterState>, inputs: Inputs): Refusal | undefined {
  const changed = shape.filter(
    (key) => inputs[key] !== undefined && !sameValue(inputs[key] as WireValue, before[key] as WireValue),
  );
  if (before.paused === true && inputs.paused === true && changed.length > 0) {
    return {
      code: "CANNOT_UPDATE_PAUSED_CLUSTER",
      message: `Cannot update cluster ${before.name ?? ""} while it is paused or being paused.`,
    };
  }
  const [was, is] = [before, inputs].map((cluster) => sizesOf(cluster).some((size) => sharedSizes.includes(size)));
  if (is === true && was === true && changed.includes("replicationSpecs")) {
    return {
      code: "TENANT_CLUSTER_UPDATE_UNSUPPORTED",
      message: "Cannot update a M0/M2/M5 cluster through the public API.",
    };
  }
  if (is === true && was === false) {
    return { code: "INVALID_CLUSTER_CONFIGURATION", message: "A dedicated cluster cannot become a shared one." };
  }
  return before.clusterType !== undefined && before.clusterType !== "REPLICASET" && inputs.clusterType === "REPLICASET"
    ? { code: "INVALID_CLUSTER_CONFIGURATION", message: "A sharded cluster cannot become a replica set." }
    : undefined;
}

function refusesVersion(before: Plain<mongodbatlas.AdvancedClusterState>, inputs: Inputs): Refusal | undefined {
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
