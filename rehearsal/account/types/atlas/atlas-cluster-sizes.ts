import type * as mongodbatlas from "@pulumi/mongodbatlas";
import type { Plain, Refusal } from "../../resource-type";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { advancedClusterType, inSameProject } from "./atlas-ids";

type ClusterCheck = Check<mongodbatlas.AdvancedClusterArgs>;
type Inputs = Plain<mongodbatlas.AdvancedClusterArgs>;
type RegionConfig = NonNullable<Inputs["replicationSpecs"]>[number]["regionConfigs"][number];

/** The sizes that share their machines. */
export const sharedSizes = ["M0", "M2", "M5", "FLEX"];

/** The most GB of a disk on AWS, by size; others have 4096 (MongoDB Atlas, "Amazon Web Services", cluster tiers). */
const largestDisks: Readonly<Record<string, number>> = { M10: 128, M20: 256, M30: 512, M40: 1024 };
const largestDisk = 4096;

/** The sizes that are too small for shards and for provisioned IOPS (the same page; "Create a Cluster", sharding). */
const smallSizes = ["M10", "M20"];

/** The regions of a cluster, whatever its shards. */
export const regionsOf = ({ replicationSpecs }: Inputs): readonly RegionConfig[] =>
  (replicationSpecs ?? []).flatMap((spec) => spec.regionConfigs);

/** The sizes of the nodes that can become primaries. */
export const sizesOf = (inputs: Inputs): string[] =>
  regionsOf(inputs).flatMap(({ electableSpecs }) => electableSpecs?.instanceSize ?? []);

const invalid = (message: string): Refusal => ({ code: "INVALID_CLUSTER_CONFIGURATION", message });

/** Shared sizes belong to the provider TENANT (mongodb/terraform-provider-mongodbatlas#318 and #160). */
const tenants: ClusterCheck = ({ inputs, id, account }) => {
  for (const { providerName, backingProviderName, electableSpecs } of regionsOf(inputs)) {
    const size = electableSpecs?.instanceSize;
    if (size === undefined) continue;
    if (sharedSizes.includes(size) !== ["TENANT", "FLEX"].includes(providerName)) {
      return { code: "INVALID_ENUM_VALUE", message: `An invalid enumeration value ${size} was specified.` };
    }
    if (providerName === "TENANT" && backingProviderName === undefined) {
      return { code: "MISSING_ATTRIBUTE", message: "The required attribute backingProviderName was not specified." };
    }
  }
  const free = (cluster: Inputs): boolean => sizesOf(cluster).includes("M0");
  const other = inSameProject(account, advancedClusterType, inputs.projectId).some(
    (cluster) => cluster.id !== id && free(cluster.state),
  );
  // mongodb/mongodb-atlas-cli#2556.
  return free(inputs) && other
    ? {
        code: "CANNOT_CREATE_FREE_CLUSTER_VIA_PUBLIC_API",
        message:
          "Cannot create a cluster with instance size M0 via the public api: This project already has another free cluster.",
      }
    : undefined;
};

const backups: ClusterCheck = ({ inputs }) =>
  inputs.backupEnabled === true && sizesOf(inputs).includes("M0")
    ? { code: "INSUFFICIENT_INSTANCE_SIZE", message: "This feature requires instance size M10 or larger." }
    : undefined;

const disks: ClusterCheck = ({ inputs }) => {
  for (const { providerName, electableSpecs } of regionsOf(inputs)) {
    const { instanceSize: size = "", diskSizeGb: disk, ebsVolumeType, diskIops } = electableSpecs ?? {};
    const most = largestDisks[size] ?? largestDisk;
    if (providerName !== "AWS") continue;
    if (disk !== undefined && (disk > most || disk <= 0)) {
      return {
        code: "CLUSTER_DISK_SIZE_INVALID",
        message: `The cluster's disk size of ${disk} GB is invalid; ${size} has at most ${most} GB.`,
      };
    }
    if (smallSizes.includes(size) && (ebsVolumeType === "PROVISIONED" || (diskIops ?? 3000) > 3000)) {
      return {
        code: "CLUSTER_DISK_IOPS_INVALID",
        message: `The cluster's disk IOPS are invalid: ${size} has no provisioned volume.`,
      };
    }
  }
  return undefined;
};

/** Source: Atlas Administration API, createCluster, "replicationSpecs", "readOnlySpecs" and "autoScaling". */
const regions: ClusterCheck = ({ inputs }) => {
  for (const { regionConfigs } of inputs.replicationSpecs ?? []) {
    const names = regionConfigs.map(({ providerName, regionName }) => `${providerName} ${regionName}`);
    if (new Set(names).size < names.length) return invalid("A region is twice in one replicationSpec.");
    const scaling = regionConfigs.map(({ autoScaling }) => JSON.stringify(autoScaling ?? {}));
    if (new Set(scaling).size > 1) return invalid("The autoScaling of all regions must be the same.");
    const sizes = regionConfigs.flatMap(({ electableSpecs, readOnlySpecs }) =>
      [electableSpecs, readOnlySpecs]
        .filter((specs) => specs !== undefined && (specs.nodeCount ?? 0) > 0)
        .flatMap((specs) => specs?.instanceSize ?? []),
    );
    if (new Set(sizes).size > 1) return invalid("Electable and read-only nodes must have one instance size.");
  }
  const small = sizesOf(inputs).find((size) => smallSizes.includes(size));
  return inputs.clusterType !== undefined && inputs.clusterType !== "REPLICASET" && small !== undefined
    ? { code: "INSUFFICIENT_INSTANCE_SIZE", message: "A sharded cluster requires instance size M30 or larger." }
    : undefined;
};

/** What Atlas refuses about the sizes of a cluster. */
export const refusesSizes = firstRefusal(tenants, backups, disks, regions);
