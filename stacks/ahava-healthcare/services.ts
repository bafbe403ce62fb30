import * as pulumi from "@pulumi/pulumi";
import type { ApplicationSecrets } from "../../components/application-secrets";
import { ContainerService } from "../../components/container-service";
import type { ContainerTaskArgs } from "../../components/container-task";
import type { Edge } from "../../components/edge";
import { OneOffTask } from "../../components/one-off-task";
import type { Postgres } from "../../components/postgres";
import type { PrivateBucket } from "../../components/private-bucket";
import type { Redis } from "../../components/redis";
import { ServiceAlarms } from "../../components/service-alarms";
import type { RoleStatement } from "../../components/service-role";
import type { ReachedService } from "../../components/task-security-group";
import { systemName } from "./context";
import type { AhavaContext } from "./context";
import { apiPort, environment, logDirectory, metricsNamespace } from "./environment";

/** How long a worker may finish the jobs it has when it is told to stop, in seconds: the most Fargate allows. */
const workerStopTimeout = 120;

/** The API asks itself whether it is healthy: a task that hangs is replaced even while nobody calls it (AH-PRC-01). */
const askHealth = `fetch("http://127.0.0.1:${apiPort}/health").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;

/** What the tasks use. */
export interface TaskSurroundings {
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly uploads: PrivateBucket;
  readonly secrets: ApplicationSecrets;
}

/** The API behind the edge, on port 4000 (AH-PRC-01, AH-NET-07). */
export function createApi(context: AhavaContext, edge: Edge, surroundings: TaskSurroundings): ContainerService {
  const { cpu, memory, ephemeralStorage, minimumTasks, maximumTasks } = context.settings.ahavaHealthcare.api;
  return service(context, surroundings, {
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

/** The worker of the queues; nobody connects to it. */
export function createWorker(context: AhavaContext, surroundings: TaskSurroundings): ContainerService {
  return service(context, surroundings, {
    role: "worker",
    ...context.settings.ahavaHealthcare.worker,
    command: ["node", "dist/worker.js"],
    stopTimeout: workerStopTimeout,
  });
}

/** The database migrations: a task that is run once per release, before it (AH-DEP-10). */
export function createMigration(
  context: AhavaContext,
  { postgres, secrets }: Pick<TaskSurroundings, "postgres" | "secrets">,
): OneOffTask {
  const { foundation, parent } = context;
  const databaseUrl = secrets.valueFrom.DATABASE_URL;
  return new OneOffTask(
    `${systemName}-migration`,
    {
      ...taskBasis(context, "migration"),
      cpu: 512,
      memory: 1024,
      command: ["npx", "prisma", "migrate", "deploy"],
      secrets: databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl },
      clusterName: foundation.clusterName,
      vpcId: foundation.vpcId,
      subnetIds: foundation.privateSubnetIds,
      reaches: [reachPostgres(postgres)],
    },
    { parent },
  );
}

type ServiceChoices = Pick<
  ContainerTaskArgs,
  "cpu" | "memory" | "ephemeralStorage" | "port" | "command" | "healthCheckCommand" | "stopTimeout"
> &
  Pick<
    ConstructorParameters<typeof ContainerService>[1],
    "minimumTasks" | "maximumTasks" | "loadBalancer" | "deploymentAlarmNames"
  > & { readonly role: string };

function service(context: AhavaContext, surroundings: TaskSurroundings, choices: ServiceChoices): ContainerService {
  const { settings, foundation, parent } = context;
  const { postgres, redis, uploads, secrets } = surroundings;
  const name = `${systemName}-${choices.role}`;
  const created = new ContainerService(
    name,
    {
      ...taskBasis(context, choices.role),
      ...choices,
      environment: { ...environment(settings), UPLOADS_BUCKET: uploads.bucketName },
      secrets: secrets.valueFrom,
      taskStatements: taskStatements(context, uploads),
      clusterArn: foundation.clusterArn,
      clusterName: foundation.clusterName,
      vpcId: foundation.vpcId,
      subnetIds: foundation.privateSubnetIds,
      reaches: [reachPostgres(postgres), { name: "redis", securityGroupId: redis.securityGroupId, port: redis.port }],
    },
    { parent },
  );
  new ServiceAlarms(
    name,
    {
      stage: settings.stage,
      routing: foundation.routing,
      clusterName: foundation.clusterName,
      serviceName: created.serviceName,
      serviceArn: created.serviceArn,
      minimumTasks: choices.minimumTasks,
    },
    { parent },
  );
  return created;
}

function reachPostgres(postgres: Postgres): ReachedService {
  return { name: "postgres", securityGroupId: postgres.securityGroupId, port: postgres.port };
}

/** What every task of the system has in common. */
function taskBasis({ settings, foundation }: AhavaContext, role: string) {
  const { accountId, region } = settings.aws;
  const { image } = settings.ahavaHealthcare;
  const repository = `${accountId}.dkr.ecr.${region}.amazonaws.com/${settings.stage}/${systemName}`;
  return {
    stage: settings.stage,
    system: systemName,
    role,
    accountId,
    region,
    image: `${repository}${image.startsWith("sha256:") ? "@" : ":"}${image}`,
    repositoryArn:
      foundation.repositoryArns[systemName] ??
      `arn:aws:ecr:${region}:${accountId}:repository/${settings.stage}/${systemName}`,
    secretsKeyArn: foundation.secretsKeyArn,
    logsKeyArn: foundation.logsKeyArn,
    logRetentionDays: settings.logs.retentionDays,
    writablePaths: ["/tmp", logDirectory],
  };
}

/** What the applications themselves do in AWS: keep uploads, and publish the state of the queues. */
function taskStatements({ settings, foundation }: AhavaContext, uploads: PrivateBucket): RoleStatement[] {
  return [
    {
      sid: "KeepUploads",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: [pulumi.interpolate`${uploads.bucketArn}/*`],
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
      // The action knows no resources; the namespace narrows it instead.
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": metricsNamespace(settings) } },
    },
  ];
}
