import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { capital } from "./alarm-words";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** How soon somebody must look: now, today, or when convenient. */
export type Severity = "critical" | "warning" | "info";

/** The ARN of the alert topic of each severity. */
export type AlertTopicArns = Readonly<Record<Severity, pulumi.Input<string>>>;

/** Where alarms go and which pages explain them. */
export interface AlarmRouting {
  /** The topic of each severity. */
  topicArns: AlertTopicArns;
  /** The folder of the runbooks as a URL without a slash at its end; each alarm's description links to a page in it. */
  runbookUrl: string;
}

/** How the description of an alarm begins, by which its recovery finds the way to the same topic. */
export function severityPrefix(severity: Severity): string {
  return `${capital(severity)}: `;
}

/** The end of every message: where the person who reads it finds what to do. */
export function runbookLink({ runbookUrl }: Pick<AlarmRouting, "runbookUrl">, page: string): string {
  return `Runbook: ${runbookUrl}/${page}.md`;
}

/** What an alarm watches, and what the person woken by it should know. */
export interface MetricAlarmArgs {
  stage: Stage;
  /** Where the alarm stands, which is where its metric and its topic must be. @default the provider's region */
  region?: string;
  severity: Severity;
  routing: AlarmRouting;
  /** One sentence for the person on call: what of which system is wrong, by how much and for how long. */
  summary: string;
  /** The runbook below `docs/runbooks`, without `.md`: "edge/load-balancer-errors". */
  runbook: string;
  /** The number that is compared with; give this or `band`. */
  threshold?: pulumi.Input<number>;
  /** The id of the query that is the band of what is usual, `ANOMALY_DETECTION_BAND(…)`. */
  band?: string;
  comparisonOperator:
    | "GreaterThanThreshold"
    | "GreaterThanOrEqualToThreshold"
    | "LessThanThreshold"
    | "LessThanOrEqualToThreshold"
    | "LessThanLowerOrGreaterThanUpperThreshold";
  /** How many periods are looked at. */
  evaluationPeriods: number;
  /** How many of them must breach. @default evaluationPeriods */
  datapointsToAlarm?: number;
  /** What missing data means. @default "missing" */
  treatMissingData?: "breaching" | "notBreaching" | "ignore" | "missing";
  /**
   * Whether it also tells its topic when its data stops. It then says nothing of data that has not begun, as it would where
   * missing data is a breach: CloudWatch makes an alarm in the state INSUFFICIENT_DATA, and acts on changes only.
   * @default false
   */
  tellsSilence?: boolean;
  /** A single metric; give this or `queries`. */
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
