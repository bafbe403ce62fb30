import * as pulumi from "@pulumi/pulumi";
import type { Dashboard } from "../../components/observability/dashboard";
import type { CustomGraph, CustomRow } from "../../components/observability/dashboard-body";
import { createSystemDashboard, type Shown } from "../system/dashboard";
import type { Atlas } from "./atlas";
import type { DoctorContext } from "./context";
import { metricsNamespace } from "./environment";

/** One page with the API, the database, WhatsApp and the queues (DS-OPS-01 to DS-OPS-04). */
export function createDashboard(context: DoctorContext, shown: Shown, atlas: Atlas): Dashboard {
  const { settings } = context;
  return createSystemDashboard(context, shown, {
    latencyPercentile: "p95",
    rows: pulumi
      .all([atlas.project.projectId, atlas.cluster.clusterName])
      .apply(([projectId, clusterName]) => [
        databaseRow(context, projectId, clusterName),
        ...whatsappRows(metricsNamespace(settings), settings.doctorSystem.thresholds.whatsapp),
      ]),
  });
}

/** Atlas metrics are not in CloudWatch: the row links to Atlas, and shows the agreed objectives (DS-OPS-02, DS-DB-13). */
function databaseRow({ settings }: DoctorContext, projectId: string, clusterName: string): CustomRow {
  const project = `https://cloud.mongodb.com/v2/${projectId}`;
  const { recovery } = settings.doctorSystem;
  const links = `[Metrics of ${clusterName}](${project}#/clusters/detail/${clusterName}) · [Atlas project](${project})`;
  const agreed =
    recovery && `Agreed: back within ${recovery.timeMinutes} minutes, with at most ${recovery.pointMinutes} lost.`;
  return { title: "Database", text: [links, agreed].filter(Boolean).join(" · "), graphs: [] };
}

function whatsappRows(
  namespace: string,
  { undeliveredPercent, failedWebhookPercent }: DoctorContext["settings"]["doctorSystem"]["thresholds"]["whatsapp"],
): CustomRow[] {
  const sums = (title: string, names: readonly string[]): CustomGraph => ({
    title,
    stat: "Sum",
    metrics: names.map((name) => ({ namespace, name })),
  });
  const share = (title: string, names: Readonly<Record<string, string>>, expression: string): CustomGraph => ({
    title,
    stat: "Sum",
    unit: "percent",
    period: 3600,
    metrics: Object.entries(names).map(([id, name]) => ({ namespace, name, id, hidden: true })),
    expressions: [{ expression, label: "percent" }],
  });
  const largest = (title: string, name: string, unit: string): CustomGraph => ({
    title,
    stat: "Maximum",
    unit,
    metrics: [{ namespace, name }],
  });
  return [
    {
      title: "WhatsApp",
      graphs: [
        sums("Webhook calls", ["WebhookReceived", "WebhookProcessed", "WebhookFailed", "WebhookRefused"]),
        {
          ...share(
            "Webhook calls processed",
            { received: "WebhookReceived", processed: "WebhookProcessed" },
            "100 * processed / received",
          ),
          line: { label: "critical", value: 100 - failedWebhookPercent },
        },
        sums("Messages", ["MessageSent", "MessageDelivered", "MessageRead", "MessageFailed"]),
        {
          ...share(
            "Messages not delivered",
            { delivered: "MessageDelivered", failed: "MessageFailed" },
            "100 * failed / (delivered + failed)",
          ),
          line: { label: "warning", value: undeliveredPercent },
        },
      ],
    },
    {
      title: "Queues",
      graphs: [
        largest("Waiting jobs", "QueueWaiting", "jobs"),
        largest("Oldest waiting job", "QueueOldest", "seconds"),
      ],
    },
  ];
}
