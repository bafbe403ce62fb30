import type { ContainerService } from "../../components/service/container-service";
import type { Edge } from "../../components/edge/edge";
import { MetricsCollector } from "../../components/observability/metrics-collector";
import type { OneOffTask } from "../../components/service/one-off-task";
import type { Postgres } from "../../components/data/postgres";
import type { DatabaseAccess } from "../system/database-users";
import { reachPostgres } from "../system/postgres";
import { pinnedImage } from "../system/release";
import type { SecretReferences } from "../system/secrets";
import { createOneOffTask, createService } from "../system/tasks";
import { apiPort, environment, metricsNamespace, program, programFolder } from "./context";
import type { MedContext } from "./context";

/** CloudWatch metrics from the API's metrics endpoint and the Go runtime (MP-GRF-01, MP-M24-08). */
const collected = [
  "^go_goroutines$",
  "^go_threads$",
  "^go_memstats_(heap_inuse|heap_alloc|next_gc)_bytes$",
  "^go_gc_duration_seconds$",
  "^process_(resident_memory_bytes|open_fds|max_fds)$",
];

/** The resources that the tasks use. */
export interface ServiceDependencies {
  readonly postgres: Postgres;
  readonly database: DatabaseAccess;
  /** The source of each secret variable of the API. */
  readonly secrets: SecretReferences;
}

/** The API behind the edge, on port 8081, with blue-green deployments (MP-NGX-14, MP-RBK-01). */
export function createApi(
  context: MedContext,
  edge: Edge,
  { postgres, database, secrets }: ServiceDependencies,
): ContainerService {
  const { settings } = context;
  const { api, blueGreen } = settings.medPlatform;
  return createService(context, {
    role: "api",
    image: pinnedImage(settings.medPlatform),
    entryPoint: [program],
    workingDirectory: programFolder,
    port: apiPort,
    ...api,
    environment: environment(settings),
    secrets,
    sidecars: [createCollector(context).sidecar],
    loadBalancer: {
      targetGroupArn: edge.targetGroupArn,
      securityGroupId: edge.securityGroupId,
      blueGreen: edge.blueGreen,
    },
    deployment: { strategy: "blue-green", bakeMinutes: blueGreen.bakeMinutes },
    deploymentAlarmNames: edge.deploymentAlarmNames,
    reaches: [reachPostgres(postgres)],
    dependsOn: [database.roles],
  });
}

/** The database migrations: a task that is run once per release, before it (MP-P1-02). */
export function createMigration(
  context: MedContext,
  { postgres, database }: Pick<ServiceDependencies, "postgres" | "database">,
): OneOffTask {
  const { settings } = context;
  const { migrationCommand } = settings.medPlatform;
  const { PGSSLROOTCERT = "" } = environment(settings);
  return createOneOffTask(context, {
    role: "migration",
    image: pinnedImage(settings.medPlatform),
    cpu: 512,
    memory: 1024,
    entryPoint: [program],
    workingDirectory: programFolder,
    command: migrationCommand,
    environment: { PGSSLROOTCERT },
    secrets: { DATABASE_URL: database.migrationUrl.valueFrom },
    reaches: [reachPostgres(postgres)],
    dependsOn: [database.roles],
  });
}

/** The collector of the API's metrics and traces (MP-PRM-01, MP-PRM-02, MP-MON-04). */
function createCollector({ system, settings, foundation, parent }: MedContext): MetricsCollector {
  return new MetricsCollector(
    `${system}-collector`,
    {
      stage: settings.stage,
      system,
      role: "api",
      region: settings.aws.region,
      image: settings.medPlatform.collector.image,
      port: apiPort,
      namespace: metricsNamespace(settings),
      metrics: collected,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
}
