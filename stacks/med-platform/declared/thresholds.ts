import { everySystem } from "../../../settings/thresholds/every-system";
import type { ThresholdRows } from "../../../settings/thresholds/row";
import { functions } from "../../../settings/thresholds/services";
import { postgres, postgresReplicas } from "../../../settings/thresholds/stores";

/** C-09: a rate is meaningless below 50 requests in five minutes; the alarms evaluate each minute. */
const minimumRequests = { ...everySystem.loadBalancer.minimumRequests, default: 10, source: "C-09" };

/** When the alarms of med-platform fire (MP-M24-01 to MP-M24-06, MP-THR-01 to MP-THR-06, C-09). */
export const medPlatformThresholds = {
  ...everySystem,
  loadBalancer: { ...everySystem.loadBalancer, minimumRequests },
  cloudFront: { ...everySystem.cloudFront, minimumRequests },
  postgres: { ...postgres, ...postgresReplicas },
  functions,
  externalServices: {
    failedPercent: {
      fires: "critical when more than N % of the calls of Twilio or SendGrid fail for 15 minutes",
      unit: "percent of the calls",
      minimum: 1,
      maximum: 100,
      default: 20,
      source: "MP-EXT-10; our default",
    },
    minimumCalls: {
      fires: "the failure rate counts in 5 minutes with N calls or more",
      unit: "calls in 5 minutes",
      minimum: 1,
      maximum: 1_000_000,
      default: 10,
      source: "our default",
    },
  },
} satisfies ThresholdRows;
