import type * as pulumi from "@pulumi/pulumi";
import { LogMetrics } from "../../components/observability/log-metrics";
import type { LogMetricAlarm } from "../../components/observability/log-metrics";
import { metricsNamespace } from "./context";
import type { MedContext } from "./context";
import { countedEvents, externalServices } from "./events";
import type { CountedEvent, ExternalService } from "./events";

/** Business metrics and the health of external services, from the API's log (MP-BIZ-01 to MP-BIZ-05, MP-EXT-10). */
export function createBusinessMetrics(
  { system, settings, foundation, parent }: MedContext,
  logGroupName: pulumi.Input<string>,
): LogMetrics {
  return new LogMetrics(
    `${system}-figures`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      logGroupName,
      namespace: metricsNamespace(settings),
      metrics: countedEvents.map((event) => ({ name: event.metric, pattern: patternOf(event) })),
      alarms: externalServices.map((service) => failing(service, settings.medPlatform.thresholds.externalServices)),
    },
    { parent },
  );
}

function patternOf({ event, service }: CountedEvent): string {
  const conditions = [`$.event = "${event}"`, ...(service === undefined ? [] : [`$.service = "${service}"`])];
  return `{ ${conditions.join(" && ")} }`;
}

function failing(
  { name, service }: ExternalService,
  { failedPercent, minimumCalls }: MedContext["settings"]["medPlatform"]["thresholds"]["externalServices"],
): LogMetricAlarm {
  return {
    name: `${service}-failing`,
    severity: "critical",
    summary: `Over ${failedPercent} % of the calls of med-platform to ${name} failed for 15 minutes; OTPs and notifications are not being delivered.`,
    runbook: "services/external-services",
    metrics: { failed: `${name}Failed`, succeeded: `${name}Succeeded` },
    expression: `IF(failed + succeeded >= ${minimumCalls}, 100 * failed / (failed + succeeded), 0)`,
    threshold: failedPercent,
    bad: "above",
  };
}
