import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, MetricAlarmArgs, Severity } from "./metric-alarm";
import type { Stage } from "../naming";

/** A log event that is counted or summed. */
export interface LogMetric {
  /** The metric's name: `LoginSucceeded`. */
  name: string;
  /** The filter pattern of CloudWatch Logs: `{ $.event = "login.succeeded" }`. */
  pattern: string;
  /** The value of a line: a number, or the path of one: `$.durationMilliseconds`. @default "1" */
  value?: string;
  /** The unit, by CloudWatch's name. @default "Count" */
  unit?: "Count" | "Milliseconds" | "Seconds" | "Bytes" | "Percent" | "None";
}

/** An alarm on one of the metrics, or on several put together. */
export interface LogMetricAlarm {
  /** The end of the alarm's name: `login-success`. */
  name: string;
  severity: Severity;
  /** One sentence: the fault. */
  summary: string;
  /** The runbook below `docs/runbooks`, without `.md`: "edge/load-balancer-errors". */
  runbook: string;
  /** Metrics by their ids in `expression`, each the sum of a period. */
  metrics: Readonly<Record<string, string>>;
  /** The compared metric math expression. @default the only metric */
  expression?: string;
  threshold: number;
  /** Which side of the threshold is bad. */
  bad: "above" | "below";
  /** Seconds of a period. @default 300 */
  period?: number;
  /** Periods that must all be bad. @default 3 */
  evaluationPeriods?: number;
}

export interface LogMetricsArgs {
  stage: Stage;
  /** The alert topics; required with alarms. */
  routing: AlarmRouting;
  /** The log group that is read. */
  logGroupName: pulumi.Input<string>;
  /** The CloudWatch namespace of the metrics; not one that starts with `AWS/`. */
  namespace: string;
  /** The metrics, each name once. */
  metrics: readonly LogMetric[];
  /** Alarms on them. @default none: the dashboard shows them */
  alarms?: readonly LogMetricAlarm[];
}

/**
 * Business metrics from an application's log, so that it needs no other reporting (MP-BIZ-01 to MP-BIZ-05).
 * A filter counts only lines that are written after its creation.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): about USD 0.30 a month per metric that gets data.
 */
export class LogMetrics extends pulumi.ComponentResource {
  /** The namespace of the metrics. */
  readonly namespace: string;
  /** The names of the metrics; there only once their filters are. */
  readonly metricNames: pulumi.Output<string[]>;
  /** The names of the alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: LogMetricsArgs, options?: pulumi.ComponentResourceOptions) {
    refuseUnknown(name, args);
    super("care-platform:observability:LogMetrics", name, { ...args }, options);

    const filters = args.metrics.map((metric) => this.filter(name, args, metric));
    const alarms = (args.alarms ?? []).map((alarm) => this.alarm(name, args, alarm));

    this.namespace = args.namespace;
    this.metricNames = pulumi.all(filters.map((filter) => filter.metricTransformation.name));
    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ namespace: this.namespace, metricNames: this.metricNames, alarmNames: this.alarmNames });
  }

  private filter(name: string, args: LogMetricsArgs, metric: LogMetric): cloudwatch.LogMetricFilter {
    return new cloudwatch.LogMetricFilter(
      `${name}-${kebab(metric.name)}`,
      {
        name: metric.name,
        logGroupName: args.logGroupName,
        pattern: metric.pattern,
        metricTransformation: {
          namespace: args.namespace,
          name: metric.name,
          value: metric.value ?? "1",
          unit: metric.unit ?? "Count",
          // Without a default a quiet hour has no data for alarms; a measured value has no default.
          ...(metric.value === undefined && { defaultValue: "0" }),
        },
      },
      { parent: this },
    );
  }

  private alarm(name: string, args: LogMetricsArgs, alarm: LogMetricAlarm): cloudwatch.MetricAlarm {
    return metricAlarm(
      `${name}-${alarm.name}`,
      {
        stage: args.stage,
        severity: alarm.severity,
        routing: args.routing,
        summary: alarm.summary,
        runbook: alarm.runbook,
        threshold: alarm.threshold,
        comparisonOperator: alarm.bad === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
        evaluationPeriods: alarm.evaluationPeriods ?? 3,
        treatMissingData: "notBreaching",
        queries: queriesOf(args.namespace, alarm),
      },
      { parent: this },
    );
  }
}

function queriesOf(
  namespace: string,
  { metrics, expression, name, period = 300 }: LogMetricAlarm,
): MetricAlarmArgs["queries"] {
  const ids = Object.keys(metrics);
  return [
    { id: "judged", expression: expression ?? ids[0], label: name, returnData: true },
    ...Object.entries(metrics).map(([id, metricName]) => ({
      id,
      returnData: false,
      metric: { namespace, metricName, stat: "Sum", period },
    })),
  ];
}

/** `LoginSucceeded` as a part of a logical name: `login-succeeded`. */
function kebab(text: string): string {
  return text.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

function refuseUnknown(name: string, { namespace, metrics, alarms = [] }: LogMetricsArgs): void {
  const known = metrics.map((metric) => metric.name);
  if (namespace.startsWith("AWS/")) {
    throw new pulumi.RunError(`The metrics ${name} are in ${namespace}; namespaces of that kind are AWS's own.`);
  }
  for (const alarm of alarms) {
    const used = Object.values(alarm.metrics);
    const unknown = used.find((metric) => !known.includes(metric));
    if (unknown !== undefined) {
      throw new pulumi.RunError(`The alarm ${name}-${alarm.name} uses ${unknown}; there are ${known.join(", ")}.`);
    }
    if (alarm.expression === undefined && used.length !== 1) {
      throw new pulumi.RunError(
        `The alarm ${name}-${alarm.name} has ${used.length} metrics; say how to put them together.`,
      );
    }
  }
}
