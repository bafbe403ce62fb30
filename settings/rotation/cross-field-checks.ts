import type { CrossFieldCheck } from "../checks/cross-field-check";
import { refusal } from "../fields/field";
import { sections, type System, systems } from "../stage/stage";
import { keyringOf, keyringRules } from "./keyrings";
import { allowedRecord } from "./refusal";
import { recordedSecrets } from "./rotated-secrets";
import { recordFaults } from "./transition";

/** The record of a keyring is one that the steps of a rotation lead to, and whose gates are open by now. */
function gatesPassed(system: System, name: string): CrossFieldCheck {
  return {
    at: ["rotation", system, name],
    with: [
      ["rotation", "deploymentMinutes"],
      [sections[system], "tokens"],
    ],
    violation: (settings) => {
      // Without the system nothing is deployed that could break.
      if (settings[sections[system]] === undefined) return undefined;
      const deploymentSeconds = settings.rotation.deploymentMinutes * 60;
      const [fault] = recordFaults(keyringOf(settings, system, name), keyringRules(settings, system, name), {
        now: new Date(),
        deploymentSeconds,
      });
      return fault === undefined ? undefined : refusal(allowedRecord(fault), fault.fix);
    },
  };
}

/** What must be right together in the section `rotation`. */
export const rotationChecks: readonly CrossFieldCheck[] = systems.flatMap((system) =>
  recordedSecrets(system).map(({ name }) => gatesPassed(system, name)),
);
