import { certificate, cloudFront, loadBalancer, uptime, webFirewall } from "./edge";
import type { ThresholdRows } from "./row";
import { secretAge, service } from "./services";

/** The thresholds of what every system has: its edge, its services, its probe and its secrets. */
export const everySystem = {
  loadBalancer,
  cloudFront,
  webFirewall,
  certificate,
  uptime,
  service,
  secretAge,
} satisfies ThresholdRows;
