import type { AlarmMetric } from "../../rehearsal/account/index";

/** What a metric measures in the minute that begins at a second since 1970; undefined where it reports nothing. */
export type Signal = (second: number) => number | undefined;

const minute = 60;
const hour = 3600;
const day = 24 * hour;

const always =
  (value: number): Signal =>
  () =>
    value;
const never: Signal = () => undefined;
const every =
  (seconds: number, value: number): Signal =>
  (second) =>
    second % seconds < minute ? value : undefined;

/** Patients come by day; at night a few requests, and minutes without any. */
const isDay = (second: number): boolean => second % day >= 6 * hour && second % day < 20 * hour;
const requests: Signal = (second) => (isDay(second) ? 120 : second % (7 * minute) < minute ? undefined : 3);
const whereAsked =
  (value: (second: number) => number): Signal =>
  (second) =>
    requests(second) === undefined ? undefined : value(second);

/** One failed request, or one slow one, where few requests make that a large share. */
const isOdd = (second: number): boolean => second % (97 * minute) < minute;

/** The ordinary day of each metric, by "<namespace> <name>"; the namespace of a stage's own metrics is "own". */
const ordinary: Readonly<Record<string, Signal>> = {
  "AWS/ApplicationELB RequestCount": requests,
  // ELB reports both counts only where they are not zero (Elastic Load Balancing, "CloudWatch metrics for your ALB").
  "AWS/ApplicationELB HTTPCode_Target_5XX_Count": (second) =>
    isOdd(second) && requests(second) !== undefined ? 1 : undefined,
  "AWS/ApplicationELB HTTPCode_ELB_5XX_Count": never,
  "AWS/ApplicationELB TargetResponseTime": whereAsked((second) => (isOdd(second) ? 4 : 0.08)),
  "AWS/ApplicationELB HealthyHostCount": always(2),
  "AWS/ApplicationELB UnHealthyHostCount": always(0),
  "AWS/ApplicationELB RejectedConnectionCount": never,
  "AWS/Backup NumberOfBackupJobsCompleted": every(day, 4),
  "AWS/Backup NumberOfBackupJobsFailed": never,
  "AWS/CertificateManager DaysToExpiry": every(12 * hour, 200),
  "AWS/CloudFront 5xxErrorRate": whereAsked((second) => (isOdd(second) && !isDay(second) ? 33 : 0)),
  "AWS/CloudFront FunctionExecutionErrors": never,
  "AWS/CloudFront Requests": requests,
  "AWS/ECS CPUUtilization": (second) => (isOdd(second) ? 95 : 35),
  "AWS/ECS MemoryUtilization": always(55),
  "AWS/ElastiCache CurrConnections": always(60),
  "AWS/ElastiCache DatabaseMemoryUsagePercentage": always(40),
  "AWS/ElastiCache EngineCPUUtilization": (second) => (isOdd(second) ? 95 : 10),
  "AWS/ElastiCache Evictions": always(0),
  "AWS/ElastiCache ReplicationLag": always(0.2),
  "AWS/ElastiCache SwapUsage": always(1_000_000),
  "AWS/Firehose DeliveryToS3.DataFreshness": always(200),
  "AWS/Firehose IncomingRecords": every(5 * minute, 300),
  "AWS/Lambda Errors": every(day, 0),
  "AWS/NATGateway ActiveConnectionCount": always(40),
  "AWS/RDS CPUUtilization": (second) => (second % day < 5 * minute ? 95 : 30),
  "AWS/RDS DatabaseConnections": always(40),
  "AWS/RDS DiskQueueDepth": always(1),
  "AWS/RDS EBSByteBalance%": always(99),
  "AWS/RDS EBSIOBalance%": always(99),
  "AWS/RDS FreeStorageSpace": always(2 ** 40),
  "AWS/RDS FreeableMemory": always(2 ** 38),
  "AWS/RDS MaximumUsedTransactionIDs": always(200_000_000),
  "AWS/RDS OldestReplicationSlotLag": never,
  "AWS/RDS ReadLatency": always(0.002),
  "AWS/RDS TransactionLogsDiskUsage": always(2 ** 28),
  "AWS/RDS WriteLatency": always(0.003),
  "AWS/WAFV2 BlockedRequests": every(10 * minute, 3),
  "CloudWatchSynthetics SuccessPercent": every(5 * minute, 100),
  "ECS/ContainerInsights EphemeralStorageReserved": always(21.47),
  "ECS/ContainerInsights EphemeralStorageUtilized": always(2),
  "ECS/ContainerInsights RunningTaskCount": always(2),
  "own FailedJobs": always(0),
  "own MessageDelivered": every(5 * minute, 40),
  "own MessageFailed": every(hour, 1),
  "own SendGridFailed": every(2 * hour, 1),
  "own SendGridSucceeded": every(5 * minute, 30),
  "own TwilioFailed": every(2 * hour, 1),
  "own TwilioSucceeded": every(5 * minute, 30),
  "own WaitingJobs": (second) => (isOdd(second) ? 500 : 3),
  "own WebhookFailed": every(2 * hour, 1),
  "own WebhookReceived": every(5 * minute, 60),
};

