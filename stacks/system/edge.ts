import { Edge, type EdgeArgs } from "../../components/edge/edge";
import { HostedZone } from "../../components/edge/hosted-zone";
import { TargetAlarms } from "../../components/observability/target-alarms";
import { UptimeCanary } from "../../components/observability/uptime-canary";
import type { ContainerService } from "../../components/service/container-service";
import { declarationOf } from "../settings/systems";
import { protectsData, type SystemContext } from "./context";
import { subjects, thresholdsOf } from "./thresholds";

/** The public zone of the system's domain. */
export function createZone({ system, settings, parent }: SystemContext, domain: string): HostedZone {
  return new HostedZone(system, { domain, protectData: protectsData(settings) }, { parent });
}

/** System-specific inputs of an edge; the rest is the same for all systems. */
export type EdgeChoices = Omit<
  EdgeArgs,
  | "stage"
  | "routing"
  | "subject"
  | "thresholds"
  | "region"
  | "zoneId"
  | "vpcId"
  | "publicSubnetIds"
  | "logBucketName"
  | "logsKeyArn"
  | "logRetentionDays"
  | "idleTimeout"
  | "protectData"
> & { readonly zone: HostedZone };

/** What the settings say of a web firewall. */
interface ChosenFirewall extends Omit<EdgeArgs["webFirewall"], "webhooks"> {
  readonly webhooks?: readonly string[] | undefined;
  readonly webhookRequestsPerTenMinutes: number;
}

/** The settings of a web firewall as its component takes them. */
export function firewallOf({
  webhooks = [],
  webhookRequestsPerTenMinutes: requestsPerTenMinutes,
  ...chosen
}: ChosenFirewall): EdgeArgs["webFirewall"] {
  return { ...chosen, webhooks: webhooks.map((path) => ({ path, requestsPerTenMinutes })) };
}

/** The edge of the API: certificate, web firewall, load balancer, DNS record. */
export function createEdge(context: SystemContext, choices: EdgeChoices): Edge {
  const { system, settings, foundation, parent } = context;
  const { zone, ...chosen } = choices;
  return new Edge(
    system,
    {
      ...chosen,
      stage: settings.stage,
      routing: foundation.routing,
      subject: subjects.api(context),
      thresholds: thresholdsOf(context),
      region: settings.aws.region,
      zoneId: zone.zoneId,
      vpcId: foundation.vpcId,
      publicSubnetIds: foundation.publicSubnetIds,
      logBucketName: foundation.logArchiveBucketName,
      logsKeyArn: foundation.logsKeyArn,
      idleTimeout: declarationOf(system).idleTimeoutSeconds,
      logRetentionDays: settings.logs.retentionDays,
      protectData: protectsData(settings),
    },
    { parent },
  );
}

/** The alarms on the targets behind the edge, once a service runs there. */
export function createTargetAlarms(context: SystemContext, edge: Edge, service: ContainerService): void {
  const { system, settings, foundation, parent } = context;
  new TargetAlarms(
    `${system}-alarms`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      subject: subjects.api(context),
      thresholds: thresholdsOf(context).loadBalancer,
      loadBalancerArnSuffix: edge.loadBalancerArnSuffix,
      targetGroupArnSuffix: edge.targetGroupArnSuffix,
      alternateTargetGroupArnSuffix: edge.alternateTargetGroupArnSuffix,
      takesOverFrom: edge.loadBalancerAlarms,
    },
    { parent, dependsOn: [service] },
  );
}

/**
 * The five-minute probe of an address from outside (AH-MON-01, AH-MON-02, MP-MON-05). It starts once the service
 * runs: before that, each probe would fail and count against the objective.
 */
export function createCanary(context: SystemContext, url: string, service: ContainerService): UptimeCanary {
  const { system, settings, foundation, parent } = context;
  return new UptimeCanary(
    `${system}-uptime`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      subject: subjects.api(context),
      thresholds: thresholdsOf(context).uptime,
      accountId: settings.aws.accountId,
      region: settings.aws.region,
      url,
      artifactsBucketName: foundation.canaryBucketName,
      artifactsBucketArn: foundation.canaryBucketArn,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent, dependsOn: [service] },
  );
}
