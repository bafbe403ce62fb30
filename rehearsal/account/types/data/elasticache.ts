import type * as aws from "@pulumi/aws";
import { resourceType } from "../../resource-type";
import type { Creation, ResourceTypes } from "../../resource-type";
import { refusesCluster, refusesReplicationGroup } from "./elasticache-checks";
import { refusesGroupChange } from "./elasticache-encryption";
import { groupWaits, replacedByVersion } from "./elasticache-transitions";
import { elasticacheUsers, identifier } from "./elasticache-users";
import { staysInNetwork } from "../network/subnet-groups";

const securityGroups = {
  to: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
  by: "id",
  missing: "InvalidParameterValue",
  inUse: "DependencyViolation",
} as const;

const parameterGroup = {
  to: "aws:elasticache/parameterGroup:ParameterGroup",
  by: "name",
  missing: "CacheParameterGroupNotFound",
  inUse: "InvalidCacheParameterGroupState",
  except: /^default\./,
} as const;

const subnetGroup = {
  to: "aws:elasticache/subnetGroup:SubnetGroup",
  by: "name",
  missing: "CacheSubnetGroupNotFoundFault",
  inUse: "CacheSubnetGroupInUse",
  except: /^default$/,
} as const;

const logDestination = {
  property: "logDeliveryConfigurations[].destination",
  to: "aws:cloudwatch/logGroup:LogGroup",
  by: "name",
  missing: "InvalidParameterValue",
} as const;

/** Where a deleted replication group's final snapshot is found; the SDK has no resource for it. */
const snapshots = "aws:elasticache/replicationGroup:ReplicationGroup#snapshot";

