import type { KeyringKind } from "../secrets/kind";

/**
 * How far a rotation has come:
 * - `steady`: one generation, `current`.
 * - `published`: `next` is accepted everywhere, and nothing uses it yet.
 * - `activated`: the former `next` is `current`; the former `current` is `previous` and still accepted.
 */
export type Phase = "steady" | "published" | "activated";

/** The reason of an emergency replacement of a keyring. */
export interface Emergency {
  /** Why, in words, without any value. */
  readonly reason: string;
  /** When, ISO 8601. */
  readonly at: string;
}

/** The result of the last run of a re-encryption job. */
export interface Reencryption {
  /** The generation whose rows were re-encrypted. */
  readonly generation: number;
  /** Number of rows that still need that generation. */
  readonly rowsLeft: number;
  /** When they were counted, ISO 8601. */
  readonly at: string;
}

/** The record of one keyring in a stage's settings. */
export interface Keyring {
  /** The generation that signs, encrypts or logs in; from 1. */
  readonly generation: number;
  readonly phase: Phase;
  /** When the newest generation was published. @default never: the first one needs no publishing */
  readonly publishedAt?: string;
  /** When `generation` became the current one. @default the keyring's start: it is the first */
  readonly activatedAt?: string;
  /** When the generation before was dropped. @default never */
  readonly retiredAt?: string;
  /** The reason of an emergency rotation to the current generation. @default it did not */
  readonly emergency?: Emergency;
  /** For encryption keys, the remaining rows to re-encrypt. @default not counted yet */
  readonly reencryption?: Reencryption;
}

/** A keyring that was never rotated. */
export const firstKeyring: Keyring = { generation: 1, phase: "steady" };

/** The generations that exist; there are never more than two at once. */
export interface Slots {
  /** Signs, encrypts and logs in. */
  readonly current: number;
  /** Accepted, not used yet. */
  readonly next?: number;
  /** Still accepted, no longer used by tasks with the current generation. */
  readonly previous?: number;
}

/** The generations of a keyring and their roles. */
export function slotsOf({ generation, phase }: Pick<Keyring, "generation" | "phase">): Slots {
  switch (phase) {
    case "steady":
      return { current: generation };
    case "published":
      return { current: generation, next: generation + 1 };
    case "activated":
      return { current: generation, previous: generation - 1 };
  }
}

/** The generations that are accepted, the current one first. */
export function acceptedBy({ current, next, previous }: Slots): number[] {
  return [current, next, previous].filter((generation) => generation !== undefined);
}

/**
 * Since when the current generation is in use; undefined if not recorded.
 * @param since the start of keyrings that were never rotated.
 */
export function currentSince({ activatedAt }: Keyring, since?: string): string | undefined {
  return activatedAt ?? since;
}

/** The time of the last step; undefined if not recorded. */
export function changedAt(keyring: Keyring, since?: string): string | undefined {
  switch (keyring.phase) {
    case "published":
      return keyring.publishedAt;
    case "activated":
      return keyring.activatedAt;
    case "steady":
      return keyring.retiredAt ?? currentSince(keyring, since);
  }
}

/**
 * The generation of an emergency: a new one. A published next generation may
 * have leaked with the current one, so it is skipped by two, which keeps the alternating
 * user of the next generation and never takes the user in use. For an encryption key no generation is skipped:
 * the next one may have written rows in a deployment that was rolled back.
 */
export function emergencyGeneration({ generation, phase }: Keyring, kind: KeyringKind): number {
  return phase === "published" && kind !== "encryption" ? generation + 3 : generation + 1;
}
