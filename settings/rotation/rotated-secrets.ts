import type { System } from "../stage/stage";
import { secondsOf } from "../fields/time";
import type { KeyringKind } from "./keyring";

/** How long the tokens of a system live; every system has these two. */
export interface TokenLifetimes {
  readonly accessLifetime: string;
  readonly refreshLifetime: string;
}

/** A secret that is made for a stage and rotated by it. */
export interface RotatedSecret {
  /** Its name: the variable the application reads, or one of this project's own for users no application logs in as. */
  readonly name: string;
  readonly kind: KeyringKind;
  /** Which token it signs; the longest of them decides how long the previous generation is accepted. */
  readonly signs?: "access" | "refresh";
  /** Seconds the previous generation is accepted beyond a deployment, for what signs no token. @default 0 */
  readonly overlapSeconds?: number;
  /** Days after which it is due. @default 30 */
  readonly dueAfterDays?: number;
  /** The keyring whose generations it shares, because the two are only worth something together. @default its own */
  readonly movesWith?: string;
  /** Who notices an emergency, as a sentence without a full stop. */
  readonly emergency: string;
  /** What a person must do elsewhere once it is activated. @default nothing */
  readonly elsewhere?: string;
}

/** A secret is changed monthly (AH-MNT-08). */
export const defaultDueDays = 30;

/** An encryption key is exempt from the month, because its data is written anew with it (C-12); a year (house value). */
const encryptionDueDays = 365;

/** A migration or a report that began with the old password is given an hour (house value). */
const runningWork = 3600;

/** A person copies the token into Meta's console within a day (house value). */
const manualCopy = 86_400;

const applicationUser = (variable: string, store: string): RotatedSecret => ({
  name: variable,
  kind: store === "Redis" ? "redis-user" : "database-user",
  emergency: `no user is logged out; tasks of the old revision lose their connection to ${store} until they are replaced`,
});

/** The users of a Postgres database that no application logs in as by itself. */
const otherUsers: readonly RotatedSecret[] = [
  {
    name: "DATABASE_MIGRATION_PASSWORD",
    kind: "database-user",
    overlapSeconds: runningWork,
    emergency: "no user is logged out; a running migration fails at its next connection",
  },
  {
    name: "DATABASE_REPORTING_PASSWORD",
    kind: "database-user",
    overlapSeconds: runningWork,
    emergency: "no user is logged out; readers of reports need the new password",
  },
  {
    name: "DATABASE_MASTER_PASSWORD",
    kind: "database-user",
    emergency: "no user is logged out; RDS takes up to a minute to accept the new password",
  },
];

/**
 * The keyrings of every system. The names are those of `settings/environment/`; what is not there is no variable of the
 * application.
 */
export const rotatedSecrets: Readonly<Record<System, readonly RotatedSecret[]>> = {
  "doctor-system": [
    {
      name: "JWT_ACCESS_SECRET",
      kind: "signing",
      signs: "access",
      emergency:
        "all access tokens become invalid; clients get new ones with their refresh tokens, without a new login",
    },
    {
      name: "JWT_REFRESH_SECRET",
      kind: "signing",
      signs: "refresh",
      emergency: "all refresh tokens become invalid; every user must log in again when the access token expires",
    },
    {
      name: "WHATSAPP_WEBHOOK_VERIFY_TOKEN",
      kind: "signing",
      overlapSeconds: manualCopy,
      emergency: "no user is logged out; Meta's next webhook verification fails until the token is copied",
      elsewhere:
        "copy the new token into Meta's console, WhatsApp, Configuration, Webhook (docs/runbooks/rotation/rotate-whatsapp.md)",
    },
    applicationUser("MONGODB_URI", "MongoDB"),
  ],
  "ahava-healthcare": [
    {
      name: "JWT_SECRET",
      kind: "signing",
      signs: "refresh",
      emergency: "all access and refresh tokens become invalid; every user must log in again",
    },
    {
      name: "ENCRYPTION_KEY",
      kind: "encryption",
      dueAfterDays: encryptionDueDays,
      emergency:
        "no user is logged out; tasks of the old revision cannot read new data until they are replaced, and the old key stays until the data is re-encrypted",
    },
    {
      name: "ENCRYPTION_IV_SALT",
      kind: "encryption",
      dueAfterDays: encryptionDueDays,
      movesWith: "ENCRYPTION_KEY",
      emergency: "the same as ENCRYPTION_KEY, with which it rotates",
    },
    applicationUser("DATABASE_URL", "Postgres"),
    ...otherUsers,
    applicationUser("REDIS_URL", "Redis"),
  ],
  "med-platform": [
    {
      name: "JWT_PRIVATE_KEY",
      kind: "rsa",
      signs: "refresh",
      emergency: "all access and refresh tokens become invalid; every user must log in again",
    },
    applicationUser("DATABASE_URL", "Postgres"),
    ...otherUsers,
  ],
};

/** The keyrings that are recorded by themselves; the others move with one of these. */
export function recordedSecrets(system: System): readonly RotatedSecret[] {
  return rotatedSecrets[system].filter(({ movesWith }) => movesWith === undefined);
}

/** The secret of a system by its name; undefined where it has no keyring. */
export function rotatedSecret(system: System, name: string): RotatedSecret | undefined {
  return rotatedSecrets[system].find((secret) => secret.name === name);
}

/** Seconds for which what was made with a generation stays in use once nothing more is made with it. */
export function overlapOf({ signs, overlapSeconds = 0 }: RotatedSecret, tokens: TokenLifetimes): number {
  if (signs === undefined) return overlapSeconds;
  return secondsOf(signs === "access" ? tokens.accessLifetime : tokens.refreshLifetime) ?? 0;
}
