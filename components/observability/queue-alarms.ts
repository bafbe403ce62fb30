import * as pulumi from "@pulumi/pulumi";
import { metricAlarm } from "./metric-alarm";
import type { AlarmRouting } from "./metric-alarm";
import type { Stage } from "../naming";

/** Which queues are watched, and from how many jobs on somebody is told. */
export interface QueueAlarmsArgs {
  stage: Stage;
  routing: AlarmRouting;
  /** The CloudWatch namespace in which the application publishes `WaitingJobs` and `FailedJobs` by `Queue`. */
  namespace: string;
  /** The names of the queues. */
  queues: readonly string[];
  /** Waiting jobs that warn after 15 minutes (our default). @default 100 */
  waitingJobs?: number;
  /** Failed jobs still kept that warn (our default). @default 10 */
  failedJobs?: number;
}

/**
 * Tells when the jobs of a BullMQ queue pile up or fail (DS-VER-05, AH-RED-02). The application publishes the two
 * depths once a minute; an alarm without data says so by its state, not by a message.
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
    const threshold = args.waitingJobs ?? 100;
    return this.depth(name, queue, args, {
      role: "waiting",
      metric: "WaitingJobs",
      threshold,
      minutes: 15,
      summary: `More than ${threshold} jobs have waited in the queue ${queue} for 15 minutes.`,
    });
  }

  private failed(name: string, queue: string, args: QueueAlarmsArgs) {
    const threshold = args.failedJobs ?? 10;
    return this.depth(name, queue, args, {
      role: "failed",
      metric: "FailedJobs",
      threshold,
      minutes: 5,
      summary: `More than ${threshold} jobs of the queue ${queue} have failed for good.`,
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
        runbook: `queue-${what.role}`,
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
