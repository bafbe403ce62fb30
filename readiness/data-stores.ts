/**
 * Types that hold what nobody can make again: data, backups of it, and the keys and secrets without which it cannot be
 * read. A replacement of one is a deletion of what it held. Those whose loss weighs most come first: databases, then files
 * and queues, backups, keys and secrets, and last what a build or another log can bring back.
 */
const byWeight: readonly string[] = [
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:rds/globalCluster:GlobalCluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "mongodbatlas:index/advancedCluster:AdvancedCluster",
  "mongodbatlas:index/cluster:Cluster",
  "mongodbatlas:index/flexCluster:FlexCluster",
  "mongodbatlas:index/serverlessInstance:ServerlessInstance",
  "mongodbatlas:index/project:Project",
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:neptune/cluster:Cluster",
  "aws:redshift/cluster:Cluster",
  "aws:timestreamwrite/table:Table",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:memorydb/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:cognito/userPool:UserPool",
  "aws:efs/fileSystem:FileSystem",
  "aws:ebs/volume:Volume",
  "aws:fsx/lustreFileSystem:LustreFileSystem",
  "aws:fsx/ontapFileSystem:OntapFileSystem",
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
  "aws:fsx/windowsFileSystem:WindowsFileSystem",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:kinesis/stream:Stream",
  "aws:msk/cluster:Cluster",
  "aws:sqs/queue:Queue",
  "aws:backup/vault:Vault",
  "mongodbatlas:index/cloudBackupSnapshot:CloudBackupSnapshot",
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:secretsmanager/secret:Secret",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:ecr/repository:Repository",
];

/** Every type of which {@link isDataStore} is true. */
export const dataStores: ReadonlySet<string> = new Set(byWeight);

const places = new Map(byWeight.map((type, place) => [type, place]));

/** Whether a resource of this type holds what nobody can make again. */
export function isDataStore(type: string): boolean {
  return dataStores.has(type);
}

/** Whether a type is a database, a cache or a file system: what a system works on, before buckets and backups. */
export function isDatabase(type: string): boolean {
  return placeByWeight(type) < placeByWeight("aws:s3/bucket:Bucket");
}

/** Where a type stands among all, the one whose loss weighs most first; a type that is no data store comes after all. */
export function placeByWeight(type: string): number {
  return places.get(type) ?? byWeight.length;
}
