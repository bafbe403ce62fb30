import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Sidecar } from "../service/container-task";
import type { Stage } from "../naming";
import { textOf } from "../stated-values";

/** The source and the destination of a collector sidecar. */
export interface MetricsCollectorArgs {
  stage: Stage;
  /** The system the application belongs to: the name of the scrape job, and the dimension of its metrics. */
  system: string;
  /** The application's role in its system: "api"; part of the log group's name. */
  role: string;
  /** The stage's region. */
  region: string;
  /** The whole reference of an image of the AWS Distro for OpenTelemetry collector: `…:vX.Y.Z` or `…@sha256:…`. */
  image: string;
  /** The port of the application's `/metrics` endpoint, reachable only within the task (C-04). */
  port: number;
  /** The CloudWatch namespace of the metrics; not one that starts with `AWS/`. */
  namespace: string;
  /** Which of the application's metrics become metrics of CloudWatch, as regular expressions; each costs by itself. */
  metrics: readonly string[];
  /** The ARN of the key that encrypts the log group. */
  logsKeyArn: pulumi.Input<string>;
  /** Days the log is kept. */
  logRetentionDays: number;
  /** Seconds between two readings. @default 60 */
  interval?: number;
}

/** The dimension of every metric: the system it comes from. */
export const collectorDimension = "service";

/** The endpoint for the application's traces (OpenTelemetry protocol, over HTTP). */
export const tracesPort = 4318;

/** The memory limit of the collector in MiB; its own memory limiter starts at three quarters of that. */
const memoryLimit = 256;

/**
 * A collector sidecar: it scrapes the application's Prometheus metrics and receives its traces over the
 * task's loopback, and exports them to CloudWatch and X-Ray (MP-PRM-01, MP-PRM-02, MP-MON-04). It is not essential for
 * the task. The metrics come as lines of an encrypted log group (the embedded metric format).
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): no separate task; USD 0.30 a month for each metric, logs about
 * USD 0.57/0.69 per GB, traces USD 5 per million.
 */
export class MetricsCollector extends pulumi.ComponentResource {
  /** The container to put beside the application. */
  readonly sidecar: Sidecar;
  /** The name of the log group of the metrics. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: MetricsCollectorArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:MetricsCollector", name, { ...args }, options);

    const logGroup = this.logGroup(name, args);

    this.sidecar = {
      container: container(args, logGroup.name),
      taskStatements: taskStatements(logGroup.arn),
    };
    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  /** The exporter would make the group itself, unencrypted and kept for ever; so it is there first. */
  private logGroup(name: string, args: MetricsCollectorArgs): cloudwatch.LogGroup {
    return new cloudwatch.LogGroup(
      `${name}-log`,
      {
        name: `/${args.stage}/${args.system}/${args.role}-metrics`,
        retentionInDays: args.logRetentionDays,
        kmsKeyId: args.logsKeyArn,
      },
      { parent: this },
    );
  }
}

function container(args: MetricsCollectorArgs, logGroupName: pulumi.Output<string>): Sidecar["container"] {
  return {
    containerName: "collector",
    image: args.image,
    essential: false,
    restarts: true,
    memoryLimit,
    stopTimeout: 10,
    // The image's health check uses the collector's health extension.
    healthCheckCommand: ["/healthcheck"],
    // The collector reads its whole configuration from this variable (AWS Distro for OpenTelemetry, ECS).
    environment: {
      AOT_CONFIG_CONTENT: logGroupName.apply((name) => JSON.stringify(collectorConfiguration(args, name))),
    },
  };
}

/** The collector's configuration; JSON is YAML, which it reads. */
export function collectorConfiguration(
  args: Pick<MetricsCollectorArgs, "system" | "region" | "port" | "namespace" | "metrics" | "interval">,
  logGroupName: string,
): object {
  const { system, region, port, namespace, metrics, interval = 60 } = args;
  const processors = ["memory_limiter", "resourcedetection", "batch"];
  const target = { targets: [`localhost:${port}`], labels: { [collectorDimension]: system } };
  return {
    extensions: { health_check: { endpoint: "127.0.0.1:13133" } },
    receivers: {
      prometheus: {
        config: {
          scrape_configs: [
            {
              job_name: system,
              metrics_path: "/metrics",
              scrape_interval: `${interval}s`,
              scrape_timeout: "10s",
              static_configs: [target],
            },
          ],
        },
      },
      otlp: { protocols: { http: { endpoint: `127.0.0.1:${tracesPort}` } } },
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: (memoryLimit * 3) / 4 },
      // Which task it is: the name of the log stream, and a part of every trace.
      resourcedetection: { detectors: ["ecs"] },
      batch: {},
    },
    exporters: {
      awsemf: {
        region,
        namespace,
        log_group_name: logGroupName,
        log_stream_name: "{TaskId}",
        dimension_rollup_option: "NoDimensionRollup",
        resource_to_telemetry_conversion: { enabled: false },
        metric_declarations: [{ dimensions: [[collectorDimension]], metric_name_selectors: metrics }],
      },
      awsxray: { region },
    },
    service: {
      extensions: ["health_check"],
      telemetry: { logs: { level: "warn" } },
      pipelines: {
        metrics: { receivers: ["prometheus"], processors, exporters: ["awsemf"] },
        traces: { receivers: ["otlp"], processors, exporters: ["awsxray"] },
      },
    },
  };
}

function taskStatements(logGroupArn: pulumi.Output<string>): Sidecar["taskStatements"] {
  return [
    {
      sid: "WriteMetrics",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [textOf`${logGroupArn}:*`],
    },
    // X-Ray has no resources for these actions (service authorization reference).
    {
      sid: "SendTraces",
      actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
      resources: ["*"],
    },
  ];
}