/** The name of a metric in these tables. */
export function keyOf({ namespace, metricName }: Pick<AlarmMetric, "namespace" | "metricName">): string {
  return `${/^[a-z]+\//.test(namespace) ? "own" : namespace} ${metricName}`;
}

/** A metric on an ordinary day. Throws for one that no day is written for. */
export function ordinaryDay(metric: AlarmMetric): Signal {
  const signal = ordinary[keyOf(metric)];
  if (signal === undefined) throw new RangeError(`Nobody has written the ordinary day of ${keyOf(metric)}.`);
  // Between two releases the other target group of a blue-green service has no target, and reports none.
  return metric.metricName.endsWith("HostCount") && metric.dimensions?.TargetGroup?.includes("-8-") === true
    ? never
    : signal;
}

/** What else fails an alarm of several metrics; those of one metric fail by passing their threshold. */
export const failures: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Signal>>>>>> = {
  ratio: {
    "half of the answers of the service": {
      "AWS/ApplicationELB RequestCount": always(120),
      "AWS/ApplicationELB HTTPCode_Target_5XX_Count": always(60),
      "AWS/CloudFront Requests": always(120),
      "AWS/CloudFront 5xxErrorRate": always(50),
    },
    "half of the answers of the balancer, none of the service": {
      "AWS/ApplicationELB RequestCount": always(120),
      "AWS/ApplicationELB HTTPCode_Target_5XX_Count": never,
      "AWS/ApplicationELB HTTPCode_ELB_5XX_Count": always(60),
      "AWS/CloudFront Requests": always(120),
      "AWS/CloudFront 5xxErrorRate": always(50),
    },
  },
  slowest: {
    "slow answers": {
      "AWS/ApplicationELB RequestCount": always(120),
      "AWS/ApplicationELB TargetResponseTime": always(30),
    },
  },
  healthy: {
    "every target is unhealthy": { "AWS/ApplicationELB HealthyHostCount": always(0) },
    "no target is left": { "AWS/ApplicationELB HealthyHostCount": never },
  },
  unhealthy: { "a target is unhealthy": { "AWS/ApplicationELB UnHealthyHostCount": always(1) } },
  filled: { "a full disk": { "ECS/ContainerInsights EphemeralStorageUtilized": always(20) } },
  judged: {
    "half of the calls": {
      "own MessageFailed": every(5 * minute, 40),
      "own SendGridFailed": every(5 * minute, 30),
      "own TwilioFailed": every(5 * minute, 30),
      "own WebhookFailed": every(5 * minute, 30),
    },
  },
  connections: { "connections that leak": { "AWS/RDS DatabaseConnections": always(400) } },
  completed: { "no backup": { "AWS/Backup NumberOfBackupJobsCompleted": never } },
  received: { "no log record": { "AWS/Firehose IncomingRecords": never } },
  // Its own moment is the failure.
  left: { "time passes": {} },
};
