import type { Postgres } from "../../components/data/postgres";
import type { Dashboard } from "../../components/observability/dashboard";
import { QueueAlarms } from "../../components/observability/queue-alarms";
import type { Redis } from "../../components/data/redis";
import { createSystemDashboard, type Shown } from "../system/dashboard";
import type { AhavaContext } from "./context";
import { metricsNamespace } from "./environment";

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

/** Dashboard parts besides the API and the canary. */
export interface Stores {
  readonly postgres: Postgres;
  readonly redis: Redis;
}

/** One page with the API, the database, Redis and the queues. */
export function createDashboard(context: AhavaContext, shown: Shown, { postgres, redis }: Stores): Dashboard {
  const { queues, redis: nodes, thresholds } = context.settings.ahavaHealthcare;
  const suffixes = Array.from({ length: nodes.nodes }, (_, index) => String(index + 1).padStart(3, "0"));
  return createSystemDashboard(context, shown, {
    latencyPercentile: "p99",
    database: postgres.instanceIdentifier.apply((instanceId) => ({
      instanceId,
      cpuPercent: thresholds.postgres.cpuWarningPercent,
    })),
    redis: redis.replicationGroupId.apply((id) => ({ nodeIds: suffixes.map((suffix) => `${id}-${suffix}`) })),
    queues: { namespace: metricsNamespace(context.settings), names: queues },
  });
}
