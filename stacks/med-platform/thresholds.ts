import type { MedContext } from "./context";

/** Standard deviations the number of connections may be away from what is usual; what CloudWatch itself proposes. */
const usualConnectionsBand = 2;

/** Where the alarms of each part fire, in the words of its component (MP-M24-01 to MP-M24-03, MP-THR-01 to MP-THR-06, C-09). */
export function thresholdsOf({ settings }: MedContext) {
  const { thresholds } = settings.medPlatform;
  const { cpuPercent, memoryPercent, diskPercent } = thresholds;
  const errors = {
    errorPercent: { warning: thresholds.errorWarningPercent, critical: thresholds.errorCriticalPercent },
    // The alarms look at five minutes one by one.
    minimumRequests: Math.ceil(thresholds.minimumRequests / 5),
  };
  return {
    edge: {
      ...errors,
      p99Seconds: {
        warning: thresholds.latencyWarningMilliseconds / 1000,
        critical: thresholds.latencyCriticalMilliseconds / 1000,
      },
    },
    site: errors,
    service: { cpuPercent, memoryPercent, ephemeralStoragePercent: diskPercent },
    database: {
      warningPercent: { cpu: cpuPercent, memory: memoryPercent, storage: diskPercent },
      usualConnectionsBand,
    },
  };
}
