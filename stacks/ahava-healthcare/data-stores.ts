import { Postgres } from "../../components/postgres";
import { PostgresAlarms } from "../../components/postgres-alarms";
import { postgresInstanceClass } from "../../components/postgres-instance-classes";
import { PrivateBucket } from "../../components/private-bucket";
import { Redis } from "../../components/redis";
import { RedisAlarms } from "../../components/redis-alarms";
import { protectsData, systemName } from "./context";
import type { AhavaContext } from "./context";

/** The database, with its alarms (AH-DB-01). */
export function createPostgres({ settings, foundation, parent }: AhavaContext): Postgres {
  const chosen = settings.ahavaHealthcare.postgres;
  const postgres = new Postgres(
    `${systemName}-postgres`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      vpcId: foundation.vpcId,
      subnetIds: foundation.dataSubnetIds,
      dataKeyArn: foundation.dataKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      eventTopicArn: foundation.routing.topicArns.critical,
      noticeTopicArn: foundation.routing.topicArns.info,
      engineVersion: chosen.engineVersion,
      instanceClass: chosen.instanceClass,
      allocatedStorage: chosen.allocatedStorage,
      maxAllocatedStorage: chosen.maxAllocatedStorage,
      // RDS refuses the hyphen of the checklist's name (C-13).
      databaseName: "ahava_healthcare",
      maxConnections: chosen.maxConnections,
      multiAz: chosen.multiAz,
      protectData: protectsData(settings),
      backupRetentionDays: chosen.backupRetentionDays,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
  new PostgresAlarms(
    `${systemName}-postgres`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      instanceIdentifier: postgres.instanceIdentifier,
      memoryBytes: postgresInstanceClass(chosen.instanceClass).memoryBytes,
      allocatedStorage: chosen.allocatedStorage,
      maxConnections: chosen.maxConnections,
    },
    { parent },
  );
  return postgres;
}

/** The Redis of the BullMQ queues, with its alarms (AH-RED-01 to AH-RED-03). */
export function createRedis({ settings, foundation, parent }: AhavaContext): Redis {
  const chosen = settings.ahavaHealthcare.redis;
  const redis = new Redis(
    `${systemName}-redis`,
    {
      stage: settings.stage,
      vpcId: foundation.vpcId,
      subnetIds: foundation.dataSubnetIds,
      dataKeyArn: foundation.dataKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      eventTopicArn: foundation.cacheEventsTopicArn,
      engineVersion: chosen.engineVersion,
      nodeType: chosen.nodeType,
      nodes: chosen.nodes,
      protectData: protectsData(settings),
      snapshotRetentionDays: chosen.snapshotRetentionDays,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
  new RedisAlarms(
    `${systemName}-redis`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      replicationGroupId: redis.replicationGroupId,
      nodes: chosen.nodes,
    },
    { parent },
  );
  return redis;
}

/** What patients and staff upload; archived at 03:00 with the rest (AH-BAK-05, C-23). */
export function createUploads({ settings, foundation, parent }: AhavaContext): PrivateBucket {
  return new PrivateBucket(
    `${systemName}-uploads`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      encryption: { kmsKeyArn: foundation.dataKeyArn },
      accessLogs: { bucketName: foundation.logArchiveBucketName, prefix: `buckets/${systemName}-uploads/` },
      protectData: protectsData(settings),
      forceDestroy: !protectsData(settings),
      tags: { "data-class": "patient", backup: "archive" },
    },
    { parent },
  );
}
