import type { Evidence, KeyringRules } from "../../../settings/rotation/gates";
import type { Keyring } from "../../../settings/rotation/keyring";

export const rules: KeyringRules = { kind: "signing", overlapSeconds: 7 * 86_400 };
export const encryption: KeyringRules = { kind: "encryption", overlapSeconds: 0 };
export const at = (moment: string): Evidence => ({
  now: new Date(moment),
  deploymentSeconds: 3600,
  deployed: "unknown",
});

export const published: Keyring = {
  generation: 3,
  phase: "published",
  activatedAt: "2026-10-01T08:00:00Z",
  publishedAt: "2026-11-01T08:00:00Z",
};
export const activated: Keyring = {
  generation: 4,
  phase: "activated",
  publishedAt: "2026-11-01T08:00:00Z",
  activatedAt: "2026-11-01T10:00:00Z",
};
