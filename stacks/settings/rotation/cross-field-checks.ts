import { type Path, refusal } from "../../../settings/fields/field";
import { allowedRecord } from "../../../settings/rotation/refusal";
import { recordFaults } from "../../../settings/rotation/transition";
import { recordedRows, renewedRows } from "../../../settings/secrets/row";
import type { AnyDeclaration } from "../systems";
import { keyringOf, keyringRules, type RotationSettings, vendorRecordOf } from "./keyrings";

/** A check on the records of a rotation. */
interface RecordCheck {
  readonly at: Path;
  readonly with: readonly Path[];
  readonly violation: (settings: object) => string | undefined;
}

/** Checks that the record of a keyring is reachable by the steps of a rotation, with open gates. */
export function rotationChecks({ name: system, key, secrets }: AnyDeclaration): RecordCheck[] {
  return recordedRows(secrets).map(({ name }) => ({
    at: ["rotation", system, name],
    with: [
      ["rotation", "deploymentMinutes"],
      [key, "tokens"],
    ],
    violation: (checked) => {
      const settings = checked as RotationSettings;
      // Without the system there is nothing to check.
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

/** That the value of a vendor's secret was not renewed in the future. */
export function renewalChecks({ name: system, secrets }: AnyDeclaration): RecordCheck[] {
  return renewedRows(secrets).map(({ name }) => ({
    at: ["rotation", system, name, "renewedAt"],
    with: [],
    violation: (checked) => future(vendorRecordOf(checked as RotationSettings, system, name)?.renewedAt),
  }));
}

/** That the keyrings of a stage did not begin in the future. */
export const beginningCheck: RecordCheck = {
  at: ["rotation", "since"],
  with: [],
  violation: (checked) => future((checked as RotationSettings).rotation.since),
};

/** The alarms on the age of a secret would stay silent until a moment in the future. */
function future(moment: string | undefined): string | undefined {
  return moment === undefined || Date.parse(moment) <= Date.now()
    ? undefined
    : refusal("a time that is not in the future", "write when it happened");
}
