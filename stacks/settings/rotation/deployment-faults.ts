import { type Fault, type Place, report } from "../../../settings/faults/fault";
import { SettingsError } from "../../../settings/faults/settings-error";
import { declarationOf, type System } from "../systems";
import type { DeploymentRecord, KeyringStates } from "../../../settings/rotation/deployment";
import { currentSince, slotsOf } from "../../../settings/rotation/keyring";
import { keyringOf, keyringRules, type RotationSettings, systemsIn } from "./keyrings";
import { allowedRecord } from "../../../settings/rotation/refusal";
import { recordedRows } from "../../../settings/secrets/row";
import { transitionFaults } from "../../../settings/rotation/transition";

/** The keyrings of a stage as its settings have them, by system and name. */
export function wantedKeyrings(settings: RotationSettings): KeyringStates {
  const stateOf = (system: System, name: string) => {
    const keyring = keyringOf(settings, system, name);
    return {
      ...slotsOf(keyring),
      phase: keyring.phase,
      currentSince: currentSince(keyring, settings.rotation.since),
    };
  };
  return Object.fromEntries(
    systemsIn(settings).map((system) => [
      system,
      Object.fromEntries(recordedRows(declarationOf(system).secrets).map(({ name }) => [name, stateOf(system, name)])),
    ]),
  );
}

/**
 * Refuses settings that are more than one step of a rotation ahead of the deployed stage, or whose step has a closed
 * gate.
 * @param before the deployed state from the stage's outputs; empty before its first deployment.
 * @throws SettingsError naming every such keyring, with the earliest allowed time of its step.
 */
export function refuseTransition(settings: RotationSettings, before: DeploymentRecord, place: Place, now: Date): void {
  const deploymentSeconds = settings.rotation.deploymentMinutes * 60;
  const faults = systemsIn(settings).flatMap((system) =>
    recordedRows(declarationOf(system).secrets).flatMap(({ name }): Fault[] => {
      const keyring = keyringOf(settings, system, name);
      const evidence = { now, deploymentSeconds, deployed: before[system]?.[name] };
      return transitionFaults(keyring, keyringRules(settings, system, name), evidence).map((refusal) => ({
        path: ["rotation", system, name],
        given: `generation ${keyring.generation}, ${keyring.phase}`,
        allowed: allowedRecord(refusal),
        fix: refusal.fix,
      }));
    }),
  );
  if (faults.length > 0) throw new SettingsError(report(settings.stage, faults, place));
}
