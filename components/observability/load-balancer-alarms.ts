import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { atLeast, capital, fewerThan } from "./alarm-words";
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
  /** Requests a minute below which neither error rate nor latency counts; one failure of three is no trend. */
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
  /** The service behind the load balancer, in a sentence: "the med-platform API". */
  subject: string;
  /** The load balancer's ARN suffix, `app/<name>/<id>`. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** The target group's ARN suffix, `targetgroup/<name>/<id>`. */
  targetGroupArnSuffix: pulumi.Input<string>;
  /** The second target group's ARN suffix, when blue-green deployments move the tasks between two. @default none */
  alternateTargetGroupArnSuffix?: pulumi.Input<string>;
  /** Which percentile of the latency is judged. @default "p99" */
  latencyPercentile?: "p95" | "p99";
  thresholds: LoadBalancerThresholds;
}

const namespace = "AWS/ApplicationELB";

/**
 * Alarms on the error rate, latency, targets and connections of a load balancer.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): seven alarms over eleven metrics, about USD 1.30 a month.
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
    const unhealthy = this.unhealthyTargets(name, args);
    const none = this.noHealthyTarget(name, args);
    const rejected = this.rejectedConnections(name, args);

    const deployment = [errorsCritical, latencyCritical];
    const all = [errorsWarning, errorsCritical, latencyWarning, latencyCritical, unhealthy, none, rejected];
    this.deploymentAlarmNames = deployment.map((alarm) => alarm.name);
    this.alarmNames = pulumi.all(all.map((alarm) => alarm.name));
    this.registerOutputs({ deploymentAlarmNames: this.deploymentAlarmNames, alarmNames: this.alarmNames });
  }

  private errors(name: string, args: LoadBalancerAlarmsArgs, severity: "warning" | "critical"): cloudwatch.MetricAlarm {
    const { errorWarningPercent, errorCriticalPercent, minimumRequests } = args.thresholds;
    const threshold = severity === "warning" ? errorWarningPercent : errorCriticalPercent;
    return this.alarm(`${name}-errors-${severity}`, args, severity, {
      summary: `5xx rate of ${args.subject} above ${threshold} % for 5 minutes.`,
      runbook: "edge/load-balancer-errors",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      queries: [
        {
          id: "ratio",
          expression: `IF(FILL(requests, 0) >= ${minimumRequests}, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)`,
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
      summary: `${percentile} latency of ${args.subject} above ${threshold} s for 5 minutes.`,
      runbook: "edge/load-balancer-latency",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      queries: [
        {
          id: "slowest",
          expression: `IF(FILL(requests, 0) >= ${minimumRequests}, FILL(${percentile}, 0), 0)`,
          label: `${percentile}, seconds`,
          returnData: true,
        },
        query(args, "requests", "RequestCount", "Sum"),
        query(args, percentile, "TargetResponseTime", percentile),
      ],
    });
  }

  private unhealthyTargets(name: string, args: LoadBalancerAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.unhealthyTargets;
    return this.alarm(`${name}-unhealthy-targets`, args, "warning", {
      summary: `${capital(atLeast(threshold + 1, "load balancer target"))} of ${args.subject} unhealthy for 5 minutes.`,
      runbook: "edge/load-balancer-unhealthy-targets",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      ...targets(args, "UnHealthyHostCount"),
    });
  }

  private noHealthyTarget(name: string, args: LoadBalancerAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.healthyTargets;
    return this.alarm(`${name}-no-healthy-target`, args, "critical", {
      summary: `${capital(fewerThan(threshold, "healthy load balancer target"))} of ${args.subject} for 3 minutes.`,
      runbook: "edge/load-balancer-no-healthy-target",
      threshold,
      comparisonOperator: "LessThanThreshold",
      evaluationPeriods: 3,
      treatMissingData: "breaching",
      ...targets(args, "HealthyHostCount"),
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

/** A count of targets: of the one target group, or of both between which blue-green deployments move the tasks. */
function targets(args: LoadBalancerAlarmsArgs, metricName: string): Pick<MetricAlarmArgs, "metric" | "queries"> {
  const { alternateTargetGroupArnSuffix: alternate } = args;
  if (alternate === undefined) return { metric: targetMetric(args, metricName) };
  const count = (id: string, targetGroup: pulumi.Input<string>) => ({
    id,
    returnData: false,
    metric: {
      namespace,
      metricName,
      dimensions: { LoadBalancer: args.loadBalancerArnSuffix, TargetGroup: targetGroup },
      stat: "Maximum",
      period: 60,
    },
  });
  return {
    queries: [
      {
        id: "both",
        expression: "FILL(first, 0) + FILL(alternate, 0)",
        label: "Targets of both groups",
        returnData: true,
      },
      count("first", args.targetGroupArnSuffix),
      count("alternate", alternate),
    ],
  };
}

/** A count of targets: the largest that any of the load balancer's nodes sees. */
function targetMetric(args: LoadBalancerAlarmsArgs, metricName: string): NonNullable<MetricAlarmArgs["metric"]> {
  return {
    namespace,
    name: metricName,
    dimensions: { LoadBalancer: args.loadBalancerArnSuffix, TargetGroup: args.targetGroupArnSuffix },
    statistic: "Maximum",
    period: 60,
  };
}
