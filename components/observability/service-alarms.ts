import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting, Severity } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** Which service is watched, and alarm thresholds. */
export interface ServiceAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  serviceArn: pulumi.Input<string>;
  /** Tasks that must always run. */
  minimumTasks: number;
  /** Average CPU in percent that warns (C-10, AH-MON-11). @default 70 */
  cpuPercent?: number;
  /** Average memory in percent that warns (C-10, AH-MON-10). @default 80 */
  memoryPercent?: number;
  /** Used part of the tasks' disk in percent that warns (AH-MON-09). @default 80 */
  ephemeralStoragePercent?: number;
}

const insights = "ECS/ContainerInsights";

/**
 * Tells when a service is short of CPU, memory, disk or tasks, and when a deployment failed and was rolled back: the
 * provider reports such a deployment as a success, so that nobody would notice. The cluster needs Container Insights.
 *
 * Cost (November 2026, list price, eu-west-1/af-south-1): four alarms, about USD 0.60 a month; events are free.
 */
export class ServiceAlarms extends pulumi.ComponentResource {
  /** The names of the alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: ServiceAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:ServiceAlarms", name, { ...args }, options);

    const alarms = [
      this.cpu(name, args),
      this.memory(name, args),
      this.runningTasks(name, args),
      this.ephemeralStorage(name, args),
    ];
    this.deploymentFailed(name, args);
    this.deploymentCompleted(name, args);

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private cpu(name: string, args: ServiceAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.cpuPercent ?? 70;
    return this.utilisation(name, args, {
      role: "cpu",
      metric: "CPUUtilization",
      threshold,
      summary: `The tasks of ${name} have used more than ${threshold} % of their CPU for 10 minutes.`,
      runbook: "service-cpu",
    });
  }

  private memory(name: string, args: ServiceAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.memoryPercent ?? 80;
    return this.utilisation(name, args, {
      role: "memory",
      metric: "MemoryUtilization",
      threshold,
      summary: `The tasks of ${name} have used more than ${threshold} % of their memory for 10 minutes.`,
      runbook: "service-memory",
    });
  }

  private utilisation(
    name: string,
    args: ServiceAlarmsArgs,
    what: { role: string; metric: string; threshold: number; summary: string; runbook: string },
  ): cloudwatch.MetricAlarm {
    return metricAlarm(
      `${name}-${what.role}`,
      {
        stage: args.stage,
        severity: "warning",
        routing: args.routing,
        summary: what.summary,
        runbook: what.runbook,
        threshold: what.threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 10,
        metric: {
          namespace: "AWS/ECS",
          name: what.metric,
          dimensions: dimensions(args),
          statistic: "Average",
          period: 60,
        },
      },
      { parent: this },
    );
  }

  private runningTasks(name: string, args: ServiceAlarmsArgs): cloudwatch.MetricAlarm {
    return metricAlarm(
      `${name}-running-tasks`,
      {
        stage: args.stage,
        severity: "critical",
        routing: args.routing,
        summary: `Fewer than ${args.minimumTasks} tasks of ${name} have been running for 5 minutes.`,
        runbook: "service-running-tasks",
        threshold: args.minimumTasks,
        comparisonOperator: "LessThanThreshold",
        evaluationPeriods: 5,
        // A service without a single task sends no metric at all.
        treatMissingData: "breaching",
        metric: {
          namespace: insights,
          name: "RunningTaskCount",
          dimensions: dimensions(args),
          statistic: "Average",
          period: 60,
        },
      },
      { parent: this },
    );
  }

  private ephemeralStorage(name: string, args: ServiceAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.ephemeralStoragePercent ?? 80;
    const gigabytes = (id: string, metricName: string) => ({
      id,
      returnData: false,
      metric: { namespace: insights, metricName, dimensions: dimensions(args), stat: "Maximum", period: 60 },
    });
    return metricAlarm(
      `${name}-ephemeral-storage`,
      {
        stage: args.stage,
        severity: "warning",
        routing: args.routing,
        summary: `A task of ${name} has filled more than ${threshold} % of its disk; a full disk stops it.`,
        runbook: "service-ephemeral-storage",
        threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 5,
        queries: [
          { id: "filled", expression: "100 * used / reserved", label: "Disk used, percent", returnData: true },
          gigabytes("used", "EphemeralStorageUtilized"),
          gigabytes("reserved", "EphemeralStorageReserved"),
        ],
      },
      { parent: this },
    );
  }

  private deploymentFailed(name: string, args: ServiceAlarmsArgs): void {
    this.deploymentEvent(name, args, {
      role: "deployment-failed",
      severity: "critical",
      eventName: "SERVICE_DEPLOYMENT_FAILED",
      message: `A deployment of ${name} failed and is being rolled back: <reason> Runbook: ${args.routing.runbookUrl}/service-deployment-failed.md`,
    });
  }

  /** A notice of every deployment that went well (MP-THR-07). */
  private deploymentCompleted(name: string, args: ServiceAlarmsArgs): void {
    this.deploymentEvent(name, args, {
      role: "deployment-completed",
      severity: "info",
      eventName: "SERVICE_DEPLOYMENT_COMPLETED",
      message: `A deployment of ${name} is complete: <reason>`,
    });
  }

  private deploymentEvent(
    name: string,
    args: ServiceAlarmsArgs,
    what: { role: string; severity: Severity; eventName: string; message: string },
  ): void {
    const rule = new cloudwatch.EventRule(
      `${name}-${what.role}`,
      {
        name: physicalName("eventRule", args.stage, name, what.role),
        description: `${what.eventName} of the service ${name}`,
        eventPattern: pulumi.jsonStringify({
          source: ["aws.ecs"],
          "detail-type": ["ECS Deployment State Change"],
          resources: [args.serviceArn],
          detail: { eventName: [what.eventName] },
        }),
      },
      { parent: this },
    );
    new cloudwatch.EventTarget(
      `${name}-${what.role}-topic`,
      {
        rule: rule.name,
        targetId: what.severity,
        arn: args.routing.topicArns[what.severity],
        inputTransformer: {
          inputPaths: { reason: "$.detail.reason" },
          inputTemplate: JSON.stringify(what.message),
        },
      },
      { parent: this },
    );
  }
}

function dimensions(args: ServiceAlarmsArgs) {
  return { ClusterName: args.clusterName, ServiceName: args.serviceName };
}
