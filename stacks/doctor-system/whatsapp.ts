import { ExpiryAlarms } from "../../components/observability/expiry-alarms";
import type { ContainerService } from "../../components/service/container-service";
import { LogMetrics } from "../../components/observability/log-metrics";
import type { LogMetric, LogMetricAlarm } from "../../components/observability/log-metrics";
import type { UptimeCanary } from "../../components/observability/uptime-canary";
import type { DoctorContext } from "./context";
import { metricsNamespace } from "./environment";

/** When the alarms on messages and webhook calls fire. */
type WhatsappThresholds = DoctorContext["settings"]["doctorSystem"]["thresholds"]["whatsapp"];

/** One of the events of docs/decisions/0020-events-in-the-log.md, counted. */
function counted(name: string, event: string, field?: { readonly status: string }): LogMetric {
  const condition = `$.event = "${event}"`;
  return {
    name,
    pattern: field === undefined ? `{ ${condition} }` : `{ (${condition}) && ($.status = "${field.status}") }`,
  };
}

const metrics: readonly LogMetric[] = [
  counted("WebhookReceived", "whatsapp.webhook.received"),
  counted("WebhookProcessed", "whatsapp.webhook.processed"),
  counted("WebhookFailed", "whatsapp.webhook.failed"),
  counted("WebhookRefused", "whatsapp.webhook.refused"),
  counted("MessageSent", "whatsapp.message.status", { status: "sent" }),
  counted("MessageDelivered", "whatsapp.message.status", { status: "delivered" }),
  counted("MessageRead", "whatsapp.message.status", { status: "read" }),
  counted("MessageFailed", "whatsapp.message.status", { status: "failed" }),
  { name: "QueueWaiting", pattern: '{ $.event = "queue.state" }', value: "$.waiting" },
  { name: "QueueOldest", pattern: '{ $.event = "queue.state" }', value: "$.oldestSeconds", unit: "Seconds" },
];

function alarms({ undeliveredPercent, failedWebhookPercent, minimumMessages }: WhatsappThresholds): LogMetricAlarm[] {
  return [
    {
      name: "deliveries",
      severity: "warning",
      summary: `Over ${undeliveredPercent} % of the WhatsApp messages of doctor-system were not delivered in the last hour.`,
      runbook: "services/whatsapp-deliveries",
      metrics: { delivered: "MessageDelivered", failed: "MessageFailed" },
      expression: `IF(delivered + failed >= ${minimumMessages}, 100 * failed / (delivered + failed), 0)`,
      threshold: undeliveredPercent,
      bad: "above",
      period: 3600,
      evaluationPeriods: 1,
    },
    {
      name: "webhook",
      severity: "critical",
      summary: `Over ${failedWebhookPercent} % of the WhatsApp webhook calls to doctor-system failed for 15 minutes.`,
      runbook: "services/whatsapp-webhook",
      metrics: { received: "WebhookReceived", failed: "WebhookFailed" },
      expression: `IF(received >= ${minimumMessages}, 100 * failed / received, 0)`,
      threshold: failedWebhookPercent,
      bad: "above",
    },
  ];
}

/** Metrics and alarms from the API's log about webhook calls, messages and queues (DS-WA-11, DS-WA-13, DS-OPS-03). */
export function createLogMetrics(
  { system, settings, foundation, parent }: DoctorContext,
  { logGroupName }: ContainerService,
): LogMetrics {
  return new LogMetrics(
    `${system}-whatsapp`,
    {
      stage: settings.stage,
      routing: foundation.routing,
      logGroupName,
      namespace: metricsNamespace(settings),
      metrics,
      alarms: alarms(settings.doctorSystem.thresholds.whatsapp),
    },
    { parent },
  );
}

/** Alarms before the access token expires, and before Meta ends the API version (DS-WA-06, C-26). */
export function createExpiryAlarms(
  { system, settings, foundation, parent }: DoctorContext,
  { canaryName }: UptimeCanary,
): void {
  const { accessTokenExpires, graphApiVersion, graphApiSupportedUntil } = settings.doctorSystem.whatsapp;
  const thresholds = settings.doctorSystem.thresholds.whatsapp;
  const common = {
    stage: settings.stage,
    routing: foundation.routing,
    // The canary runs every five minutes, independent of the application.
    clock: { namespace: "CloudWatchSynthetics", name: "SuccessPercent", dimensions: { CanaryName: canaryName } },
  };
  if (accessTokenExpires !== undefined) {
    new ExpiryAlarms(
      `${system}-whatsapp-token`,
      {
        ...common,
        what: `WHATSAPP_ACCESS_TOKEN of ${system}`,
        expires: accessTokenExpires,
        noticeDays: { warning: thresholds.tokenWarningDays, critical: thresholds.tokenCriticalDays },
        runbook: "services/whatsapp-token-expiry",
      },
      { parent },
    );
  }
  new ExpiryAlarms(
    `${system}-whatsapp-api`,
    {
      ...common,
      what: `Meta's support of Graph API ${graphApiVersion}, which ${system} calls,`,
      expires: graphApiSupportedUntil,
      noticeDays: { warning: thresholds.apiVersionWarningDays, critical: thresholds.apiVersionCriticalDays },
      runbook: "services/whatsapp-api-version",
    },
    { parent },
  );
}
