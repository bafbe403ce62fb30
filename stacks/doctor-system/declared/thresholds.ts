import { everySystem } from "../../../settings/thresholds/every-system";
import type { ThresholdFamily, ThresholdRows } from "../../../settings/thresholds/row";
import { atlas } from "../../../settings/thresholds/stores";

const days = { unit: "days", minimum: 1, maximum: 365 } as const;
const percent = { minimum: 1, maximum: 100 } as const;

/** Messages, webhook calls, and expiry dates of Meta. */
const whatsapp = {
  undeliveredPercent: {
    ...percent,
    fires: "warning when more than N % of an hour's messages are not delivered",
    unit: "percent of the messages",
    default: 5,
    source: "DS-WA-13; our default",
  },
  failedWebhookPercent: {
    ...percent,
    fires: "critical when more than N % of the webhook calls fail for 15 minutes",
    unit: "percent of the calls",
    default: 5,
    source: "DS-WA-11; our default",
  },
  minimumMessages: {
    fires: "both rates count from N messages or calls on, in an hour and in 5 minutes",
    unit: "messages or calls",
    minimum: 1,
    maximum: 1_000_000,
    default: 20,
    source: "our default",
  },
  tokenWarningDays: {
    ...days,
    fires: "warning when WHATSAPP_ACCESS_TOKEN expires in less than N days",
    default: 30,
    source: "DS-WA-06; our default",
  },
  tokenCriticalDays: {
    ...days,
    fires: "critical when WHATSAPP_ACCESS_TOKEN expires in less than N days",
    default: 7,
    source: "DS-WA-06; our default",
    below: "tokenWarningDays",
  },
  apiVersionWarningDays: {
    ...days,
    fires: "warning when Meta ends the Graph API version in less than N days: moving to another is a release",
    default: 90,
    source: "C-26; our default",
  },
  apiVersionCriticalDays: {
    ...days,
    fires: "critical when Meta ends the Graph API version in less than N days",
    default: 14,
    source: "C-26; our default",
    below: "apiVersionWarningDays",
  },
} satisfies ThresholdFamily;

/** When the alarms of doctor-system fire; its latency is the p95, for which the checklist has no number (DS-VER-03, C-10). */
export const doctorSystemThresholds = {
  ...everySystem,
  loadBalancer: {
    ...everySystem.loadBalancer,
    latencyWarningMilliseconds: {
      ...everySystem.loadBalancer.latencyWarningMilliseconds,
      minimum: 10,
      default: 500,
      source: "DS-VER-03, C-10; our default",
    },
    latencyCriticalMilliseconds: {
      ...everySystem.loadBalancer.latencyCriticalMilliseconds,
      default: 2500,
      source: "five times the warning, as in C-09; our default",
    },
  },
  atlas,
  whatsapp,
} satisfies ThresholdRows;
