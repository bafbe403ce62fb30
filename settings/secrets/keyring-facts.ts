import type { Stage } from "../stage/stage";
import type { KeyringKind } from "./kind";

/** Facts of a keyring and the phase of its rotation, for the rules of a policy pack. */
export interface KeyringFacts {
  /** Its name: `JWT_SECRET`. */
  readonly secret: string;
  /** The system it belongs to. */
  readonly system: string;
  readonly stage: Stage;
  readonly kind: KeyringKind;
  /** The generation that signs, encrypts or logs in. */
  readonly current: number;
  /** The next generation: accepted, not used yet. @default none */
  readonly next?: number;
  /** The generation that is accepted still. @default none */
  readonly previous?: number;
  readonly phase: "steady" | "published" | "activated";
  /** When the last step of a rotation was taken, ISO 8601. @default not recorded */
  readonly changedAt?: string;
  /** Since when the current generation is in use, ISO 8601. @default not recorded */
  readonly currentSince?: string;
  /** Seconds the previous generation is accepted after a deployment: the life of the longest token. */
  readonly overlapSeconds: number;
  /** The reason of an emergency rotation to the current generation. @default it did not */
  readonly emergency?: { readonly reason: string; readonly at: string };
  /** The last count of a re-encryption. @default none */
  readonly reencryption?: { readonly generation: number; readonly rowsLeft: number; readonly at: string };
}
