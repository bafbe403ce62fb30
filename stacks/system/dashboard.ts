import * as pulumi from "@pulumi/pulumi";
import type { Edge } from "../../components/edge/edge";
import type { ContainerService } from "../../components/service/container-service";
import { Dashboard } from "../../components/observability/dashboard";
import type { CustomRow, DashboardFacts } from "../../components/observability/dashboard-body";
import type { UptimeCanary } from "../../components/observability/uptime-canary";
import type { SystemContext } from "./context";
import { secretAgeRow } from "./secret-ages";
import { thresholdsOf } from "./thresholds";

/** The common rows of every system's dashboard. */
export interface Shown {
  readonly edge: Edge;
  /** The API first, then the other services. */
  readonly services: readonly ContainerService[];
  readonly canary: UptimeCanary;
}

/** Additional rows of one system's dashboard. */
export interface OwnRows {
  /** The percentile of the latency that the checklist of the system names. */
  readonly latencyPercentile: "p95" | "p99";
  readonly database?: pulumi.Input<DashboardFacts["database"]>;
  readonly redis?: pulumi.Input<DashboardFacts["redis"]>;
  readonly queues?: DashboardFacts["queues"];
  /** Rows that no other system has, above the one about secrets. @default none */
  readonly rows?: pulumi.Input<readonly CustomRow[]>;
}

/** One page with the API, the system's own rows, the canary and the age of the secrets. */
export function createSystemDashboard(context: SystemContext, shown: Shown, own: OwnRows): Dashboard {
  const { system, settings, foundation, parent } = context;
  const { edge, services, canary } = shown;
  const { latencyPercentile, rows = [], ...facts } = own;
  const { loadBalancer, service, uptime } = thresholdsOf(context);
  return new Dashboard(
    system,
    {
      stage: settings.stage,
      facts: {
        ...facts,
        region: settings.aws.region,
        api: pulumi.output({
          loadBalancerArnSuffix: edge.loadBalancerArnSuffix,
          targetGroupArnSuffix: edge.targetGroupArnSuffix,
          alternateTargetGroupArnSuffix: edge.alternateTargetGroupArnSuffix,
          clusterName: foundation.clusterName,
          serviceNames: services.map(({ serviceName }) => serviceName),
          thresholds: {
            cpuPercent: service.cpuPercent,
            memoryPercent: service.memoryPercent,
            latency: { percentile: latencyPercentile, milliseconds: loadBalancer.latencyWarningMilliseconds },
          },
        }),
        canary: pulumi.output({ name: canary.canaryName, objectivePercent: uptime.objectivePercent }),
        custom: pulumi.output(rows).apply((before) => [...before, secretAgeRow(context)]),
      },
    },
    { parent },
  );
}
