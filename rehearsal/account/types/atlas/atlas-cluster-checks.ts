import type * as mongodbatlas from "@pulumi/mongodbatlas";
import type { Refusal } from "../../resource-type";
import { hostNameLength } from "./atlas-connection-strings";
import { refusesSizes, regionsOf, sharedSizes, sizesOf } from "./atlas-cluster-sizes";
import { inSameProject } from "./atlas-ids";
import { firstRefusal } from "../first-refusal";
import type { Check } from "../first-refusal";
import { textOf } from "../wire-text";

type ClusterCheck = Check<mongodbatlas.AdvancedClusterArgs>;

/** The TLS versions Atlas knows as the least a client may speak. */
const tlsProtocols = ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"];

const invalid = (message: string): Refusal => ({ code: "INVALID_CLUSTER_CONFIGURATION", message });

/** Sizes compare by their number: M40 is above M30. */
const rank = (size: string): number => Number(/\d+/.exec(size)?.[0] ?? 0);

const name: ClusterCheck = ({ inputs, account, id }) => {
  const prefix = (inputs.name ?? "").slice(0, hostNameLength);
  if (prefix.endsWith("-")) {
    return {
      code: "CLUSTER_NAME_PREFIX_INVALID",
      message: `Cluster name "${inputs.name ?? ""}" is invalid. Atlas truncates cluster names to ${hostNameLength} characters which results in an invalid hostname.`,
    };
  }
  const taken = inSameProject(account, "mongodbatlas:index/advancedCluster:AdvancedCluster", inputs.projectId).some(
    (other) => other.id !== id && textOf(other.state.name).slice(0, hostNameLength) === prefix,
  );
  return taken
    ? {
        code: "DUPLICATE_CLUSTER_NAME_PREFIX",
        message: `Cluster name ${inputs.name ?? ""} cannot have same first ${hostNameLength} characters as another cluster name in same group.`,
      }
    : undefined;
};

const topology: ClusterCheck = ({ inputs }) => {
  const { clusterType = "", replicationSpecs = [] } = inputs;
  if (!["REPLICASET", "SHARDED", "GEOSHARDED"].includes(clusterType)) {
    return { code: "INVALID_ENUM_VALUE", message: `An invalid enumeration value ${clusterType} was specified.` };
  }
  if (replicationSpecs.length === 0 || (clusterType === "REPLICASET" && replicationSpecs.length > 1)) {
    return invalid(`A cluster of type ${clusterType} cannot have ${replicationSpecs.length} replicationSpecs.`);
  }
  for (const { regionConfigs } of replicationSpecs) {
    const priorities = regionConfigs.map(({ priority }) => priority);
    if (priorities.some((priority, index) => priority !== 7 - index)) {
      return invalid("The priorities of the regions must count down from 7.");
    }
    const nodes = regionConfigs.reduce((sum, { electableSpecs }) => sum + (electableSpecs?.nodeCount ?? 3), 0);
    if (![3, 5, 7].includes(nodes)) {
      return {
        code: "CLUSTER_REPLICATION_FACTOR_INVALID",
        message: "The cluster's replication factor must be either 3, 5, or 7.",
      };
    }
  }
  return undefined;
};

const scaling: ClusterCheck = ({ inputs }) => {
  for (const { autoScaling, electableSpecs } of regionsOf(inputs)) {
    const { computeEnabled, computeScaleDownEnabled, computeMaxInstanceSize, computeMinInstanceSize } =
      autoScaling ?? {};
    const refusal = (problem: string, message: string): Refusal => ({
      code: `COMPUTE_AUTO_SCALING_${problem}`,
      message,
    });
    if (computeScaleDownEnabled && !computeEnabled) {
      return refusal("SCALE_DOWN_ENABLED_INVALID", "Compute auto-scaling must be enabled to enable down-scaling.");
    }
    if (computeEnabled && computeMaxInstanceSize === undefined) {
      return refusal("MAX_INSTANCE_SIZE_REQUIRED", "Compute auto-scaling max instance size required.");
    }
    if (computeScaleDownEnabled && computeMinInstanceSize === undefined) {
      return refusal("MIN_INSTANCE_SIZE_REQUIRED", "Compute auto-scaling min instance size required.");
    }
    if (!computeEnabled || computeMaxInstanceSize === undefined) continue;
    const proposed = electableSpecs?.instanceSize ?? computeMaxInstanceSize;
    const least = computeMinInstanceSize ?? proposed;
    if (computeMinInstanceSize !== undefined && rank(least) >= rank(computeMaxInstanceSize)) {
      return refusal(
        "INSTANCE_SIZE_RANGE_INVALID",
        `The min instance size (${least}) must be less than the max instance size (${computeMaxInstanceSize}).`,
      );
    }
    if (rank(proposed) > rank(computeMaxInstanceSize)) {
      return refusal(
        "MAX_INSTANCE_SIZE_INVALID",
        `The max instance size (${computeMaxInstanceSize}) must be greater than or equal to proposed instance size (${proposed}).`,
      );
    }
    if (rank(least) > rank(proposed)) {
      return refusal(
        "MIN_INSTANCE_SIZE_INVALID",
        `The min instance size (${least}) must be less than or equal to proposed instance size (${proposed}).`,
      );
    }
  }
  return undefined;
};

