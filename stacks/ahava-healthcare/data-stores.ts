import { PrivateBucket } from "../../components/data/private-bucket";
import { Redis } from "../../components/data/redis";
import { RedisAlarms } from "../../components/observability/redis-alarms";
import { keyringFacts } from "../settings/rotation/keyrings";
import { protectsData } from "../system/context";
import { subjects } from "../system/thresholds";
import type { AhavaContext } from "./context";

/** The Redis of the BullMQ queues, with its alarms (AH-RED-01 to AH-RED-03). */
export function createRedis(context: AhavaContext): Redis {
  const { system, settings, foundation, parent } = context;
  const chosen = settings.ahavaHealthcare.redis;
  const { cacheEventsTopicArn } = foundation;
  if (cacheEventsTopicArn === undefined) throw new Error("The foundation has no topic for the events of a cache.");
  const redis = new Redis(
    `${system}-redis`,
    {
      stage: settings.stage,
      vpcId: foundation.vpcId,
      subnetIds: foundation.dataSubnetIds,
      dataKeyArn: foundation.dataKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      eventTopicArn: cacheEventsTopicArn,
      engineVersion: chosen.engineVersion,
      applyImmediately: chosen.applyChanges === "immediately",
      nodeType: chosen.nodeType,
      nodes: chosen.nodes,
      keyring: keyringFacts(settings, system, "REDIS_URL"),
      protectData: protectsData(settings),
      snapshotRetentionDays: chosen.snapshotRetentionDays,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
  new RedisAlarms(
    `${system}-redis`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      subject: subjects.redis(context),
      thresholds: settings.ahavaHealthcare.thresholds.redis,
      replicationGroupId: redis.replicationGroupId,
      nodes: chosen.nodes,
    },
    { parent },
  );
  return redis;
}

/** Uploads of patients and staff; archived at 03:00 (AH-BAK-05, C-23). */
export function createUploads({ system, settings, foundation, parent }: AhavaContext): PrivateBucket {
  return new PrivateBucket(
    `${system}-uploads`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      dataClass: "patient",
      encryption: { kmsKeyArn: foundation.dataKeyArn },
      accessLogs: { bucketName: foundation.logArchiveBucketName, prefix: `buckets/${system}-uploads/` },
      protectData: protectsData(settings),
      forceDestroy: !protectsData(settings),
      tags: { backup: "archive" },
    },
    { parent },
  );
}
