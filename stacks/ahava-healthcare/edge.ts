import { Edge } from "../../components/edge";
import { HostedZone } from "../../components/hosted-zone";
import { UptimeCanary } from "../../components/uptime-canary";
import { protectsData, systemName } from "./context";
import type { AhavaContext } from "./context";
import { apiPort } from "./environment";

/** How long a WebSocket may be silent before the load balancer closes it, in seconds; above any usual heartbeat (AH-NET-08). */
const webSocketIdleTimeout = 300;

/** The public zone of the system's domain. */
export function createZone({ settings, parent }: AhavaContext): HostedZone {
  const { domain } = settings.ahavaHealthcare;
  return new HostedZone(systemName, { domain, protectData: protectsData(settings) }, { parent });
}

/** What stands between the internet and the API: certificate, firewall, load balancer, DNS record. */
export function createEdge({ settings, foundation, parent }: AhavaContext, zone: HostedZone): Edge {
  const { domain, webFirewall } = settings.ahavaHealthcare;
  return new Edge(
    systemName,
    {
      stage: settings.stage,
      routing: foundation.routing,
      region: settings.aws.region,
      domainName: `api.${domain}`,
      zoneId: zone.zoneId,
      vpcId: foundation.vpcId,
      publicSubnetIds: foundation.publicSubnetIds,
      targetPort: apiPort,
      logBucketName: foundation.logArchiveBucketName,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
      webFirewall,
      protectData: protectsData(settings),
      idleTimeout: webSocketIdleTimeout,
      // Socket.IO falls back to polling, whose requests must find the task that holds the session (AH-NET-08).
      stickySessions: true,
    },
    { parent },
  );
}

/** The five-minute probe of the API from outside (AH-MON-01, AH-MON-02). */
export function createCanary({ settings, foundation, parent }: AhavaContext, edge: Edge): UptimeCanary {
  return new UptimeCanary(
    `${systemName}-uptime`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      accountId: settings.aws.accountId,
      region: settings.aws.region,
      url: `${edge.url}/health`,
      artifactsBucketName: foundation.canaryBucketName,
      artifactsBucketArn: foundation.canaryBucketArn,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
}
