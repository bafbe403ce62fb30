import type { ThresholdFamily } from "./row";

const ourDefault = "our default";
const percent = { minimum: 1, maximum: 100 } as const;

/** The tasks of an ECS service; how few may run is `minimumTasks`. */
export const service = {
  cpuPercent: {
    ...percent,
    fires: "warning when the CPU of a service is above N % for 10 minutes",
    unit: "percent of the CPU",
    default: 70,
    source: "AH-MON-11, MP-M24-01, MP-THR-06, C-10",
  },
  memoryPercent: {
    ...percent,
    fires: "warning when the memory of a service is above N % for 10 minutes",
    unit: "percent of the memory",
    default: 80,
    source: "AH-MON-10, MP-M24-02, C-10",
  },
  ephemeralStoragePercent: {
    ...percent,
    fires: "warning when the ephemeral storage of a task is above N % for 5 minutes",
    unit: "percent of the ephemeral storage",
    default: 80,
    source: "AH-MON-09, MP-M24-03, C-10",
  },
} satisfies ThresholdFamily;

/** A Lambda function of the stage itself. */
export const functions = {
  failedRuns: {
    fires: "warning when a Lambda function fails N times or more within 5 minutes",
    unit: "runs in 5 minutes",
    minimum: 1,
    maximum: 100,
    default: 1,
    source: ourDefault,
  },
} satisfies ThresholdFamily;

/** The jobs of a BullMQ queue. */
export const queues = {
  waitingJobs: {
    fires: "warning when more than N jobs of a queue wait for 15 minutes",
    unit: "jobs",
    minimum: 1,
    maximum: 1_000_000,
    default: 100,
    source: `DS-VER-05, AH-RED-02; ${ourDefault}`,
  },
  failedJobs: {
    fires: "warning when a queue keeps more than N failed jobs for 5 minutes",
    unit: "jobs",
    minimum: 0,
    maximum: 1_000_000,
    default: 10,
    source: `DS-VER-05, AH-RED-02; ${ourDefault}`,
  },
} satisfies ThresholdFamily;

/** The age of the oldest secret of a system, against the days after which it is due for rotation. */
export const secretAge = {
  warningPercent: {
    fires: "warning when a secret reaches N % of its rotation interval",
    unit: "percent of the rotation interval",
    minimum: 50,
    maximum: 100,
    default: 100,
    source: "DS-SEC-02, AH-MNT-08",
  },
  criticalPercent: {
    fires: "critical when a secret reaches N % of its rotation interval",
    unit: "percent of the rotation interval",
    minimum: 51,
    maximum: 200,
    default: 200,
    source: "DS-SEC-02, AH-MNT-08",
    above: "warningPercent",
  },
} satisfies ThresholdFamily;
