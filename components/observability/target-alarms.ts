import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { atLeast, capital, fewerThan } from "./alarm-words";
import type { LoadBalancerThresholds } from "./load-balancer-alarms";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, MetricAlarmArgs } from "./metric-alarm";
import type { Stage } from "../naming";

/** Which targets are watched, and when the alarms fire. */
export interface TargetAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The service behind the load balancer, for texts: "the med-platform API". */
  subject: string;
  /** The load balancer's ARN suffix, `app/<name>/<id>`. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** The target group's ARN suffix, `targetgroup/<name>/<id>`. */
  targetGroupArnSuffix: pulumi.Input<string>;
  /** The second target group's ARN suffix, when blue-green deployments move the tasks between two. @default none */
  alternateTargetGroupArnSuffix?: pulumi.Input<string>;
  thresholds: Pick<LoadBalancerThresholds, "unhealthyTargets" | "healthyTargets">;
  /**
   * The component with alarms of the same names in a deployed stage, which become these. CloudWatch identifies an alarm by its
   * name alone, so deleting the others would delete these. @default none
   */
  takesOverFrom?: pulumi.Resource;
}

const namespace = "AWS/ApplicationELB";

/**
 * Alarms on the targets of a load balancer. Missing data counts as no healthy target, so create them after the service runs:
 * otherwise the first message would be about a service that has not started.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): two alarms over two metrics, or four of a blue-green service, about
 * USD 0.20 to 0.40 a month.
 */
export class TargetAlarms extends pulumi.ComponentResource {
  /** The names of both alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: TargetAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:TargetAlarms", name, { ...args, takesOverFrom: undefined }, options);

    const alarms = [this.unhealthy(name, args), this.noneHealthy(name, args)];

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private unhealthy(name: string, args: TargetAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.unhealthyTargets;
    return metricAlarm(
      `${name}-unhealthy-targets`,
      {
        stage: args.stage,
        routing: args.routing,
        severity: "warning",
        summary: `${capital(atLeast(threshold + 1, "load balancer target"))} of ${args.subject} unhealthy for 5 minutes.`,
        runbook: "edge/load-balancer-unhealthy-targets",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 5,
        treatMissingData: "notBreaching",
        ...targets(args, "unhealthy", "UnHealthyHostCount"),
      },
      { parent: this, aliases: formerly(args) },
    );
  }

  private noneHealthy(name: string, args: TargetAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.healthyTargets;
    return metricAlarm(
      `${name}-no-healthy-target`,
      {
        stage: args.stage,
        routing: args.routing,
        severity: "critical",
        summary: `${capital(fewerThan(threshold, "healthy load balancer target"))} of ${args.subject} for 3 minutes.`,
        runbook: "edge/load-balancer-no-healthy-target",
        threshold,
        comparisonOperator: "LessThanThreshold",
        evaluationPeriods: 3,
        treatMissingData: "breaching",
        ...targets(args, "healthy", "HealthyHostCount"),
      },
      { parent: this, aliases: formerly(args) },
    );
  }
}

function formerly({ takesOverFrom }: TargetAlarmsArgs): pulumi.Alias[] {
  return takesOverFrom === undefined ? [] : [{ parent: takesOverFrom }];
}

/**
 * The maximum count of targets over the load balancer's nodes: of one target group, or of both target groups of
 * blue-green deployments. A group without targets reports no data, which SUM ignores.
 */
function targets(args: TargetAlarmsArgs, id: string, metricName: string): Pick<MetricAlarmArgs, "metric" | "queries"> {
  const { targetGroupArnSuffix, alternateTargetGroupArnSuffix: alternate } = args;
  const of = (targetGroup: pulumi.Input<string>) => ({
    LoadBalancer: args.loadBalancerArnSuffix,
    TargetGroup: targetGroup,
  });
  if (alternate === undefined) {
    const dimensions = of(targetGroupArnSuffix);
    return { metric: { namespace, name: metricName, dimensions, statistic: "Maximum", period: 60 } };
  }
  const count = (group: string, targetGroup: pulumi.Input<string>) => ({
    id: group,
    returnData: false,
    metric: { namespace, metricName, dimensions: of(targetGroup), stat: "Maximum", period: 60 },
  });
  return {
    queries: [
      { id, expression: "SUM([first, alternate])", label: "Targets of both groups", returnData: true },
      count("first", targetGroupArnSuffix),
      count("alternate", alternate),
    ],
  };
}
