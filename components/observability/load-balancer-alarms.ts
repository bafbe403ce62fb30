import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, MetricAlarmArgs, Severity } from "./metric-alarm";
import type { Stage } from "../naming";

/** Which load balancer is watched, and alarm thresholds. */
export interface LoadBalancerAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The load balancer's ARN suffix, `app/<name>/<id>`. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** The target group's ARN suffix, `targetgroup/<name>/<id>`. */
  targetGroupArnSuffix: pulumi.Input<string>;
  /** The second target group's ARN suffix, when blue-green deployments move the tasks between two. @default none */
  alternateTargetGroupArnSuffix?: pulumi.Input<string>;
  /** Share of answers with a 5xx status, in percent (C-09). @default { warning: 1, critical: 5 } */
  errorPercent?: { warning: number; critical: number };
  /** The slowest hundredth of the answers, in seconds (C-09). @default { warning: 0.2, critical: 1 } */
  p99Seconds?: { warning: number; critical: number };
  /**
   * The slowest twentieth of the answers, in seconds, where a system has agreed on that (DS-VER-03). The slowest hundredth
   * is then not judged: nobody promised anything about it. @default none
   */
  p95Seconds?: { warning: number; critical: number };
  /** Requests a minute below which neither of the two is judged; one failure of three is no trend. @default 20 */
  minimumRequests?: number;
}

const namespace = "AWS/ApplicationELB";

/**
 * Tells when what comes out of a load balancer is wrong, slow or not there: error ratio, latency, targets, connections.
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
    const threshold = (args.errorPercent ?? { warning: 1, critical: 5 })[severity];
    const minimum = args.minimumRequests ?? 20;
    return this.alarm(`${name}-errors-${severity}`, args, severity, {
      summary: `More than ${threshold} % of the answers of ${name} have been errors (5xx) for 5 minutes.`,
      runbook: "load-balancer-errors",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      queries: [
        {
          id: "ratio",
          expression: `IF(FILL(requests, 0) >= ${minimum}, 100 * (FILL(target, 0) + FILL(balancer, 0)) / requests, 0)`,
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
    const { percentile, share, seconds } = judgedLatency(args);
    const threshold = seconds[severity];
    const minimum = args.minimumRequests ?? 20;
    return this.alarm(`${name}-latency-${severity}`, args, severity, {
      summary: `One in ${share} answers of ${name} has taken longer than ${threshold} s for 5 minutes.`,
      runbook: "load-balancer-latency",
      threshold,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      queries: [
        {
          id: "slowest",
          expression: `IF(FILL(requests, 0) >= ${minimum}, FILL(${percentile}, 0), 0)`,
          label: `${percentile}, seconds`,
          returnData: true,
        },
        query(args, "requests", "RequestCount", "Sum"),
        query(args, percentile, "TargetResponseTime", percentile),
      ],
    });
  }

  private unhealthyTargets(name: string, args: LoadBalancerAlarmsArgs): cloudwatch.MetricAlarm {
    return this.alarm(`${name}-unhealthy-targets`, args, "warning", {
      summary: `At least one target of ${name} has failed its health check for 5 minutes.`,
      runbook: "load-balancer-unhealthy-targets",
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
      ...targets(args, "UnHealthyHostCount"),
    });
  }

  private noHealthyTarget(name: string, args: LoadBalancerAlarmsArgs): cloudwatch.MetricAlarm {
    return this.alarm(`${name}-no-healthy-target`, args, "critical", {
      summary: `No target of ${name} has been healthy for 3 minutes: the service is down (AH-MON-05).`,
      runbook: "load-balancer-no-healthy-target",
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      evaluationPeriods: 3,
      treatMissingData: "breaching",
      ...targets(args, "HealthyHostCount"),
    });
  }

  private rejectedConnections(name: string, args: LoadBalancerAlarmsArgs): cloudwatch.MetricAlarm {
    return this.alarm(`${name}-rejected-connections`, args, "warning", {
      summary: `${name} turned connections away because it had reached its limit.`,
      runbook: "load-balancer-rejected-connections",
      threshold: 0,
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

/** Which of the slow answers are judged, and from how many seconds on. */
function judgedLatency({ p99Seconds = { warning: 0.2, critical: 1 }, p95Seconds }: LoadBalancerAlarmsArgs) {
  return p95Seconds === undefined
    ? { percentile: "p99", share: "a hundred", seconds: p99Seconds }
    : { percentile: "p95", share: "twenty", seconds: p95Seconds };
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
