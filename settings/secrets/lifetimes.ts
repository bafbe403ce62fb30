import { secondsOf } from "../fields/time";
import type { KeyringRow } from "./row";

/** Token lifetimes of a system; every system has these two. */
export interface TokenLifetimes {
  readonly accessLifetime: string;
  readonly refreshLifetime: string;
}

/** A secret is changed monthly (AH-MNT-08). */
export const defaultDueDays = 30;

/** An encryption key is exempt from the month, because its data is re-encrypted with it (C-12); a year (our default). */
const encryptionDueDays = 365;

/** Days after which a keyring is due. */
export function dueDaysOf({ kind, dueAfterDays }: Pick<KeyringRow, "kind" | "dueAfterDays">): number {
  return dueAfterDays ?? (kind === "encryption" ? encryptionDueDays : defaultDueDays);
}

/** Seconds for which the products of a generation stay in use after the last was issued. */
export function overlapOf({ signs, overlapSeconds = 0 }: KeyringRow, tokens: TokenLifetimes): number {
  if (signs === undefined) return overlapSeconds;
  return secondsOf(signs === "access" ? tokens.accessLifetime : tokens.refreshLifetime) ?? 0;
}
