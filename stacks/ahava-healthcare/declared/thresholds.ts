import { certificate, cloudFront, loadBalancer, uptime, webFirewall } from "../../../settings/thresholds/edge";
import type { ThresholdRows } from "../../../settings/thresholds/row";
import { functions, queues, secretAge, service } from "../../../settings/thresholds/services";
import { postgres, redis } from "../../../settings/thresholds/stores";

/** When the alarms of ahava-healthcare fire (AH-MON-03 to AH-MON-11, C-10). */
export const ahavaHealthcareThresholds = {
  loadBalancer,
  cloudFront,
  webFirewall,
  certificate,
  uptime,
  service,
  postgres,
  redis,
  queues,
  functions,
  secretAge,
} satisfies ThresholdRows;
