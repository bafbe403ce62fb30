import type { ThresholdRows } from "./row";

const ourDefault = "our default";
const ofBudget = { unit: "percent of budget.monthlyUsd", minimum: 1, maximum: 1000 } as const;

/** The thresholds of the shared resources of a stage. */
export const foundationThresholds = {
  backups: {
    failedJobs: {
      fires: "critical when more than N jobs of AWS Backup fail within an hour",
      unit: "jobs an hour",
      minimum: 0,
      maximum: 100,
      default: 0,
      source: "AH-BAK-01",
    },
    completedJobs: {
      fires: "warning when fewer than N jobs of AWS Backup complete a day, for two days",
      unit: "jobs a day",
      minimum: 1,
      maximum: 1000,
      default: 1,
      source: "AH-BAK-02",
    },
  },
  logArchive: {
    delayMinutes: {
      fires: "warning when application logs wait more than N minutes for the archive; Firehose keeps them 24 hours",
      unit: "minutes",
      minimum: 15,
      maximum: 720,
      default: 60,
      source: "AH-BAK-04; Data Firehose Developer Guide, data delivery",
    },
    hourlyRecords: {
      fires: "warning when fewer than N log records an hour reach the archive for 24 hours",
      unit: "records an hour",
      minimum: 1,
      maximum: 1_000_000_000,
      default: 1,
      source: ourDefault,
    },
  },
  costs: {
    actualEarlyPercent: {
      ...ofBudget,
      fires: "warning when the month has cost more than N % of the budget",
      default: 80,
      source: `MP-PW1-02; ${ourDefault}`,
    },
    actualPercent: {
      ...ofBudget,
      fires: "warning again when the month has cost more than N % of the budget",
      default: 100,
      source: `MP-PW1-02; ${ourDefault}`,
      above: "actualEarlyPercent",
    },
    forecastPercent: {
      ...ofBudget,
      fires: "warning when the month is forecast to cost more than N % of the budget",
      default: 100,
      source: `MP-PW1-02; ${ourDefault}`,
    },
    anomalyUsd: {
      fires: "warning when a service costs N US dollars or more above normal",
      unit: "US dollars",
      minimum: 1,
      maximum: 1_000_000,
      default: 50,
      source: `MP-PW1-02; ${ourDefault}`,
    },
  },
} satisfies ThresholdRows;
