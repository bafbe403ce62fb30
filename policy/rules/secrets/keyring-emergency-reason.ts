import { keyringType, momentOf } from "../../readings/keyring";
import type { KeyringFacts } from "../../readings/keyring";
import { resourceRule } from "../../rule";

export const keyringEmergencyReason = resourceRule<KeyringFacts>({
  id: "keyring-emergency-reason",
  title: "Whoever replaces a secret out of its turn says why and when, for whoever looks at it later",
  severity: "medium",
  rows: ["DS-JWT-13"],
  frameworks: [],
  settings: {
    characters: { description: "Characters of a reason.", default: 10, minimum: 1, maximum: 200 },
  },
  remediation: "Write the reason in words, without any value, and the moment of the decision as ISO 8601.",
  example: 'emergency: { reason: "x", at: "yesterday" }',
  types: [keyringType],
  check({ props }, examination) {
    examination.attempt(() => {
      const { emergency } = props;
      if (emergency === undefined) examination.notApplicable("No emergency.");
      const least = examination.setting("characters");
      examination.requires({
        read: () => (emergency?.reason ?? "").trim().length,
        accept: (length) => length >= least,
        found: (length) => (length === 0 ? "no reason" : `a reason of ${length} characters`),
        needed: `at least ${least} characters`,
        setting: "emergency.reason",
      });
      examination.requires({
        read: () => momentOf(emergency?.at),
        accept: (moment) => moment !== undefined,
        found: () => "no moment",
        needed: "when it was decided, as ISO 8601",
        setting: "emergency.at",
      });
    });
  },
});
