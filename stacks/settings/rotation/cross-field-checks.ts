import { type Path, refusal } from "../../../settings/fields/field";
import { allowedRecord } from "../../../settings/rotation/refusal";
import { recordFaults } from "../../../settings/rotation/transition";
import { recordedRows } from "../../../settings/secrets/row";
import type { AnyDeclaration } from "../systems";
import { keyringOf, keyringRules, type RotationSettings } from "./keyrings";

/** That the record of a keyring is one that the steps of a rotation lead to, and whose gates are open by now. */
interface RecordCheck {
  readonly at: Path;
  readonly with: readonly Path[];
  readonly violation: (settings: object) => string | undefined;
}

/** The checks on the records of a system's keyrings. */
export function rotationChecks({ name: system, key, secrets }: AnyDeclaration): RecordCheck[] {
  return recordedRows(secrets).map(({ name }) => ({
    at: ["rotation", system, name],
    with: [
      ["rotation", "deploymentMinutes"],
      [key, "tokens"],
    ],
    violation: (checked) => {
      const settings = checked as RotationSettings;
      // Without the system nothing is deployed that could break.
      if (settings[key] === undefined) return undefined;
      const deploymentSeconds = settings.rotation.deploymentMinutes * 60;
      const [fault] = recordFaults(keyringOf(settings, system, name), keyringRules(settings, system, name), {
        now: new Date(),
        deploymentSeconds,
      });
      return fault === undefined ? undefined : refusal(allowedRecord(fault), fault.fix);
    },
  }));
}
