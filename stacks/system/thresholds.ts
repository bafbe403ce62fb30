import { sections } from "../settings/systems";
import type { SystemContext } from "./context";

/** The thresholds of every system: its edge, services, canary and secrets. */
export function thresholdsOf({ system, settings }: SystemContext) {
  const own = settings[sections[system]];
  if (own === undefined) throw new Error(`The stage does not run ${system}.`);
  const { loadBalancer, cloudFront, webFirewall, certificate, uptime, service, secretAge } = own.thresholds;
  return { loadBalancer, cloudFront, webFirewall, certificate, uptime, service, secretAge };
}

/** The names of a system's parts in alarm texts. */
export const subjects = {
  api: ({ system }: SystemContext): string => `the ${system} API`,
  service: ({ system }: SystemContext, role: string): string => `the ${system} ${role === "api" ? "API" : role}`,
  site: ({ system }: SystemContext, role: string): string => `the ${system} ${role} site`,
  database: ({ system }: SystemContext): string => `the ${system} database`,
  redis: ({ system }: SystemContext): string => `the ${system} Redis`,
};
