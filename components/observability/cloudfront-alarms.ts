import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { atLeast } from "./alarm-words";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** When the alarms of a CloudFront distribution fire. */
export interface CloudFrontThresholds {
  /** Share of responses with a 5xx status, in percent (C-09). */
  readonly errorWarningPercent: number;
  readonly errorCriticalPercent: number;
  /** Minimum requests per minute for the error rate. */
  readonly minimumRequests: number;
  /** Errors of a CloudFront function in a minute above which it is critical. */
  readonly functionErrors: number;
}

/** Which distribution is watched, and when its alarms fire. */
export interface CloudFrontAlarmsArgs {
  stage: Stage;
  /** Topics of us-east-1: CloudFront's metrics are there, and an alarm can only publish to topics of its region. */
  routing: AlarmRouting;
  /** The site in a sentence: "the med-platform admin site". */
  subject: string;
  /** The id of the distribution. */
  distributionId: pulumi.Input<string>;
  /** The names of its functions, by purpose. */
  functionNames: Readonly<Record<string, pulumi.Input<string>>>;
  thresholds: CloudFrontThresholds;
}

const region = "us-east-1";
const namespace = "AWS/CloudFront";

/**
 * Alarms on the error rate of a site, and on failures of the CloudFront functions that see its requests first.
 *
 * Cost (November 2026, list price, us-east-1): three or four alarms, about USD 0.60 a month.
 */
export class CloudFrontAlarms extends pulumi.ComponentResource {
  /** The names of the alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: CloudFrontAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:CloudFrontAlarms", name, { ...args }, options);

    const alarms = [
      this.errors(name, args, "warning"),
      this.errors(name, args, "critical"),
      ...Object.entries(args.functionNames).map(([role, functionName]) =>
        this.function(name, args, role, functionName),
      ),
    ];

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private errors(name: string, args: CloudFrontAlarmsArgs, severity: "warning" | "critical"): cloudwatch.MetricAlarm {
    const { errorWarningPercent, errorCriticalPercent, minimumRequests } = args.thresholds;
    const threshold = severity === "warning" ? errorWarningPercent : errorCriticalPercent;
    const query = (id: string, metricName: string, stat: string) => ({
      id,
      returnData: false,
      metric: {
        namespace,
        metricName,
        dimensions: { DistributionId: args.distributionId, Region: "Global" },
        stat,
        period: 60,
      },
    });
    return metricAlarm(
      `${name}-errors-${severity}`,
      {
        stage: args.stage,
        region,
        severity,
        routing: args.routing,
        summary: `5xx rate of ${args.subject} (CloudFront) above ${threshold} % for 5 of 7 minutes.`,
        runbook: "edge/cloudfront-errors",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        // The newest minutes have no data yet: five of the last five might never be complete.
        evaluationPeriods: 7,
        datapointsToAlarm: 5,
        treatMissingData: "notBreaching",
        queries: [
          {
            id: "ratio",
            expression: `IF(requests >= ${minimumRequests}, errors, 0)`,
            label: "Errors, percent of requests",
            returnData: true,
          },
          query("requests", "Requests", "Sum"),
          query("errors", "5xxErrorRate", "Average"),
        ],
      },
      { parent: this },
    );
  }

  private function(
    name: string,
    args: CloudFrontAlarmsArgs,
    role: string,
    functionName: pulumi.Input<string>,
  ): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.functionErrors;
    return metricAlarm(
      `${name}-${role}-function`,
      {
        stage: args.stage,
        region,
        severity: "critical",
        routing: args.routing,
        summary: `The CloudFront function for the ${role === "api" ? "API" : role} requests of ${args.subject} failed ${atLeast(threshold + 1, "time")} within 5 minutes; visitors get errors.`,
        runbook: "edge/cloudfront-function",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        metric: {
          namespace,
          name: "FunctionExecutionErrors",
          dimensions: { FunctionName: functionName, Region: "Global" },
          statistic: "Sum",
          // A minute could pass before its data has arrived.
          period: 300,
        },
      },
      { parent: this },
    );
  }
}