export const elasticache: ResourceTypes = {
  "aws:elasticache/replicationGroup:ReplicationGroup": resourceType<
    aws.elasticache.ReplicationGroupArgs,
    aws.elasticache.ReplicationGroupState
  >({
    title: "ElastiCache Replication Group",
    empty: {
      applyImmediately: false,
      durability: "",
      globalReplicationGroupId: "",
      nodeGroupConfigurations: [],
      securityGroupIds: [],
      securityGroupNames: [],
      transitEncryptionMode: "",
    },
    name: { property: "replicationGroupId", ...identifier, taken: "ReplicationGroupAlreadyExists" },
    taggable: true,
    secretOutputs: ["authToken", "authTokenWo"],
    // hashicorp/terraform-provider-aws internal/service/elasticache/replication_group.go
    unread: ["authToken", "authTokenWo"],
    defaults: { automaticFailoverEnabled: false, multiAzEnabled: false, engine: "redis" },
    computed: {
      arn: ({ name, arn }) => arn("elasticache", `replicationgroup:${name}`),
      atRestEncryptionEnabled: () => false,
      autoMinorVersionUpgrade: () => true,
      transitEncryptionEnabled: () => false,
      clusterEnabled: ({ inputs }) => inputs.clusterMode === "enabled" || (inputs.numNodeGroups ?? 1) > 1,
      clusterMode: () => "disabled",
      dataTieringEnabled: () => false,
      engineVersion: () => "7.1",
      engineVersionActual: ({ inputs }) => `${inputs.engineVersion ?? "7.1"}.0`,
      ipDiscovery: () => "ipv4",
      networkType: () => "ipv4",
      nodeType: () => "cache.t4g.small",
      numCacheClusters: ({ inputs }) => (inputs.numNodeGroups ?? 1) * (1 + (inputs.replicasPerNodeGroup ?? 0)),
      numNodeGroups: () => 1,
      replicasPerNodeGroup: ({ inputs }) => (inputs.numCacheClusters ?? 1) - 1,
      maintenanceWindow: () => "sun:05:00-sun:06:00",
      snapshotWindow: () => "03:00-04:00",
      memberClusters: ({ name, inputs }) =>
        Array.from(
          { length: inputs.numCacheClusters ?? 1 },
          (_, node) => `${name}-${String(node + 1).padStart(3, "0")}`,
        ),
      parameterGroupName: () => "default.redis7",
      subnetGroupName: () => "default",
      primaryEndpointAddress: (creation) => endpoint(creation, "master"),
      readerEndpointAddress: (creation) => endpoint(creation, "replica"),
      configurationEndpointAddress: (creation) =>
        creation.inputs.clusterMode === "enabled" ? endpoint(creation, "clustercfg") : "",
    },
    replaces: [
      "atRestEncryptionEnabled",
      "dataTieringEnabled",
      "globalReplicationGroupId",
      "kmsKeyId",
      "networkType",
      "port",
      "replicationGroupId",
      "securityGroupNames",
      "snapshotArns",
      "snapshotName",
      "subnetGroupName",
    ],
    references: [
      { property: "parameterGroupName", ...parameterGroup },
      { property: "subnetGroupName", ...subnetGroup },
      { property: "securityGroupIds[]", ...securityGroups },
      {
        property: "userGroupIds[]",
        to: "aws:elasticache/userGroup:UserGroup",
        by: "userGroupId",
        missing: "UserGroupNotFound",
        inUse: "InvalidUserGroupState",
      },
      { property: "kmsKeyId", to: "aws:kms/key:Key", by: ["arn", "id"], missing: "InvalidKMSKeyFault" },
      { property: "notificationTopicArn", to: "aws:sns/topic:Topic", by: "arn", missing: "InvalidParameterValue" },
      logDestination,
    ],
    oneNetwork: [{ properties: ["subnetGroupName", "securityGroupIds[]"], code: "InvalidParameterCombination" }],
    replacesFor: replacedByVersion,
    refuses: refusesReplicationGroup,
    refusesChange: refusesGroupChange,
    waits: groupWaits,
    refusesDeletion: (state, account) =>
      state.finalSnapshotIdentifier !== undefined && account.find(snapshots, "name", state.finalSnapshotIdentifier)
        ? {
            code: "SnapshotAlreadyExistsFault",
            message: `Snapshot with specified name already exists: ${state.finalSnapshotIdentifier}`,
          }
        : undefined,
    leaves: ({ finalSnapshotIdentifier: name, kmsKeyId }) =>
      name === undefined ? [] : [{ type: snapshots, id: name, state: { name, kmsKeyId } }],
  }),

  "aws:elasticache/parameterGroup:ParameterGroup": resourceType<
    aws.elasticache.ParameterGroupArgs,
    aws.elasticache.ParameterGroupState
  >({
    title: "ElastiCache Parameter Group",
    name: { property: "name", ...identifier, maxLength: 255, taken: "CacheParameterGroupAlreadyExists" },
    taggable: true,
    defaults: { description: "Managed by Pulumi" },
    computed: { arn: ({ name, arn }) => arn("elasticache", `parametergroup:${name}`) },
    replaces: ["name", "family", "description"],
  }),

  "aws:elasticache/subnetGroup:SubnetGroup": resourceType<
    aws.elasticache.SubnetGroupArgs,
    aws.elasticache.SubnetGroupState
  >({
    title: "ElastiCache Subnet Group",
    name: { property: "name", ...identifier, maxLength: 255, taken: "CacheSubnetGroupAlreadyExists" },
    taggable: true,
    defaults: { description: "Managed by Pulumi" },
    computed: {
      arn: ({ name, arn }) => arn("elasticache", `subnetgroup:${name}`),
      vpcId: ({ inputs, account }) =>
        account.find("aws:ec2/subnet:Subnet", "id", inputs.subnetIds?.[0])?.state.vpcId as string,
    },
    replaces: ["name"],
    references: [{ property: "subnetIds[]", to: "aws:ec2/subnet:Subnet", by: "id", missing: "InvalidSubnet" }],
    oneNetwork: [{ properties: ["subnetIds[]"], code: "InvalidSubnet" }],
    refusesChange: staysInNetwork("InvalidSubnet"),
  }),

  ...elasticacheUsers,

  "aws:elasticache/cluster:Cluster": resourceType<aws.elasticache.ClusterArgs, aws.elasticache.ClusterState>({
    title: "ElastiCache Cluster",
    empty: {
      applyImmediately: false,
      preferredOutpostArn: "",
      replicationGroupId: "",
      securityGroupIds: [],
      transitEncryptionEnabled: false,
    },
    name: { property: "clusterId", ...identifier, maxLength: 50, taken: "CacheClusterAlreadyExists" },
    taggable: true,
    computed: {
      arn: ({ name, arn }) => arn("elasticache", `cluster:${name}`),
      port: ({ inputs }) => portOf(inputs.engine),
      availabilityZone: ({ account }) => `${account.region}a`,
      azMode: () => "single-az",
      clusterAddress: (creation) => (creation.inputs.engine === "memcached" ? nodesOf(creation, "cfg") : ""),
      configurationEndpoint: (creation) =>
        creation.inputs.engine === "memcached" ? `${nodesOf(creation, "cfg")}:${portOf("memcached")}` : "",
      engine: () => "redis",
      engineVersion: ({ inputs }) => (inputs.engine === "memcached" ? "1.6.22" : "7.1"),
      ipDiscovery: () => "ipv4",
      maintenanceWindow: () => "sun:05:00-sun:06:00",
      networkType: () => "ipv4",
      nodeType: () => "cache.t4g.small",
      numCacheNodes: () => 1,
      parameterGroupName: ({ inputs }) => (inputs.engine === "memcached" ? "default.memcached1.6" : "default.redis7"),
      snapshotWindow: () => "03:00-04:00",
      subnetGroupName: () => "default",
      cacheNodes: (creation) =>
        Array.from({ length: creation.inputs.numCacheNodes ?? 1 }, (_, node) => {
          const id = String(node + 1).padStart(4, "0");
          return {
            address: nodesOf(creation, id),
            availabilityZone: creation.inputs.availabilityZone ?? `${creation.account.region}a`,
            id,
            outpostArn: "",
            port: creation.inputs.port ?? portOf(creation.inputs.engine),
          };
        }),
      engineVersionActual: ({ inputs }) => inputs.engineVersion ?? "",
    },
    replaces: [
      "availabilityZone",
      "clusterId",
      "engine",
      "preferredOutpostArn",
      "snapshotArns",
      "snapshotName",
      "networkType",
      "port",
      "replicationGroupId",
      "subnetGroupName",
    ],
    replacesFor: replacedByVersion,
    references: [
      { property: "parameterGroupName", ...parameterGroup },
      { property: "subnetGroupName", ...subnetGroup },
      { property: "securityGroupIds[]", ...securityGroups },
    ],
    oneNetwork: [{ properties: ["subnetGroupName", "securityGroupIds[]"], code: "InvalidParameterCombination" }],
    refuses: refusesCluster,
  }),

  "aws:elasticache/serverlessCache:ServerlessCache": resourceType<
    aws.elasticache.ServerlessCacheArgs,
    aws.elasticache.ServerlessCacheState
  >({
    title: "ElastiCache Serverless Cache",
    empty: { dailySnapshotTime: "", description: "", securityGroupIds: [], snapshotRetentionLimit: 0, subnetIds: [] },
    name: { property: "name", ...identifier, taken: "ServerlessCacheAlreadyExistsFault" },
    taggable: true,
    computed: {
      arn: ({ name, arn }) => arn("elasticache", `serverlesscache:${name}`),
      endpoints: ({ name, hex, account }) => [
        {
          address: `${name}-${hex(6, "endpoint")}.serverless.${shortRegion(account.region)}.cache.amazonaws.com`,
          port: 6379,
        },
      ],
      fullEngineVersion: ({ inputs }) => `${inputs.majorEngineVersion ?? "7"}.1`,
      status: () => "available",
      createTime: () => "2026-11-01T00:00:00Z",
      majorEngineVersion: ({ inputs }) => (inputs.engine === "memcached" ? "1.6" : "7"),
      networkType: () => "ipv4",
      readerEndpoints: ({ name, hex, account }) => [
        {
          address: `${name}-ro-${hex(6, "endpoint")}.serverless.${shortRegion(account.region)}.cache.amazonaws.com`,
          port: 6380,
        },
      ],
    },
    replaces: ["engine", "kmsKeyId", "name", "snapshotArnsToRestores", "subnetIds"],
    references: [
      { property: "securityGroupIds[]", ...securityGroups },
      { property: "subnetIds[]", to: "aws:ec2/subnet:Subnet", by: "id", missing: "InvalidParameterValue" },
    ],
    oneNetwork: [{ properties: ["subnetIds[]", "securityGroupIds[]"], code: "InvalidParameterCombination" }],
  }),
};

/** An endpoint's host name: with TLS it says its role first, without TLS it ends in the node group. */
function endpoint(
  { name, hex, account, inputs }: Creation<aws.elasticache.ReplicationGroupArgs>,
  role: string,
): string {
  const domain = `${shortRegion(account.region)}.cache.amazonaws.com`;
  if (inputs.transitEncryptionEnabled === true) return `${role}.${name}.${hex(6, "endpoint")}.${domain}`;
  return `${name}${role === "replica" ? "-ro" : ""}.${hex(6, "endpoint")}.ng.0001.${domain}`;
}

/** The host name of a cluster's node, or of its configuration endpoint. */
function nodesOf({ name, hex, account }: Creation<aws.elasticache.ClusterArgs>, node: string): string {
  return `${name}.${hex(6, "endpoint")}.${node}.${shortRegion(account.region)}.cache.amazonaws.com`;
}

function portOf(engine: string | undefined): number {
  return engine === "memcached" ? 11211 : 6379;
}

/** A region as ElastiCache's host names write it: `eu-west-1` is `euw1`, `ap-southeast-2` is `apse2`. */
function shortRegion(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  const letters = direction.replace(/north|south|east|west|central/g, (word) => word.charAt(0));
  return area + letters + number;
}
