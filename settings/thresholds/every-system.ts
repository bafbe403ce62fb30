import { certificate, cloudFront, loadBalancer, uptime, webFirewall } from "./edge";
import type { ThresholdRows } from "./row";
import { secretAge, service } from "./services";

/** The thresholds of every system: its edge, services, canary and secrets. */
export const everySystem = {
  loadBalancer,
  cloudFront,
  webFirewall,
  certificate,
  uptime,
  service,
  secretAge,
} satisfies ThresholdRows;
