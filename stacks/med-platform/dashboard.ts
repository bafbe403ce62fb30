import * as pulumi from "@pulumi/pulumi";
import type { Dashboard } from "../../components/observability/dashboard";
import type { CustomGraph, CustomRow } from "../../components/observability/dashboard-body";
import { collectorDimension } from "../../components/observability/metrics-collector";
import { createSystemDashboard, type Shown } from "../system/dashboard";
import { metricsNamespace } from "./context";
import type { MedContext } from "./context";
import type { Database } from "./database";
import { externalServices } from "./events";

/** Dashboard parts besides the API and the canary. */
export interface Sources {
  readonly database: Database;
  /** The log of the API. */
  readonly logGroupName: pulumi.Output<string>;
}

/** One page with the API, the database, the business metrics and the Go runtime (MP-MON-08, MP-GRF-01, MP-GRF-02). */
export function createDashboard(context: MedContext, shown: Shown, { database, logGroupName }: Sources): Dashboard {
  const { system, settings } = context;
  return createSystemDashboard(context, shown, {
    latencyPercentile: "p99",
    database: pulumi.output({
      instanceId: database.postgres.instanceIdentifier,
      replicaIds: database.replicas.map(({ instanceIdentifier }) => instanceIdentifier),
      cpuPercent: settings.medPlatform.thresholds.postgres.cpuWarningPercent,
    }),
    rows: logGroupName.apply((name) => [
      businessRow(metricsNamespace(settings), name),
      runtimeRow(metricsNamespace(settings), system),
    ]),
  });
}

/** Activity of the clinics, and the health of Twilio and SendGrid (MP-BIZ-01 to MP-BIZ-05, MP-EXT-10). */
function businessRow(namespace: string, logGroupName: string): CustomRow {
  const count = (title: string, ...names: string[]): CustomGraph => ({
    title,
    stat: "Sum",
    metrics: names.map((name) => ({ namespace, name })),
  });
  const share = (title: string, part: string, others: string, expression: string): CustomGraph => ({
    title,
    stat: "Sum",
    unit: "percent",
    metrics: [
      { namespace, name: part, id: "part", hidden: true },
      { namespace, name: others, id: "others", hidden: true },
    ],
    expressions: [{ expression, label: title }],
  });
  return {
    title: "Business",
    graphs: [
      count("Registrations", "UserRegistered"),
      share(
        "Log-ins that succeed",
        "LoginSucceeded",
        "LoginFailed",
        "IF(part + others > 0, 100 * part / (part + others))",
      ),
      share("Codes that are delivered", "OtpDelivered", "OtpSent", "IF(others > 0, 100 * part / others)"),
      count("Token refreshes", "TokenRefreshed"),
      count("Requests", "RequestCompleted"),
      count("Failed calls of services outside", ...externalServices.map(({ name }) => `${name}Failed`)),
    ],
    tables: [
      {
        title: "Requests by route",
        logGroupName,
        query:
          'filter event = "request.completed" | stats count(*) as requests, sum(status >= 500) as errors by route | sort requests desc | limit 20',
      },
    ],
  };
}

/** Metrics of the Go runtime, of the busiest task (MP-GRF-01, MP-M24-08). */
function runtimeRow(namespace: string, system: string): CustomRow {
  const graph = (title: string, unit: string, ...names: string[]): CustomGraph => ({
    title,
    stat: "Maximum",
    unit,
    period: 60,
    metrics: names.map((name) => ({ namespace, name, dimensions: { [collectorDimension]: system } })),
  });
  return {
    title: "Go runtime",
    graphs: [
      graph("Goroutines and threads", "goroutines, threads", "go_goroutines", "go_threads"),
      graph(
        "Memory",
        "bytes",
        "go_memstats_heap_alloc_bytes",
        "go_memstats_heap_inuse_bytes",
        "process_resident_memory_bytes",
      ),
      graph("Garbage collection", "seconds", "go_gc_duration_seconds"),
      graph("Open files and sockets", "files", "process_open_fds", "process_max_fds"),
    ],
  };
}
