import type { Count, Quota } from "./quota";
import { each, numberOf, textOf } from "./quota";

const rdsSource = "Amazon RDS User Guide, Quotas and constraints for Amazon RDS (CHAP_Limits)";
const cacheSource = "Amazon ElastiCache User Guide, Quotas for ElastiCache";
const rds = { service: "rds", scope: "Region", source: rdsSource } as const;
const cache = { service: "elasticache", scope: "Region", source: cacheSource } as const;

/** The nodes of a replication group: every group with its replicas, or the clusters that are given. */
const cacheNodes: Count = ({ state }) => {
  const groups = numberOf(state.numNodeGroups) || 1;
  const ofGroups = groups * (1 + numberOf(state.replicasPerNodeGroup));
  return [{ amount: numberOf(state.numCacheClusters) || ofGroups }];
};

/** The quotas of databases, caches, keys and secrets. */
export const dataQuotas: readonly Quota[] = [
  {
    ...rds,
    code: "L-7B6409FD",
    name: "DB instances",
    unit: "instances",
    default: 40,
    refusal: "InstanceQuotaExceeded",
    counts: { "aws:rds/instance:Instance": each, "aws:rds/clusterInstance:ClusterInstance": each },
  },
  {
    ...rds,
    name: "DB clusters",
    unit: "clusters",
    default: 40,
    refusal: "DBClusterQuotaExceededFault",
    counts: { "aws:rds/cluster:Cluster": each },
  },
  {
    ...rds,
    name: "DB cluster parameter groups",
    unit: "groups",
    default: 50,
    refusal: "DBParameterGroupQuotaExceeded",
    counts: { "aws:rds/clusterParameterGroup:ClusterParameterGroup": each },
  },
  {
    ...rds,
    name: "Option groups",
    unit: "groups",
    default: 20,
    refusal: "OptionGroupQuotaExceededFault",
    counts: { "aws:rds/optionGroup:OptionGroup": each },
  },
  {
    ...rds,
    name: "Proxies",
    unit: "proxies",
    default: 20,
    refusal: "DBProxyQuotaExceededFault",
    counts: { "aws:rds/proxy:Proxy": each },
  },
  {
    ...rds,
    name: "Manual DB instance snapshots",
    unit: "snapshots",
    default: 100,
    refusal: "SnapshotQuotaExceeded",
    counts: { "aws:rds/snapshot:Snapshot": each },
  },
  {
    ...rds,
    name: "Read replicas per primary",
    unit: "replicas",
    per: "primary",
    default: 15,
    refusal: "InstanceQuotaExceeded",
    counts: {
      "aws:rds/instance:Instance": ({ state }) =>
        typeof state.replicateSourceDb === "string" && state.replicateSourceDb !== ""
          ? [{ within: state.replicateSourceDb.split(":").at(-1) ?? "", amount: 1 }]
          : [],
    },
  },
  {
    ...rds,
    code: "L-7ADDB58A",
    name: "Total storage for all DB instances",
    unit: "GiB",
    default: 100_000,
    refusal: "StorageQuotaExceeded",
    counts: {
      "aws:rds/instance:Instance": ({ state }) => {
        const amount = numberOf(state.allocatedStorage);
        return [{ amount, atMost: Math.max(amount, numberOf(state.maxAllocatedStorage)) }];
      },
    },
  },
  {
    ...rds,
    code: "L-DE55804A",
    name: "Parameter groups",
    unit: "groups",
    default: 50,
    refusal: "DBParameterGroupQuotaExceeded",
    counts: { "aws:rds/parameterGroup:ParameterGroup": each },
  },
  {
    ...rds,
    code: "L-48C6BF61",
    name: "DB subnet groups",
    unit: "groups",
    default: 50,
    refusal: "DBSubnetGroupQuotaExceeded",
    counts: { "aws:rds/subnetGroup:SubnetGroup": each },
  },
  {
    ...rds,
    name: "Event subscriptions",
    unit: "subscriptions",
    default: 20,
    refusal: "EventSubscriptionQuotaExceeded",
    counts: { "aws:rds/eventSubscription:EventSubscription": each },
  },
  {
    ...cache,
    code: "L-DFE45DF3",
    name: "Nodes per Region",
    unit: "nodes",
    default: 300,
    refusal: "NodeQuotaForCustomerExceeded",
    counts: { "aws:elasticache/replicationGroup:ReplicationGroup": cacheNodes },
  },
  {
    ...cache,
    name: "Parameter groups per Region",
    unit: "groups",
    default: 300,
    refusal: "CacheParameterGroupQuotaExceeded",
    counts: { "aws:elasticache/parameterGroup:ParameterGroup": each },
  },
  {
    ...cache,
    name: "Subnet groups per Region",
    unit: "groups",
    default: 300,
    refusal: "CacheSubnetGroupQuotaExceeded",
    counts: { "aws:elasticache/subnetGroup:SubnetGroup": each },
  },
  {
    ...cache,
    name: "User groups per Region",
    unit: "groups",
    default: 100,
    refusal: "UserGroupQuotaExceeded",
    counts: { "aws:elasticache/userGroup:UserGroup": each },
  },
  {
    ...cache,
    name: "Users per Region",
    unit: "users",
    default: 1000,
    refusal: "UserQuotaExceeded",
    counts: { "aws:elasticache/user:User": each },
  },
  {
    service: "secretsmanager",
    code: "L-2F66C23C",
    name: "Secrets per Region",
    unit: "secrets",
    scope: "Region",
    default: 500_000,
    source: "AWS Secrets Manager User Guide, Quotas",
    refusal: "LimitExceededException",
    counts: { "aws:secretsmanager/secret:Secret": each },
  },
  {
    service: "kms",
    code: "L-C2F1777E",
    name: "Customer managed keys",
    unit: "keys",
    scope: "Region",
    default: 100_000,
    source: "AWS KMS Developer Guide, Resource quotas",
    refusal: "LimitExceededException",
    counts: { "aws:kms/key:Key": each },
  },
  {
    service: "s3",
    code: "L-DC2B2D3D",
    name: "General purpose buckets",
    unit: "buckets",
    scope: "account",
    default: 10_000,
    source: "Amazon S3 User Guide, General purpose bucket quotas, limitations, and restrictions",
    refusal: "TooManyBuckets",
    counts: { "aws:s3/bucket:Bucket": each, "aws:s3/bucketV2:BucketV2": each },
  },
  {
    service: "firehose",
    code: "L-14BB0BE7",
    name: "Delivery streams",
    unit: "streams",
    scope: "Region",
    default: 5000,
    source: "Amazon Data Firehose Developer Guide, Quota",
    refusal: "LimitExceededException",
    counts: { "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": each },
  },
  {
    service: "backup",
    name: "Backup vaults per Region",
    unit: "vaults",
    scope: "Region",
    default: 100,
    source: "AWS Backup Developer Guide, Quotas",
    refusal: "LimitExceededException",
    counts: { "aws:backup/vault:Vault": each },
  },
  {
    service: "backup",
    name: "Backup plans per Region",
    unit: "plans",
    scope: "Region",
    default: 100,
    source: "AWS Backup Developer Guide, Quotas",
    refusal: "LimitExceededException",
    counts: { "aws:backup/plan:Plan": each },
  },
  // The codes of Atlas's refusals are not documented, so that these are added up only.
  ...atlasQuotas(),
];

/** Source: mongodb.com/docs/atlas/reference/atlas-limits, "Organization and Project Limits". */
function atlasQuotas(): readonly Quota[] {
  const atlas = {
    service: "mongodbatlas",
    scope: "account",
    per: "project",
    raisedBy: "a support case",
    source: "mongodb.com/docs/atlas/reference/atlas-limits, Organization and Project Limits",
  } as const;
  const inProject: Count = ({ state }) => [{ within: textOf(state.projectId), amount: 1 }];
  return [
    {
      ...atlas,
      name: "Clusters",
      unit: "clusters",
      default: 25,
      counts: { "mongodbatlas:index/advancedCluster:AdvancedCluster": inProject },
    },
    {
      ...atlas,
      name: "Database users",
      unit: "users",
      default: 100,
      counts: { "mongodbatlas:index/databaseUser:DatabaseUser": inProject },
    },
    {
      ...atlas,
      name: "IP access list entries",
      unit: "entries",
      default: 200,
      counts: { "mongodbatlas:index/projectIpAccessList:ProjectIpAccessList": inProject },
    },
  ];
}
