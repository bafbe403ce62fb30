import { daysSince, keyringType, momentOf } from "../../selectors/keyring";
import type { KeyringFacts } from "../../selectors/keyring";
import { resourceRule } from "../../rule";
import type { ResourceRule } from "../../rule";

/** Common metadata of the two rules about the age of a keyring. */
type Wording = Pick<ResourceRule, "id" | "title" | "severity" | "enforcement"> & { readonly days: number };

/** A rule about the age of the generation in use; `now` is read at each context. */
export function keyringAgeRule({ days, ...wording }: Wording, now: () => Date): ResourceRule<KeyringFacts> {
  return resourceRule<KeyringFacts>({
    ...wording,
    rows: ["DS-SEC-02", "AH-MNT-08"],
    frameworks: ["FSBP SecretsManager.4"],
    settings: {
      days: { description: "Maximum days in use of a generation.", default: days, minimum: 1, maximum: 365 },
    },
    remediation: "Rotate the secret: publish the next generation, activate it, and retire the old one.",
    example: 'new Keyring("jwt", { current: 3, currentSince: "2025-01-01T00:00:00Z", ... });',
    types: [keyringType],
    check({ props }, context) {
      // Its rotation re-encrypts the data, so the monthly limit does not apply (checklist note C-12).
      if (props.kind === "encryption") context.notApplicable("A data encryption key.");
      const most = context.setting("days");
      context.guard(() => {
        const since = momentOf(props.currentSince);
        if (since === undefined) {
          context.undecided("currentSince as an ISO 8601 time");
          return;
        }
        const age = daysSince(since, now());
        if (age <= most) return;
        const found = `generation ${props.current ?? 0} in use for ${age} days`;
        context.fails({ found, needed: `at most ${most} days`, setting: "current" });
      });
    },
  });
}

export const keyringAge = keyringAgeRule(
  {
    id: "keyring-age",
    title: "No key in use is older than 30 days, except data encryption keys",
    severity: "medium",
    enforcement: "advised",
    days: 30,
  },
  () => new Date(),
);
