import * as pulumi from "@pulumi/pulumi";
import type { ContainerService } from "../../components/service/container-service";
import { Dashboard } from "../../components/observability/dashboard";
import type { Edge } from "../../components/edge/edge";
import type { Postgres } from "../../components/data/postgres";
import { QueueAlarms } from "../../components/observability/queue-alarms";
import type { Redis } from "../../components/data/redis";
import type { UptimeCanary } from "../../components/observability/uptime-canary";
import { secretAgeRow } from "../system/secret-ages";
import type { AhavaContext } from "./context";
import { metricsNamespace } from "./environment";

/** What the dashboard shows. */
export interface Shown {
  readonly edge: Edge;
  readonly api: ContainerService;
  readonly worker: ContainerService;
  readonly postgres: Postgres;
  readonly redis: Redis;
  readonly canary: UptimeCanary;
}

/** Alarms on jobs that wait too long or have failed for good. */
export function createQueueAlarms({ system, settings, foundation, parent }: AhavaContext): QueueAlarms {
  const { queues, thresholds } = settings.ahavaHealthcare;
  return new QueueAlarms(
    `${system}-queues`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      system,
      namespace: metricsNamespace(settings),
      queues,
      thresholds: thresholds.queues,
    },
    { parent },
  );
}

/** One page with the API, the database, Redis and the queues. */
export function createDashboard(context: AhavaContext, shown: Shown): Dashboard {
  const { system, settings, foundation, parent } = context;
  const { edge, api, worker, postgres, redis, canary } = shown;
  const { loadBalancer, service, postgres: ofDatabase, uptime } = settings.ahavaHealthcare.thresholds;
  const nodes = Array.from({ length: settings.ahavaHealthcare.redis.nodes }, (_, index) =>
    String(index + 1).padStart(3, "0"),
  );
  return new Dashboard(
    system,
    {
      stage: settings.stage,
      facts: {
        region: settings.aws.region,
        api: pulumi.output({
          loadBalancerArnSuffix: edge.loadBalancerArnSuffix,
          targetGroupArnSuffix: edge.targetGroupArnSuffix,
          clusterName: foundation.clusterName,
          serviceNames: [api.serviceName, worker.serviceName],
          thresholds: {
            cpuPercent: service.cpuPercent,
            memoryPercent: service.memoryPercent,
            latency: { percentile: "p99" as const, milliseconds: loadBalancer.latencyWarningMilliseconds },
          },
        }),
        database: pulumi.output({
          instanceId: postgres.instanceIdentifier,
          cpuPercent: ofDatabase.cpuWarningPercent,
        }),
        redis: redis.replicationGroupId.apply((id) => ({ nodeIds: nodes.map((node) => `${id}-${node}`) })),
        queues: { namespace: metricsNamespace(settings), names: settings.ahavaHealthcare.queues },
        canary: pulumi.output({ name: canary.canaryName, objectivePercent: uptime.objectivePercent }),
        custom: [secretAgeRow(context)],
      },
    },
    { parent },
  );
}
