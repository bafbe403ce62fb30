/** The component whose inputs are plain facts of a keyring, without values. */
export const keyringType = "care-platform:security:Keyring";

/** The facts of a keyring: the generations of a secret, and since when they exist. */
export interface KeyringFacts {
  /** The secret's name, such as the variable it becomes. */
  readonly secret: string;
  readonly system: string;
  readonly stage: string;
  readonly kind: "signing" | "rsa" | "encryption" | "database-user" | "redis-user";
  /** The generation that signs, encrypts or logs in. */
  readonly current: number;
  /** Accepted, not used yet. */
  readonly next: number;
  /** Still accepted, no longer used by tasks with the current generation. */
  readonly previous: number;
  /** The phase of a rotation; "steady" while none is in progress. */
  readonly phase: "steady" | "published" | "activated";
  /** When the phase began, ISO 8601. */
  readonly changedAt: string;
  /** When the current generation became it, ISO 8601. */
  readonly currentSince: string;
  /** The least time between activation and retirement, in seconds. */
  readonly overlapSeconds: number;
  /** The reason of an emergency rotation to the current generation. */
  readonly emergency: { readonly reason?: string; readonly at?: string };
  /** For a key that stored data depends on: how many rows still need a generation. */
  readonly reencryption: { readonly generation?: number; readonly rowsLeft?: number; readonly at?: string };
}

const dayInMilliseconds = 86_400_000;

/** The time of an ISO 8601 text, in milliseconds; undefined for any other text. */
export function momentOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

/** Whole days since a time; negative if it is in the future. */
export function daysSince(moment: number, now: Date): number {
  return Math.floor((now.getTime() - moment) / dayInMilliseconds);
}
