import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { capital } from "./alarm-words";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** The urgency: now, today, or when convenient. */
export type Severity = "critical" | "warning" | "info";

/** The ARN of the alert topic of each severity. */
export type AlertTopicArns = Readonly<Record<Severity, pulumi.Input<string>>>;

/** The alert topics and the URL of the runbooks. */
export interface AlarmRouting {
  /** The topic of each severity. */
  topicArns: AlertTopicArns;
  /** The folder of the runbooks as a URL without a slash at its end; each alarm's description links to a page in it. */
  runbookUrl: string;
}

/** The prefix of an alarm's description, which routes its recovery to the same topic. */
export function severityPrefix(severity: Severity): string {
  return `${capital(severity)}: `;
}

/** The link to the runbook at the end of every message. */
export function runbookLink({ runbookUrl }: Pick<AlarmRouting, "runbookUrl">, page: string): string {
  return `Runbook: ${runbookUrl}/${page}.md`;
}

/** The metric of an alarm, and its text. */
export interface MetricAlarmArgs {
  stage: Stage;
  /** The region of the alarm, its metric and its topic. @default the provider's region */
  region?: string;
  severity: Severity;
  routing: AlarmRouting;
  /** One sentence for the on-call engineer: the resource and system, the fault, its size and duration. */
  summary: string;
  /** The runbook below `docs/runbooks`, without `.md`: "edge/load-balancer-errors". */
  runbook: string;
  /** The threshold; set this or `band`. */
  threshold?: pulumi.Input<number>;
  /** The id of the anomaly detection query, `ANOMALY_DETECTION_BAND(…)`. */
  band?: string;
  comparisonOperator:
    | "GreaterThanThreshold"
    | "GreaterThanOrEqualToThreshold"
    | "LessThanThreshold"
    | "LessThanOrEqualToThreshold"
    | "LessThanLowerOrGreaterThanUpperThreshold";
  /** The evaluation periods. */
  evaluationPeriods: number;
  /** The datapoints to alarm. @default evaluationPeriods */
  datapointsToAlarm?: number;
  /** The treatment of missing data. @default "missing" */
  treatMissingData?: "breaching" | "notBreaching" | "ignore" | "missing";
  /**
   * Whether it also notifies when its data stops. Unlike a breach on missing data, this does not fire before the first
   * data: CloudWatch creates an alarm in the state INSUFFICIENT_DATA, and acts only on changes.
   * @default false
   */
  tellsSilence?: boolean;
  /** A single metric; set this or `queries`. */
  metric?: {
    namespace: string;
    name: string;
    dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
    /** A statistic, or a percentile such as "p99". */
    statistic: string;
    /** Seconds. */
    period: number;
  };
  /** Metric maths; exactly one query returns data, with a band that and the band. */
  queries?: cloudwatch.MetricAlarmArgs["metricQueries"];
}

/**
 * One CloudWatch alarm that always has a route and a runbook (rows DS-OPS-05, MP-MON-06, MP-ALR-03); AlarmRecoveries notifies
 * of its return to OK. Its physical name is `<stage>-<name>`.
 */
export function metricAlarm(
  name: string,
  args: MetricAlarmArgs,
  options: pulumi.CustomResourceOptions,
): cloudwatch.MetricAlarm {
  const topicArn = args.routing.topicArns[args.severity];
  const percentile = args.metric !== undefined && /^p\d/.test(args.metric.statistic);
  return new cloudwatch.MetricAlarm(
    name,
    {
      region: args.region,
      name: physicalName("alarm", args.stage, name),
      alarmDescription: `${severityPrefix(args.severity)}${args.summary} ${runbookLink(args.routing, args.runbook)}`,
      actionsEnabled: true,
      alarmActions: [topicArn],
      ...(args.tellsSilence && { insufficientDataActions: [topicArn] }),
      threshold: args.threshold,
      thresholdMetricId: args.band,
      comparisonOperator: args.comparisonOperator,
      evaluationPeriods: args.evaluationPeriods,
      datapointsToAlarm: args.datapointsToAlarm ?? args.evaluationPeriods,
      treatMissingData: args.treatMissingData ?? "missing",
      ...(args.metric && {
        namespace: args.metric.namespace,
        metricName: args.metric.name,
        dimensions: args.metric.dimensions,
        period: args.metric.period,
        ...(percentile ? { extendedStatistic: args.metric.statistic } : { statistic: args.metric.statistic }),
      }),
      ...(args.queries && { metricQueries: args.queries }),
      tags: { severity: args.severity },
    },
    options,
  );
}
