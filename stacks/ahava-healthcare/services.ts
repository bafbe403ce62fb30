import type { ContainerService } from "../../components/service/container-service";
import type { Edge } from "../../components/edge/edge";
import type { OneOffTask } from "../../components/service/one-off-task";
import type { Postgres } from "../../components/data/postgres";
import type { PrivateBucket } from "../../components/data/private-bucket";
import type { Redis } from "../../components/data/redis";
import type { RoleStatement } from "../../components/security/service-role";
import type { DatabaseAccess } from "../system/database-users";
import { reachPostgres } from "../system/postgres";
import { pinnedImage } from "../system/release";
import type { SecretReferences } from "../system/secrets";
import { createOneOffTask, createService } from "../system/tasks";
import type { ServiceChoices } from "../system/tasks";
import type { AhavaContext } from "./context";
import { apiPort, environment, logDirectory, metricsNamespace } from "./environment";
import { textOf } from "../../components/stated-values";

/** The stop timeout of a worker for its running jobs, in seconds: Fargate's maximum. */
const workerStopTimeout = 120;

/** The container checks its own health: a hanging task is replaced even without requests (AH-PRC-01). */
const askHealth = `fetch("http://127.0.0.1:${apiPort}/health").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

/** The application writes below these; everything else of its disk is read-only. */
const writablePaths = ["/tmp", logDirectory];

/** The resources that the tasks use. */
export interface ServiceDependencies {
  readonly postgres: Postgres;
  readonly database: DatabaseAccess;
  readonly redis: Redis;
  readonly uploads: PrivateBucket;
  /** The source of each secret variable of the applications. */
  readonly secrets: SecretReferences;
}

/** The API behind the edge, on port 4000 (AH-PRC-01, AH-NET-07). */
export function createApi(context: AhavaContext, edge: Edge, dependencies: ServiceDependencies): ContainerService {
  const { cpu, memory, ephemeralStorage, minimumTasks, maximumTasks } = context.settings.ahavaHealthcare.api;
  return service(context, dependencies, {
    role: "api",
    port: apiPort,
    healthCheckCommand: ["node", "-e", askHealth],
    cpu,
    memory,
    ephemeralStorage,
    minimumTasks,
    maximumTasks,
    loadBalancer: { targetGroupArn: edge.targetGroupArn, securityGroupId: edge.securityGroupId },
    deploymentAlarmNames: edge.deploymentAlarmNames,
  });
}

/** The queue worker, which accepts no connections. */
export function createWorker(context: AhavaContext, dependencies: ServiceDependencies): ContainerService {
  return service(context, dependencies, {
    role: "worker",
    ...context.settings.ahavaHealthcare.worker,
    command: ["node", "dist/worker.js"],
    stopTimeout: workerStopTimeout,
  });
}

/** The database migrations: a task that is run once per release, before it (AH-DEP-10). */
export function createMigration(
  context: AhavaContext,
  { postgres, database }: Pick<ServiceDependencies, "postgres" | "database">,
): OneOffTask {
  return createOneOffTask(context, {
    role: "migration",
    image: pinnedImage(context.settings.ahavaHealthcare),
    cpu: 512,
    memory: 1024,
    command: ["npx", "prisma", "migrate", "deploy"],
    secrets: { DATABASE_URL: database.migrationUrl.valueFrom },
    writablePaths,
    reaches: [reachPostgres(postgres)],
    dependsOn: [database.roles],
  });
}

function service(
  context: AhavaContext,
  { postgres, database, redis, uploads, secrets }: ServiceDependencies,
  choices: Omit<ServiceChoices, "image">,
): ContainerService {
  const { settings } = context;
  return createService(context, {
    ...choices,
    image: pinnedImage(settings.ahavaHealthcare),
    environment: { ...environment(settings), UPLOADS_BUCKET: uploads.bucketName },
    secrets,
    taskStatements: taskStatements(context, uploads),
    writablePaths,
    reaches: [reachPostgres(postgres), { name: "redis", securityGroupId: redis.securityGroupId, port: redis.port }],
    dependsOn: [database.roles],
  });
}

/** The applications' own rights in AWS: store uploads, and publish queue metrics. */
function taskStatements({ settings, foundation }: AhavaContext, uploads: PrivateBucket): RoleStatement[] {
  return [
    {
      sid: "KeepUploads",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: [textOf`${uploads.bucketArn}/*`],
    },
    { sid: "ListUploads", actions: ["s3:ListBucket"], resources: [uploads.bucketArn] },
    {
      sid: "EncryptUploads",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [foundation.dataKeyArn],
      conditions: { StringEquals: { "kms:ViaService": `s3.${settings.aws.region}.amazonaws.com` } },
    },
    {
      sid: "PublishQueueMetrics",
      actions: ["cloudwatch:PutMetricData"],
      // The action has no resource; a condition on the namespace restricts it.
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": metricsNamespace(settings) } },
    },
  ];
}
