import type { ThresholdFamily } from "./row";

const ourDefault = "our default";

/** Errors, latency and targets of a load balancer, measured each minute for five minutes. */
export const loadBalancer = {
  errorWarningPercent: {
    fires: "warning when the 5xx rate is above N % for 5 minutes",
    unit: "percent of the responses",
    minimum: 1,
    maximum: 100,
    default: 1,
    source: "MP-THR-04, C-09, C-10",
  },
  errorCriticalPercent: {
    fires: "critical when the 5xx rate is above N % for 5 minutes; ends a deployment",
    unit: "percent of the responses",
    minimum: 1,
    maximum: 100,
    default: 5,
    source: "MP-THR-01, MP-ALR-01, C-09",
    above: "errorWarningPercent",
  },
  latencyWarningMilliseconds: {
    fires: "warning when the latency percentile is above N ms for 5 minutes",
    unit: "milliseconds",
    minimum: 1,
    maximum: 60_000,
    default: 200,
    source: "MP-PERF-03, MP-THR-05, C-09",
  },
  latencyCriticalMilliseconds: {
    fires: "critical when the latency percentile is above N ms for 5 minutes; ends a deployment",
    unit: "milliseconds",
    minimum: 1,
    maximum: 60_000,
    default: 1000,
    source: "MP-ALR-02, C-09",
    above: "latencyWarningMilliseconds",
  },
  minimumRequests: {
    fires: "5xx rate and latency count in minutes with N requests or more",
    unit: "requests a minute",
    minimum: 1,
    maximum: 1_000_000,
    default: 20,
    source: `C-09; ${ourDefault}`,
  },
  unhealthyTargets: {
    fires: "warning when more than N targets fail their health check for 5 minutes",
    unit: "targets",
    minimum: 0,
    maximum: 100,
    default: 0,
    source: ourDefault,
  },
  healthyTargets: {
    fires: "critical when fewer than N targets are healthy for 3 minutes",
    unit: "targets",
    minimum: 1,
    maximum: 100,
    default: 1,
    source: "AH-MON-05, MP-THR-02",
  },
  rejectedConnections: {
    fires: "warning when more than N connections are rejected within 5 minutes",
    unit: "connections in 5 minutes",
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    source: ourDefault,
  },
} satisfies ThresholdFamily;

/** Errors of a CloudFront distribution, measured each minute for five minutes. */
export const cloudFront = {
  errorWarningPercent: {
    fires: "warning when the 5xx rate of a site is above N % for 5 minutes",
    unit: "percent of the responses",
    minimum: 1,
    maximum: 100,
    default: 1,
    source: "MP-THR-04, C-09, C-10",
  },
  errorCriticalPercent: {
    fires: "critical when the 5xx rate of a site is above N % for 5 minutes",
    unit: "percent of the responses",
    minimum: 1,
    maximum: 100,
    default: 5,
    source: "MP-THR-01, MP-ALR-01, C-09",
    above: "errorWarningPercent",
  },
  minimumRequests: {
    fires: "the 5xx rate counts in minutes with N requests or more",
    unit: "requests a minute",
    minimum: 1,
    maximum: 1_000_000,
    default: 20,
    source: `C-09; ${ourDefault}`,
  },
  functionErrors: {
    fires: "critical when a CloudFront function fails more than N times in a minute",
    unit: "errors a minute",
    minimum: 0,
    maximum: 1_000_000,
    default: 0,
    source: ourDefault,
  },
} satisfies ThresholdFamily;

/** Requests that a web firewall refuses. */
export const webFirewall = {
  blockedRequests: {
    fires: "warning when a web firewall blocks more than N requests within 5 minutes",
    unit: "requests in 5 minutes",
    minimum: 1,
    maximum: 10_000_000,
    default: 500,
    source: ourDefault,
  },
} satisfies ThresholdFamily;

/** The end of a certificate; ACM renews 45 days or more before it. */
export const certificate = {
  expiryDays: {
    fires: "warning when a certificate expires in less than N days: ACM did not renew it",
    unit: "days",
    minimum: 1,
    maximum: 45,
    default: 30,
    source: "AH-NET-02; ACM User Guide, managed certificate renewal",
  },
} satisfies ThresholdFamily;

/** Thresholds of the uptime canary, which probes every five minutes. */
export const uptime = {
  failedProbes: {
    fires: "critical when N of the last 3 probes failed",
    unit: "probes",
    minimum: 1,
    maximum: 3,
    default: 2,
    source: "AH-MON-05, C-33",
  },
  objectivePercent: {
    fires: "the error budget of a monthly availability of N %",
    unit: "percent",
    minimum: 90,
    maximum: 99.95,
    decimals: 2,
    default: 99.9,
    source: "AH-MON-03, C-33",
  },
  dailyBudgetPercent: {
    fires: "warning when one day burns more than N % of the monthly error budget",
    unit: "percent of the error budget",
    minimum: 1,
    maximum: 100,
    default: 25,
    source: "C-33",
  },
} satisfies ThresholdFamily;
