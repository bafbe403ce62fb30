import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { globalTypes, resourceType } from "../../resource-type";
import type { NameRule, ResourceTypes } from "../../resource-type";
import { refusesCluster, refusesTermination } from "./atlas-cluster-checks";
import { refusesClusterChange } from "./atlas-transitions";
import { connectionStrings } from "./atlas-connection-strings";
import {
  advancedClusterType,
  encodedId,
  flexClusterType,
  holdsProject,
  legacyClusterType,
  objectId,
} from "./atlas-ids";

const clusterName = {
  property: "name",
  pattern: /[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/,
  maxLength: 64,
  allowed: "1 to 64 letters, digits and hyphens, neither beginning nor ending in a hyphen",
  uniqueIn: "projectId",
  taken: "DUPLICATE_CLUSTER_NAME",
} as const satisfies NameRule<mongodbatlas.AdvancedClusterArgs>;

const references = holdsProject("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");

/** The patch release of a major version that the account runs. */
const patchRelease = (major = "8.0"): string => `${major.includes(".") ? major : `${major}.0`}.4`;

/** Clusters, in the provider's present type, its old one, and the shared kind. */
export const atlasClusters: ResourceTypes = globalTypes({
  [advancedClusterType]: resourceType<mongodbatlas.AdvancedClusterArgs, mongodbatlas.AdvancedClusterState>({
    title: "Atlas Cluster",
    name: clusterName,
    id: objectId,
    references,
    replaces: ["name", "projectId"],
    defaults: {
      backupEnabled: false,
      deleteOnCreateTimeout: true,
      encryptionAtRestProvider: "NONE",
      paused: false,
      pitEnabled: false,
      redactClientLogData: false,
      rootCertType: "ISRGROOTX1",
      terminationProtectionEnabled: false,
      versionReleaseSystem: "LTS",
    },
    empty: {
      configServerManagementMode: "",
      configServerType: "",
      globalClusterSelfManagedSharding: false,
      useAwsTimeBasedSnapshotCopyForFastInitialSync: false,
    },
    computed: {
      advancedConfiguration: () => ({ javascriptEnabled: true, minimumEnabledTlsProtocol: "TLS1_2" }),
      biConnectorConfig: () => ({ enabled: false, readPreference: "secondary" }),
      clusterId: ({ id }) => id,
      connectionStrings: ({ inputs, name, account }) => connectionStrings(account, inputs.projectId ?? "", name),
      createDate: () => new Date().toISOString(),
      mongoDbMajorVersion: () => "8.0",
      mongoDbVersion: ({ inputs }) => patchRelease(inputs.mongoDbMajorVersion),
      replicaSetScalingStrategy: () => "WORKLOAD_TYPE",
      stateName: () => "IDLE",
    },
    refuses: refusesCluster,
    refusesChange: refusesClusterChange,
    refusesDeletion: refusesTermination,
  }),
  [legacyClusterType]: resourceType<mongodbatlas.ClusterArgs, mongodbatlas.ClusterState>({
    title: "Atlas Cluster",
    name: clusterName,
    id: ({ inputs, name, hex }) =>
      encodedId({ cluster_id: objectId({ hex }), cluster_name: name, project_id: inputs.projectId }),
    references,
    replaces: ["name", "projectId"],
    defaults: {
      autoScalingComputeEnabled: false,
      autoScalingComputeScaleDownEnabled: false,
      autoScalingDiskGbEnabled: true,
      backupEnabled: false,
      cloudBackup: false,
      clusterType: "REPLICASET",
      encryptionAtRestProvider: "NONE",
      paused: false,
      pitEnabled: false,
      terminationProtectionEnabled: false,
      versionReleaseSystem: "LTS",
    },
    empty: {
      acceptDataRisksAndForceReplicaSetReconfig: "",
      backingProviderName: "",
      mongoUriUpdated: "",
      mongoUriWithOptions: "",
      providerAutoScalingComputeMaxInstanceSize: "",
      providerAutoScalingComputeMinInstanceSize: "",
      providerDiskIops: 0,
      providerDiskTypeName: "",
      providerRegionName: "",
      redactClientLogData: false,
      replicationSpecs: [],
      snapshotBackupPolicies: [],
    },
    computed: {
      advancedConfiguration: () => ({ javascriptEnabled: true, minimumEnabledTlsProtocol: "TLS1_2" }),
      biConnectorConfig: () => ({ enabled: false, readPreference: "secondary" }),
      clusterId: objectId,
      connectionStrings: ({ inputs, name, account }) => [
        { ...connectionStrings(account, inputs.projectId ?? "", name), privateEndpoints: [] },
      ],
      containerId: ({ hex }) => objectId({ hex }, "container"),
      diskSizeGb: () => 10,
      mongoDbMajorVersion: () => "8.0",
      mongoDbVersion: ({ inputs }) => patchRelease(inputs.mongoDbMajorVersion),
      mongoUri: ({ inputs, name, account }) =>
        connectionStrings(account, inputs.projectId ?? "", name).standard.split("/?")[0] ?? "",
      srvAddress: ({ inputs, name, account }) => connectionStrings(account, inputs.projectId ?? "", name).standardSrv,
      numShards: () => 1,
      providerEncryptEbsVolume: () => true,
      providerEncryptEbsVolumeFlag: () => true,
      providerVolumeType: () => "STANDARD",
      replicationFactor: () => 3,
      stateName: () => "IDLE",
    },
    refuses: ({ inputs }) =>
      inputs.pitEnabled === true && inputs.providerName === "TENANT"
        ? { code: "INSUFFICIENT_INSTANCE_SIZE", message: "This feature requires instance size M10 or larger." }
        : undefined,
    refusesDeletion: refusesTermination,
  }),
  [flexClusterType]: resourceType<mongodbatlas.FlexClusterArgs, mongodbatlas.FlexClusterState>({
    title: "Atlas Cluster",
    name: clusterName,
    id: objectId,
    references,
    replaces: ["name", "projectId", "providerSettings"],
    defaults: {
      clusterType: "REPLICASET",
      deleteOnCreateTimeout: true,
      terminationProtectionEnabled: false,
      versionReleaseSystem: "LTS",
    },
    computed: {
      backupSettings: () => ({ enabled: true }),
      connectionStrings: ({ inputs, name, account }) => {
        const { standard, standardSrv } = connectionStrings(account, inputs.projectId ?? "", name);
        return { standard, standardSrv };
      },
      createDate: () => new Date().toISOString(),
      mongoDbVersion: () => patchRelease(),
      stateName: () => "IDLE",
    },
    refusesDeletion: refusesTermination,
  }),
});
