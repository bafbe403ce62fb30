import { everySystem } from "../../../settings/thresholds/every-system";
import type { ThresholdRows } from "../../../settings/thresholds/row";
import { functions, queues } from "../../../settings/thresholds/services";
import { postgres, redis } from "../../../settings/thresholds/stores";

/** When the alarms of ahava-healthcare fire (AH-MON-03 to AH-MON-11, C-10). */
export const ahavaHealthcareThresholds = {
  ...everySystem,
  postgres,
  redis,
  queues,
  functions,
} satisfies ThresholdRows;
