import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** Which distribution is watched, and alarm thresholds. */
export interface CloudFrontAlarmsArgs {
  stage: Stage;
  /** Topics of us-east-1: CloudFront measures there, and an alarm tells only topics of its own region. */
  routing: AlarmRouting;
  /** The id of the distribution. */
  distributionId: pulumi.Input<string>;
  /** The names of its functions, by what they do. */
  functionNames: Readonly<Record<string, pulumi.Input<string>>>;
  /** Share of answers with a 5xx status, in percent (C-09). @default { warning: 1, critical: 5 } */
  errorPercent?: { warning: number; critical: number };
  /** Requests a minute below which the share is not judged. @default 20 */
  minimumRequests?: number;
}

const region = "us-east-1";
const namespace = "AWS/CloudFront";

/**
 * Tells when a site answers with errors, or when the function that sees its requests first fails, which its visitors meet
 * as errors too.
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
    const threshold = (args.errorPercent ?? { warning: 1, critical: 5 })[severity];
    const minimum = args.minimumRequests ?? 20;
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
        summary: `More than ${threshold} % of the answers of the site ${name} have been errors (5xx) for 5 minutes.`,
        runbook: "cloudfront-errors",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 5,
        treatMissingData: "notBreaching",
        queries: [
          {
            id: "ratio",
            expression: `IF(FILL(requests, 0) >= ${minimum}, FILL(errors, 0), 0)`,
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
    return metricAlarm(
      `${name}-${role}-function`,
      {
        stage: args.stage,
        region,
        severity: "critical",
        routing: args.routing,
        summary: `The function that sees the ${role} requests of ${name} first has failed; visitors get errors.`,
        runbook: "cloudfront-function",
        threshold: 0,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        treatMissingData: "notBreaching",
        metric: {
          namespace,
          name: "FunctionExecutionErrors",
          dimensions: { FunctionName: functionName, Region: "Global" },
          statistic: "Sum",
          period: 60,
        },
      },
      { parent: this },
    );
  }
}