const backups: ClusterCheck = ({ inputs, account }) => {
  const shared = sizesOf(inputs).some((size) => sharedSizes.includes(size));
  if (inputs.pitEnabled === true && shared) {
    return { code: "INSUFFICIENT_INSTANCE_SIZE", message: "This feature requires instance size M10 or larger." };
  }
  if (inputs.pitEnabled === true && inputs.backupEnabled !== true) {
    return { code: "INVALID_ATTRIBUTE", message: "Invalid attribute pitEnabled specified: cloud backup is off." };
  }
  const [policy] = inSameProject(
    account,
    "mongodbatlas:index/backupCompliancePolicy:BackupCompliancePolicy",
    inputs.projectId,
  );
  if (policy && inputs.backupEnabled !== true) {
    return {
      code: "CANNOT_DISABLE_CLOUD_BACKUP_WITH_BACKUP_COMPLIANCE_POLICY",
      message: "You can't disable Cloud Backup while you have a Backup Compliance Policy enabled.",
    };
  }
  return policy?.state.pitEnabled === true && inputs.pitEnabled !== true
    ? {
        // The third U is Atlas's own.
        code: "CANNOT_DISABLE_PIT_WITH_BACKUUP_COMPLIANCE_POLICY",
        message:
          "You can't disable Continuous Cloud Backup while you have a Backup Compliance Policy that requires it.",
      }
    : undefined;
};

const encryption: ClusterCheck = ({ inputs, account }) => {
  const { encryptionAtRestProvider: provider = "NONE", projectId = "" } = inputs;
  if (!["AWS", "AZURE", "GCP", "NONE"].includes(provider)) {
    return {
      code: "INVALID_ENCRYPTION_AT_REST_PROVIDER",
      message: `An invalid Encryption at Rest provider ${provider} was specified.`,
    };
  }
  if (provider === "NONE") return undefined;
  if (sizesOf(inputs).some((size) => sharedSizes.includes(size))) {
    return {
      code: "CANNOT_USE_ENCRYPTION_AT_REST_TENANT",
      message: "Cannot use Encryption at Rest with tenant clusters.",
    };
  }
  return inSameProject(account, "mongodbatlas:index/encryptionAtRest:EncryptionAtRest", projectId).length === 0
    ? {
        code: "ENCRYPTION_AT_REST_NOT_ENABLED",
        message: `Encryption at Rest is not enabled for group ${projectId}.`,
      }
    : undefined;
};

const version: ClusterCheck = ({ inputs }) => {
  const { mongoDbMajorVersion, versionReleaseSystem = "LTS" } = inputs;
  if (mongoDbMajorVersion === undefined) return undefined;
  if (versionReleaseSystem === "CONTINUOUS") {
    return { code: "INVALID_ATTRIBUTE", message: "Invalid attribute mongoDBMajorVersion specified: omit it." };
  }
  return /^\d(?:\.\d)?$/.test(mongoDbMajorVersion)
    ? undefined
    : {
        code: "MONGODB_VERSION_INVALID",
        message: `An invalid MongoDB version ${mongoDbMajorVersion} was specified.`,
      };
};

const processArguments: ClusterCheck = ({ inputs }) => {
  const { minimumEnabledTlsProtocol: tls = "TLS1_2", oplogMinRetentionHours = 0 } = inputs.advancedConfiguration ?? {};
  if (!tlsProtocols.includes(tls)) {
    return { code: "INVALID_ENUM_VALUE", message: `An invalid enumeration value ${tls} was specified.` };
  }
  return oplogMinRetentionHours > 0 && regionsOf(inputs).some(({ autoScaling }) => autoScaling?.diskGbEnabled !== true)
    ? {
        code: "OPLOG_MIN_RETENTION_HOURS_NO_DISK_AUTO_SCALING",
        message: "The oplog has a minimum retention only where the disk grows on its own.",
      }
    : undefined;
};

/** What Atlas refuses about a cluster. */
export const refusesCluster = firstRefusal<mongodbatlas.AdvancedClusterArgs>(
  name,
  topology,
  scaling,
  backups,
  encryption,
  version,
  processArguments,
  refusesSizes,
);

/** Termination protection must be lifted first. */
export function refusesTermination(state: { terminationProtectionEnabled?: unknown }): Refusal | undefined {
  return state.terminationProtectionEnabled === true
    ? {
        code: "CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED",
        message: "Cannot terminate a cluster when termination protection is enabled. Disable termination protection.",
      }
    : undefined;
}
