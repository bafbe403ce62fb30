import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { capital, fewerThan } from "./alarm-words";
import { metricAlarm, runbookLink } from "./metric-alarm";
import type { AlarmRouting, Severity } from "./metric-alarm";
import { physicalName } from "../naming";
import type { Stage } from "../naming";

/** Which service is watched, and when its alarms fire. */
export interface ServiceAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The service in a sentence: "the med-platform API". */
  subject: string;
  clusterName: pulumi.Input<string>;
  serviceName: pulumi.Input<string>;
  serviceArn: pulumi.Input<string>;
  /** Tasks that must always run. */
  minimumTasks: number;
  thresholds: ServiceThresholds;
}

/** When the alarms of a service fire. */
export interface ServiceThresholds {
  /** Average CPU in percent that warns (AH-MON-11). */
  readonly cpuPercent: number;
  /** Average memory in percent that warns (AH-MON-10). */
  readonly memoryPercent: number;
  /** Used ephemeral storage of a task in percent that warns (AH-MON-09). */
  readonly ephemeralStoragePercent: number;
}

const insights = "ECS/ContainerInsights";

/**
 * Alarms on CPU, memory, disk and tasks of a service, and on a deployment that was rolled back: the
 * provider reports such a deployment as a success. The cluster needs Container Insights.
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
    const threshold = args.thresholds.cpuPercent;
    return this.utilisation(name, args, {
      role: "cpu",
      metric: "CPUUtilization",
      threshold,
      summary: `CPU of the tasks of ${args.subject} above ${threshold} % for 10 minutes.`,
      runbook: "services/service-cpu",
    });
  }

  private memory(name: string, args: ServiceAlarmsArgs): cloudwatch.MetricAlarm {
    const threshold = args.thresholds.memoryPercent;
    return this.utilisation(name, args, {
      role: "memory",
      metric: "MemoryUtilization",
      threshold,
      summary: `Memory of the tasks of ${args.subject} above ${threshold} % for 10 minutes.`,
      runbook: "services/service-memory",
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
        summary: `${capital(fewerThan(args.minimumTasks, "task"))} of ${args.subject} running for 5 minutes.`,
        runbook: "services/service-running-tasks",
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
    const threshold = args.thresholds.ephemeralStoragePercent;
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
        summary: `Ephemeral storage of a task of ${args.subject} above ${threshold} % for 5 minutes; ECS stops a task whose storage is full.`,
        runbook: "services/service-ephemeral-storage",
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
      message: `A deployment of ${args.subject} failed and is being rolled back: <reason> ${runbookLink(args.routing, "services/service-deployment-failed")}`,
    });
  }

  /** A notice of every deployment that went well (MP-THR-07). */
  private deploymentCompleted(name: string, args: ServiceAlarmsArgs): void {
    this.deploymentEvent(name, args, {
      role: "deployment-completed",
      severity: "info",
      eventName: "SERVICE_DEPLOYMENT_COMPLETED",
      message: `A deployment of ${args.subject} is complete; after a rollback that is the version before it: <reason> ${runbookLink(args.routing, "services/service-deployment-failed")}`,
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
        description: `${what.eventName} of ${args.subject}`,
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
