import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { atLeast } from "./alarm-words";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, MetricAlarmArgs, Severity } from "./metric-alarm";
import type { Stage } from "../naming";

/** When the alarms of a load balancer fire. */
export interface LoadBalancerThresholds {
  /** Share of responses with a 5xx status, in percent (C-09). */
  readonly errorWarningPercent: number;
  readonly errorCriticalPercent: number;
  /** Latency at the percentile, in milliseconds (C-09, DS-VER-03). */
  readonly latencyWarningMilliseconds: number;
  readonly latencyCriticalMilliseconds: number;
  /** Minimum requests per minute for error rate and latency. */
  readonly minimumRequests: number;
  /** Unhealthy targets above which it warns. */
  readonly unhealthyTargets: number;
  /** Healthy targets below which it is critical. */
  readonly healthyTargets: number;
  /** Rejected connections in five minutes above which it warns. */
  readonly rejectedConnections: number;
}

/** Which load balancer is watched, and when its alarms fire. */
export interface LoadBalancerAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The service behind the load balancer, for texts: "the med-platform API". */
  subject: string;
  /** The load balancer's ARN suffix, `app/<name>/<id>`. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** The percentile of the latency alarm. @default "p99" */
  latencyPercentile?: "p95" | "p99";
  thresholds: LoadBalancerThresholds;
}

const namespace = "AWS/ApplicationELB";

/**
 * Minutes of which five must breach. ELB's metrics are one or two minutes late, so an alarm that
 * needs five of the last five may never fire (CloudWatch User Guide, "Functions supported for metric math", FILL).
 */
const patience = { evaluationPeriods: 7, datapointsToAlarm: 5 };

/**
 * Alarms on the error rate, latency and connections of a load balancer; they are created before the service, which rolls a
 * deployment back on two of them. TargetAlarms watches its targets.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): five alarms over eleven metrics, about USD 1.10 a month.
 */
export class LoadBalancerAlarms extends pulumi.ComponentResource {
  /** The names of the alarms that should end a deployment: errors and latency at their critical thresholds. */
  readonly deploymentAlarmNames: readonly pulumi.Output<string>[];
  /** The names of all alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: LoadBalancerAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:LoadBalancerAlarms", name, { ...args }, options);

    const errorsWarning = this.errors(name, args, "warning");
    const errorsCritical = this.errors(name, args, "critical");
    const latencyWarning = this.latency(name, args, "warning");
    const latencyCritical = this.latency(name, args, "critical");
    const rejected = this.rejectedConnections(name, args);

    const deployment = [errorsCritical, latencyCritical];
    const all = [errorsWarning, errorsCritical, latencyWarning, latencyCritical, rejected];
    this.deploymentAlarmNames = deployment.map((alarm) => alarm.name);
    this.alarmNames = pulumi.all(all.map((alarm) => alarm.name));
    this.registerOutputs({ deploymentAlarmNames: this.deploymentAlarmNames, alarmNames: this.alarmNames });
  }

  private errors(name: string, args: LoadBalancerAlarmsArgs, severity: "warning" | "critical"): cloudwatch.MetricAlarm {
    const { errorWarningPercent, errorCriticalPercent, minimumRequests } = args.thresholds;
    const threshold = severity === "warning" ? errorWarningPercent : errorCriticalPercent;
    return this.alarm(`${name}-errors-${severity}`, args, severity, {
      summary: `5xx rate of ${args.subject} above ${threshold} % for 5 of 7 minutes.`,
      runbook: "edge/load-balancer-errors",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      ...patience,
      treatMissingData: "notBreaching",
      queries: [
        {
          id: "ratio",
          expression: `IF(requests >= ${minimumRequests}, 100 * SUM([target, balancer]) / requests, 0)`,
          label: "Errors, percent of requests",
          returnData: true,
        },
        query(args, "requests", "RequestCount", "Sum"),
        query(args, "target", "HTTPCode_Target_5XX_Count", "Sum"),
        query(args, "balancer", "HTTPCode_ELB_5XX_Count", "Sum"),
      ],
    });
  }

  private latency(
    name: string,
    args: LoadBalancerAlarmsArgs,
    severity: "warning" | "critical",
  ): cloudwatch.MetricAlarm {
    const { latencyWarningMilliseconds, latencyCriticalMilliseconds, minimumRequests } = args.thresholds;
    const threshold = (severity === "warning" ? latencyWarningMilliseconds : latencyCriticalMilliseconds) / 1000;
    const percentile = args.latencyPercentile ?? "p99";
    return this.alarm(`${name}-latency-${severity}`, args, severity, {
      summary: `${percentile} latency of ${args.subject} above ${threshold} s for 5 of 7 minutes.`,
      runbook: "edge/load-balancer-latency",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      ...patience,
      treatMissingData: "notBreaching",
      queries: [
        {
          id: "slowest",
          expression: `IF(requests >= ${minimumRequests}, ${percentile}, 0)`,
          label: `${percentile}, seconds`,
          returnData: true,
        },
        query(args, "requests", "RequestCount", "Sum"),
        query(args, percentile, "TargetResponseTime", percentile),
      ],
    });
  }

  private rejectedConnections(name: string, args: LoadBalancerAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.rejectedConnections;
    return this.alarm(`${name}-rejected-connections`, args, "warning", {
      summary: `The load balancer of ${args.subject} rejected ${atLeast(threshold + 1, "connection")} within 5 minutes: it is at its connection limit.`,
      runbook: "edge/load-balancer-rejected-connections",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      metric: {
        namespace,
        name: "RejectedConnectionCount",
        dimensions: { LoadBalancer: args.loadBalancerArnSuffix },
        statistic: "Sum",
        period: 300,
      },
    });
  }

  private alarm(
    name: string,
    args: LoadBalancerAlarmsArgs,
    severity: Severity,
    what: Omit<MetricAlarmArgs, "stage" | "routing" | "severity">,
  ): cloudwatch.MetricAlarm {
    return metricAlarm(name, { stage: args.stage, routing: args.routing, severity, ...what }, { parent: this });
  }
}

/** A metric of the whole load balancer, by the minute, for metric maths. */
function query(args: LoadBalancerAlarmsArgs, id: string, metricName: string, stat: string) {
  return {
    id,
    returnData: false,
    metric: { namespace, metricName, dimensions: { LoadBalancer: args.loadBalancerArnSuffix }, stat, period: 60 },
  };
}
