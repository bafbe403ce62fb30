/** A metric as an alarm names it. */
export interface NamedMetric {
  readonly namespace?: string;
  readonly metricName?: string;
}

const day = 86_400;

/** Metrics that are reported less than once a minute, with the shortest period in which each has data, in seconds. */
const shortestPeriods: Readonly<Record<string, number>> = {
  // Twice a day for each certificate (ACM User Guide, "Supported CloudWatch metrics").
  "AWS/CertificateManager DaysToExpiry": day / 2,
  // Once a day (S3 User Guide, "Metrics and dimensions").
  "AWS/S3 BucketSizeBytes": day,
  "AWS/S3 NumberOfObjects": day,
  // Every six hours (CloudWatch User Guide, "Create a billing alarm").
  "AWS/Billing EstimatedCharges": day / 4,
};

/**
 * Metrics that are reported only when there is something to count, so missing data means no fault. Sources: the reporting
 * criteria in "CloudWatch metrics for your Application Load Balancer" and in "AWS WAF metrics and dimensions".
 */
const onlyWhenCounted: ReadonlySet<string> = new Set([
  "AWS/ApplicationELB HTTPCode_ELB_5XX_Count",
  "AWS/ApplicationELB HTTPCode_Target_5XX_Count",
  "AWS/ApplicationELB RejectedConnectionCount",
  "AWS/ApplicationELB TargetConnectionErrorCount",
  "AWS/WAFV2 BlockedRequests",
]);

const keyOf = ({ namespace = "", metricName = "" }: NamedMetric) => `${namespace} ${metricName}`;

/** The shortest period in which a metric has data, in seconds; 60 for one that is reported each minute. */
export function shortestPeriod(metric: NamedMetric): number {
  return shortestPeriods[keyOf(metric)] ?? 60;
}

/** Whether a metric has no data while there is no fault. */
export function isReportedOnlyWhenCounted(metric: NamedMetric): boolean {
  return onlyWhenCounted.has(keyOf(metric));
}

/**
 * The delay of a metric's newest data, in seconds: one to three minutes for what is reported each minute (our
 * estimate; CloudWatch promises none).
 */
export const reportingDelay = 180;
