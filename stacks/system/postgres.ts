import * as pulumi from "@pulumi/pulumi";
import { Postgres } from "../../components/data/postgres";
import type { PostgresReplica } from "../../components/data/postgres-replica";
import { PostgresAlarms } from "../../components/observability/postgres-alarms";
import type { PostgresThresholds } from "../../components/observability/postgres-alarm-definitions";
import { postgresInstanceClass } from "../../components/data/postgres-instance-classes";
import { databaseWindows } from "../../settings/sections/database-windows";
import { keyringFacts } from "../settings/rotation/keyrings";
import type { ReachedService } from "../../components/service/task-security-group";
import type { System } from "../settings/systems";
import type { BuiltSystem } from "./built-system";
import { protectsData } from "./context";
import type { SystemContext } from "./context";
import { subjects } from "./thresholds";

/** A system's settings of its database. */
export interface ChosenPostgres {
  readonly engineVersion: string;
  readonly applyChanges: "in-window" | "immediately";
  readonly instanceClass: string;
  readonly allocatedStorage: number;
  readonly maxAllocatedStorage: number;
  readonly multiAz: boolean;
  readonly backupRetentionDays: number;
  readonly maxConnections: number;
  readonly extensions: readonly string[];
}

/** The database of a system, with its alarms (AH-DB-01, MP-P1-01). */
export function createPostgres(
  context: SystemContext,
  chosen: ChosenPostgres,
  /** The first database; RDS refuses the hyphens of a system's name (C-13). */
  databaseName: string,
  thresholds: PostgresThresholds,
): Postgres {
  const { system, settings, foundation, parent } = context;
  const postgres = new Postgres(
    `${system}-postgres`,
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
      applyImmediately: chosen.applyChanges === "immediately",
      instanceClass: chosen.instanceClass,
      allocatedStorage: chosen.allocatedStorage,
      maxAllocatedStorage: chosen.maxAllocatedStorage,
      databaseName,
      masterKeyring: keyringFacts(settings, system, "DATABASE_MASTER_PASSWORD"),
      maxConnections: chosen.maxConnections,
      extensions: chosen.extensions,
      multiAz: chosen.multiAz,
      protectData: protectsData(settings),
      backupRetentionDays: chosen.backupRetentionDays,
      backupWindow: databaseWindows.backup,
      maintenanceWindow: databaseWindows.maintenance,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
  new PostgresAlarms(
    `${system}-postgres`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      subject: subjects.database(context),
      thresholds,
      instanceIdentifier: postgres.instanceIdentifier,
      // By the running class, not the one in the settings: a change may wait for the window.
      memoryBytes: postgres.instanceClass.apply((running) => postgresInstanceClass(running).memoryBytes),
      allocatedStorage: postgres.allocatedStorage,
      maxConnections: chosen.maxConnections,
    },
    { parent },
  );
  return postgres;
}

/**
 * The storage of a system's database as reported by RDS, which autoscales it, by the keys of the settings.
 * @param replicas its read replicas, whose storage autoscales as well with the same maximum.
 */
export function measuredStorage(
  system: System,
  { allocatedStorage }: Postgres,
  replicas: readonly PostgresReplica[] = [],
): BuiltSystem["measured"] {
  const each = pulumi.all([allocatedStorage, ...replicas.map((replica) => replica.allocatedStorage)]);
  return {
    [`${system}.postgres.allocatedStorage`]: allocatedStorage,
    [`${system}.postgres.maxAllocatedStorage`]: each.apply((sizes) => Math.max(...sizes)),
  };
}

/** The database as a task's security group reaches it. */
export function reachPostgres(postgres: Postgres): ReachedService {
  return { name: "postgres", securityGroupId: postgres.securityGroupId, port: postgres.port };
}
