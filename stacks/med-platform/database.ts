import * as pulumi from "@pulumi/pulumi";
import { postgresUrl } from "../../components/data/connection-urls";
import type { Postgres } from "../../components/data/postgres";
import { PostgresReplica } from "../../components/data/postgres-replica";
import { protectsData } from "../system/context";
import type { DatabaseLogin } from "../system/database-users";
import { createPostgres } from "../system/postgres";
import { subjects } from "../system/thresholds";
import { databaseName } from "./context";
import type { MedContext } from "./context";

/** The database and the copies of it that are only read. */
export interface Database {
  readonly postgres: Postgres;
  readonly replicas: readonly PostgresReplica[];
}

/** Postgres with the configured number of read replicas (MP-P1-01, MP-DB-07). */
export function createDatabase(context: MedContext): Database {
  const { settings } = context;
  const chosen = settings.medPlatform.postgres;
  const postgres = createPostgres(
    context,
    chosen,
    databaseName(settings.stage),
    settings.medPlatform.thresholds.postgres,
  );
  const replicas = Array.from({ length: chosen.readReplicas }, (_, index) => replica(context, postgres, index + 1));
  return { postgres, replicas };
}

function replica(context: MedContext, postgres: Postgres, number: number): PostgresReplica {
  const { system, settings, foundation, parent } = context;
  const chosen = settings.medPlatform.postgres;
  return new PostgresReplica(
    `${system}-postgres-replica-${number}`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      subject: `read replica ${number} of ${subjects.database(context)}`,
      accountId: settings.aws.accountId,
      sourceIdentifier: postgres.instanceIdentifier,
      securityGroupId: postgres.securityGroupId,
      engineVersion: chosen.engineVersion,
      instanceClass: chosen.instanceClass,
      applyImmediately: chosen.applyChanges === "immediately",
      maxAllocatedStorage: chosen.maxAllocatedStorage,
      maxConnections: chosen.maxConnections,
      extensions: chosen.extensions,
      dataKeyArn: foundation.dataKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      protectData: protectsData(settings),
      backupRetentionDays: chosen.backupRetentionDays,
      logRetentionDays: settings.logs.retentionDays,
      thresholds: settings.medPlatform.thresholds.postgres,
    },
    { parent },
  );
}

/** The URL by which a user reaches the database; the server must prove who it is (MP-DB-06, MP-ENV-06). */
export function databaseUrl(postgres: Postgres, login: DatabaseLogin): pulumi.Output<string> {
  return urlOn(postgres, login, postgres.address);
}

/** The URL by which a user reads from the replicas, the first that answers; absent without replicas (MP-DB-07). */
export function replicaUrl({ postgres, replicas }: Database, login: DatabaseLogin): pulumi.Output<string> | undefined {
  if (replicas.length === 0) return undefined;
  return urlOn(postgres, login, pulumi.all(replicas.map(({ address }) => address)));
}

function urlOn(
  { port, databaseName: database }: Postgres,
  { user, password }: DatabaseLogin,
  hosts: pulumi.Output<string | string[]>,
): pulumi.Output<string> {
  return pulumi
    .all([hosts, password])
    .apply(([host, secret]) => postgresUrl({ user, password: secret, host, port, database, sslMode: "verify-full" }));
}
