import type { SystemSection } from "../../settings/system/declaration";
import type { Settings } from "./schema";
import { declarations } from "./systems";

/**
 * Warnings about allowed values of a stage's settings. No secret appears in a warning.
 * @param now the time against which dates are compared.
 */
export function warningsOf(settings: Settings, now: Date = new Date()): string[] {
  const ofSystems = declarations.flatMap((declaration) => {
    const section: SystemSection | undefined = settings[declaration.key];
    return section === undefined ? [] : (declaration.warnings?.(section, settings, now) ?? []);
  });
  return settings.stage === "production" && settings.dataProtection === "off"
    ? ['dataProtection is off: production data is not protected from deletion. Set it to "on".', ...ofSystems]
    : ofSystems;
}
