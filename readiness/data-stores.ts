/**
 * Types that hold what nobody can make again: data, backups of it, and the keys and secrets without which it cannot be
 * read. A replacement of one is a deletion of what it held.
 */
export const dataStores: ReadonlySet<string> = new Set([
  "aws:backup/vault:Vault",
  "aws:cloudwatch/logGroup:LogGroup",
  "aws:cognito/userPool:UserPool",
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:ebs/volume:Volume",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/globalReplicationGroup:GlobalReplicationGroup",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:elasticache/serverlessCache:ServerlessCache",
  "aws:fsx/lustreFileSystem:LustreFileSystem",
  "aws:fsx/ontapFileSystem:OntapFileSystem",
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
  "aws:fsx/windowsFileSystem:WindowsFileSystem",
  "aws:kinesis/stream:Stream",
  "aws:kms/key:Key",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:memorydb/cluster:Cluster",
  "aws:msk/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:rds/cluster:Cluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:rds/globalCluster:GlobalCluster",
  "aws:rds/instance:Instance",
  "aws:redshift/cluster:Cluster",
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
  "aws:timestreamwrite/table:Table",
  "mongodbatlas:index/advancedCluster:AdvancedCluster",
  "mongodbatlas:index/cloudBackupSnapshot:CloudBackupSnapshot",
  "mongodbatlas:index/cluster:Cluster",
  "mongodbatlas:index/flexCluster:FlexCluster",
  "mongodbatlas:index/project:Project",
  "mongodbatlas:index/serverlessInstance:ServerlessInstance",
]);

/** Whether a resource of this type holds what nobody can make again. */
export function isDataStore(type: string): boolean {
  return dataStores.has(type);
}
