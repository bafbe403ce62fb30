import type { Settings } from "./schema";
import { ahavaHealthcareWarnings } from "../systems/ahava-healthcare/warnings";
import { doctorSystemWarnings } from "../systems/doctor-system/warnings";

/**
 * What is allowed in a stage's settings and still deserves a second look. No secret appears in a warning.
 * @param now the time against which dates are held.
 */
export function warningsOf({ stage, dataProtection, ...systems }: Settings, now: Date = new Date()): string[] {
  const { doctorSystem, ahavaHealthcare } = systems;
  return [
    ...(stage === "production" && dataProtection === "off"
      ? ['dataProtection is off: production data is not protected from deletion. Set it to "on".']
      : []),
    ...(doctorSystem === undefined ? [] : doctorSystemWarnings(doctorSystem, now)),
    ...(ahavaHealthcare === undefined ? [] : ahavaHealthcareWarnings(ahavaHealthcare, stage)),
  ];
}
