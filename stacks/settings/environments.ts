import { vendorRows } from "../../settings/secrets/row";
import type { Stage } from "../../settings/stage/stage";
import type { SystemSection } from "../../settings/system/declaration";
import {
  type DescribedVariable,
  isRequiredIn,
  isSecret,
  secretVariables,
  type Variable,
} from "../../settings/system/variable";
import type { Settings } from "./schema";
import { declarationOf, sections, type System } from "./systems";

/** The variables of a system: those without a credential, then its secrets. */
export function variablesOf(system: System): readonly DescribedVariable[] {
  const { variables, secrets } = declarationOf(system);
  return [...variables, ...secretVariables(secrets)];
}

/** The names of a system's secrets that its vendors issue. */
export function vendorSecretNames(system: System): readonly string[] {
  return vendorRows(declarationOf(system).secrets).map(({ name }) => name);
}

/** Those that the system needs to start in a stage. */
export function requiredVendorSecrets(system: System, stage: Stage): readonly string[] {
  return vendorSecretNames(system).filter((name) => isRequired(system, name, stage));
}

/** Whether a system needs a variable to start in a stage. */
export function isRequired(system: System, name: string, stage: Stage): boolean {
  return variablesOf(system).some((variable) => variable.name === name && isRequiredIn(variable, stage));
}

/** The plain values of the container definitions, by name; without those known only after deployment. */
export function plainEnvironment(system: System, settings: Settings): Record<string, string> {
  return valuesOf(system, settings, ["literal", "settings"]);
}

/** The settings stored with the secrets, by name. The caller must pass them on as Pulumi secrets. */
export function keptEnvironment(system: System, settings: Settings): Record<string, string> {
  return valuesOf(system, settings, ["kept"]);
}

function valuesOf(
  system: System,
  settings: Settings,
  kinds: readonly Variable<SystemSection>["origin"]["kind"][],
): Record<string, string> {
  const section: SystemSection | undefined = settings[sections[system]];
  if (section === undefined) throw new Error(`The stage ${settings.stage} does not run ${system}.`);
  return Object.fromEntries(
    declarationOf(system)
      .variables.filter(({ origin }) => kinds.includes(origin.kind))
      .flatMap(({ name, origin }) => {
        if (origin.kind === "literal") return [[name, origin.value]];
        return "value" in origin ? [[name, origin.value(section, settings)]] : [];
      }),
  );
}

/** The names of a system's secrets without which it does not start in a stage and which are not among those provided. */
export function missingSecrets(system: System, stage: Stage, provided: readonly string[]): string[] {
  return variablesOf(system)
    .filter((variable) => isSecret(variable) && isRequiredIn(variable, stage))
    .map(({ name }) => name)
    .filter((name) => !provided.includes(name));
}

/** The names among those provided that are no variable of the system. */
export function unknownVariables(system: System, provided: readonly string[]): string[] {
  const known = variablesOf(system).map(({ name }) => name);
  return provided.filter((name) => !known.includes(name));
}

/**
 * Refuses a system whose secrets are not exactly those its application reads: with a missing one it does not start, and
 * an extra one is paid for and rotated without use.
 * @throws Error naming them; no value is in it.
 */
export function requireSecrets(system: System, stage: Stage, provided: readonly string[]): void {
  const missing = missingSecrets(system, stage, provided);
  const unknown = unknownVariables(system, provided);
  const lists = [
    ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`has the unknown secrets ${unknown.join(", ")}`] : []),
  ];
  if (lists.length > 0) {
    throw new Error(
      `The secrets of ${system} in ${stage} are not those of stacks/${system}/declared/: it ${lists.join(" and ")}.`,
    );
  }
}
