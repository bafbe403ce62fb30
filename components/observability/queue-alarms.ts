import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** When the alarms of a queue fire. */
export interface QueueThresholds {
  /** Waiting jobs that warn after 15 minutes. */
  readonly waitingJobs: number;
  /** Failed jobs still kept that warn. */
  readonly failedJobs: number;
}

/** Which queues are watched, and when their alarms fire. */
export interface QueueAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The system the queues belong to. */
  system: string;
  /** The CloudWatch namespace in which the application publishes `WaitingJobs` and `FailedJobs` by `Queue`. */
  namespace: string;
  /** The names of the queues. */
  queues: readonly string[];
  thresholds: QueueThresholds;
}

/**
 * Alarms on waiting and failed jobs of BullMQ queues (DS-VER-05, AH-RED-02). The application publishes the two
 * depths once a minute; an alarm without data only shows it in its state.
 *
 * Cost (November 2026, list price, everywhere): two alarms and two metrics per queue, about USD 0.80 a month each queue.
 */
export class QueueAlarms extends pulumi.ComponentResource {
  /** The names of the alarms. */
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: QueueAlarmsArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:observability:QueueAlarms", name, { stage: args.stage, queues: args.queues }, options);

    const alarms = args.queues.flatMap((queue) => [this.waiting(name, queue, args), this.failed(name, queue, args)]);

    this.alarmNames = pulumi.all(alarms.map((alarm) => alarm.name));
    this.registerOutputs({ alarmNames: this.alarmNames });
  }

  private waiting(name: string, queue: string, args: QueueAlarmsArgs) {
    const threshold = args.thresholds.waitingJobs;
    return this.depth(name, queue, args, {
      role: "waiting",
      metric: "WaitingJobs",
      threshold,
      minutes: 15,
      summary: `More than ${threshold} jobs waiting in queue ${queue} of ${args.system} for 15 minutes.`,
    });
  }

  private failed(name: string, queue: string, args: QueueAlarmsArgs) {
    const threshold = args.thresholds.failedJobs;
    return this.depth(name, queue, args, {
      role: "failed",
      metric: "FailedJobs",
      threshold,
      minutes: 5,
      summary: `More than ${threshold} failed jobs kept in queue ${queue} of ${args.system} for 5 minutes.`,
    });
  }

  private depth(
    name: string,
    queue: string,
    args: QueueAlarmsArgs,
    what: { role: string; metric: string; threshold: number; minutes: number; summary: string },
  ) {
    return metricAlarm(
      `${name}-${queue}-${what.role}`,
      {
        stage: args.stage,
        severity: "warning",
        routing: args.routing,
        summary: what.summary,
        runbook: `services/queue-${what.role}`,
        threshold: what.threshold,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: what.minutes,
        metric: {
          namespace: args.namespace,
          name: what.metric,
          dimensions: { Queue: queue },
          statistic: "Maximum",
          period: 60,
        },
      },
      { parent: this },
    );
  }
}
