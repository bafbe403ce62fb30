import { type KeyringFacts } from "../../../settings/secrets/keyring-facts";

/** The facts of a keyring in one of its phases; `current` is 7 unless something else is said. */
export function keyringFacts(
  phase: KeyringFacts["phase"],
  { current = 7, ...changes }: Partial<KeyringFacts> = {},
): KeyringFacts {
  return {
    secret: "JWT_SECRET",
    system: "ahava-healthcare",
    stage: "staging",
    kind: "signing",
    current,
    ...(phase === "published" && { next: current + 1 }),
    ...(phase === "activated" && { previous: current - 1 }),
    phase,
    changedAt: "2026-11-20T08:00:00Z",
    currentSince: "2026-11-01T08:00:00Z",
    overlapSeconds: 604_800,
    ...changes,
  };
}
