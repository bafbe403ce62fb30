import { type Evidence, type Gate, gates, type KeyringRules, type Refusal, refusalsOf, type Step } from "./gates";
import { emergencyGeneration, type Emergency, type Keyring, slotsOf } from "./keyring";
import { reasonFault } from "./reason";

/** A taken step, or all objections; then the keyring is unchanged. */
export type Outcome = { readonly keyring: Keyring } | { readonly refusals: readonly Refusal[] };

/**
 * Takes a step of a rotation if every gate is open.
 * @param asked the gates to check. @default all of them
 */
export function takeStep(
  step: Step,
  keyring: Keyring,
  rules: KeyringRules,
  evidence: Evidence,
  asked: readonly Gate[] = Object.values(gates),
): Outcome {
  const refusals = refusalsOf(step, keyring, rules, evidence, asked);
  return refusals.length > 0 ? { refusals } : { keyring: after(step, keyring, evidence.now.toISOString()) };
}

/** A keyring after a step; whether the step is allowed is for the gates. */
function after(step: Step, keyring: Keyring, now: string): Keyring {
  const { generation, publishedAt, activatedAt } = keyring;
  switch (step) {
    case "publish":
      return { generation, phase: "published", activatedAt, publishedAt: now };
    case "activate":
      return { generation: generation + 1, phase: "activated", publishedAt, activatedAt: now };
    case "retire": {
      // The count stays in the record: it shows why the old key could be removed.
      const { reencryption, emergency } = keyring;
      return { generation, phase: "steady", activatedAt, retiredAt: now, emergency, reencryption };
    }
  }
}

/**
 * Replaces a keyring at once. Products of the old generations become invalid; only stored data stays
 * readable, with the former current generation.
 */
export function replaceAtOnce(keyring: Keyring, rules: Pick<KeyringRules, "kind">, reason: string, now: Date): Outcome {
  const fault = reasonFault(reason);
  if (fault !== undefined) return { refusals: [fault] };
  const emergency: Emergency = { reason, at: now.toISOString() };
  const { previous } = slotsOf(keyring);
  const replaced = { generation: emergencyGeneration(keyring, rules.kind), activatedAt: emergency.at, emergency };
  if (rules.kind !== "encryption") return { keyring: { ...replaced, phase: "steady" } };
  if (previous !== undefined) {
    return {
      refusals: [
        {
          reason: `rows are still encrypted with generation ${previous}, and an application can hold only two keys`,
          fix: "stop the writing services, finish the re-encryption and retire the old key first (docs/runbooks/rotation/re-encryption.md)",
        },
      ],
    };
  }
  return { keyring: { ...replaced, phase: "activated" } };
}
