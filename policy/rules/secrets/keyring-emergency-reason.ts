import { keyringType, momentOf } from "../../selectors/keyring";
import type { KeyringFacts } from "../../selectors/keyring";
import { resourceRule } from "../../rule";

export const keyringEmergencyReason = resourceRule<KeyringFacts>({
  id: "keyring-emergency-reason",
  title: "Emergency rotations have a reason and a time",
  severity: "medium",
  enforcement: "deployed",
  rows: ["DS-JWT-13"],
  frameworks: [],
  settings: {
    characters: { description: "Minimum length of the reason, in characters.", default: 10, minimum: 1, maximum: 200 },
  },
  remediation: "Write a reason that contains no value, and the time of the decision as ISO 8601.",
  example: 'emergency: { reason: "x", at: "yesterday" }',
  types: [keyringType],
  check({ props }, context) {
    context.guard(() => {
      const { emergency } = props;
      if (emergency === undefined) context.notApplicable("No emergency.");
      const least = context.setting("characters");
      context.requires({
        read: () => (emergency?.reason ?? "").trim().length,
        accept: (length) => length >= least,
        found: (length) => (length === 0 ? "no reason" : `a reason of ${length} characters`),
        needed: `at least ${least} characters`,
        setting: "emergency.reason",
      });
      context.requires({
        read: () => momentOf(emergency?.at),
        accept: (moment) => moment !== undefined,
        found: () => "no valid time",
        needed: "the time of the decision, as ISO 8601",
        setting: "emergency.at",
      });
    });
  },
});
