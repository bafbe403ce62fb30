import type * as pulumi from "@pulumi/pulumi";
import { LogMetrics } from "../../components/observability/log-metrics";
import type { LogMetricAlarm } from "../../components/observability/log-metrics";
import { metricsNamespace } from "./context";
import type { MedContext } from "./context";
import { countedEvents, externalServices } from "./events";
import type { CountedEvent, ExternalService } from "./events";

/** Calls in five minutes below which a share of them says nothing. House value. */
const leastCalls = 10;
/** Failed calls of a hundred from which on somebody is woken: people wait for codes that do not come. House value. */
const failedPercent = 20;

/** The business figures and the health of the services outside, read from the API's log (MP-BIZ-01 to MP-BIZ-05, MP-EXT-10). */
export function createFigures(
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
      alarms: externalServices.map(failing),
    },
    { parent },
  );
}

function patternOf({ event, service }: CountedEvent): string {
  const conditions = [`$.event = "${event}"`, ...(service === undefined ? [] : [`$.service = "${service}"`])];
  return `{ ${conditions.join(" && ")} }`;
}

function failing({ name, service }: ExternalService): LogMetricAlarm {
  return {
    name: `${service}-failing`,
    severity: "critical",
    summary: `More than ${failedPercent} % of the calls of ${name} have failed for 15 minutes; codes and messages do not reach people.`,
    runbook: "external-services",
    metrics: { failed: `${name}Failed`, succeeded: `${name}Succeeded` },
    expression: `IF(failed + succeeded >= ${leastCalls}, 100 * failed / (failed + succeeded), 0)`,
    threshold: failedPercent,
    bad: "above",
  };
}
