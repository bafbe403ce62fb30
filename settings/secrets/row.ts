import type { Stage } from "../stage/stage";
import type { KeyringKind } from "./kind";
import type { Strength } from "./strength";
import type { Vendor } from "./vendor";

/** A variable by which an application reads a secret. */
export interface SecretVariable {
  /** The checklist row that names it or, if `proposed`, requires its purpose. */
  readonly row: string;
  /** Why the name is this project's proposal and not the checklist's (C-02); absent where the checklist has the name. */
  readonly proposed?: string;
  /** The stages in which the application does not start without it. @default all three */
  readonly requiredIn?: readonly Stage[];
  /** The placeholder in the example file; never a valid value. */
  readonly placeholder: string;
  /** Its purpose, in one sentence without a full stop. */
  readonly explanation: string;
  /** The description in Secrets Manager. @default the explanation */
  readonly description?: string;
}

/** A secret that a stage makes, keeps in a keyring and rotates. */
export interface KeyringRow {
  /** Its name: the variable the application reads, or a name of this project for users that no application uses. */
  readonly name: string;
  readonly kind: KeyringKind;
  /** How a generation is made. @default by its component: a password, or a pair of RSA keys */
  readonly strength?: Strength;
  /** The tokens it signs; the longest lifetime decides how long the previous generation is accepted. */
  readonly signs?: "access" | "refresh";
  /** Seconds the previous generation is accepted after a deployment, for secrets that sign no token. @default 0 */
  readonly overlapSeconds?: number;
  /** Days after which it is due. @default 30, and 365 for encryption keys */
  readonly dueAfterDays?: number;
  /** The keyring whose generations it shares, because both are needed together. @default its own */
  readonly movesWith?: string;
  /** Who is affected by an emergency, as a sentence without a full stop. */
  readonly emergency: string;
  /** Manual steps outside the stage after its activation. @default none */
  readonly elsewhere?: string;
  /** The variable of its own name. @default no application reads it */
  readonly variable?: SecretVariable;
  /** How applications use other generations; they then read all of them. @default they read the current one */
  readonly otherGenerations?: string;
  /** Other variables made from the same generation, by name: a public key, the address of a replica. @default none */
  readonly derived?: Readonly<Record<string, SecretVariable>>;
}

/** The pattern of a vendor's value. */
export interface SecretPattern {
  /** What is allowed, in words; begins with "a secret". */
  readonly allowed: string;
  readonly accepts: (value: string) => boolean;
  /** Where to find an allowed value. */
  readonly fix: string;
}

/** A secret that a vendor issues; set with `pulumi config set --secret <system>.<NAME>`. */
export interface VendorRow {
  /** The variable the application reads. */
  readonly name: string;
  readonly kind: "vendor";
  readonly vendor: Vendor;
  /** Whether it only identifies the account and gives no access, so it needs no renewal. @default false */
  readonly identifies?: boolean;
  readonly variable: SecretVariable;
  readonly pattern: (stage: Stage) => SecretPattern;
  /** Its stand-in in a rehearsal; recognisably false. */
  readonly standIn: (stage: Stage) => string;
}

/** Everything about one secret of a system. */
export type SecretRow = KeyringRow | VendorRow;

/** The secrets of a table that have a keyring. */
export function keyringRows(rows: readonly SecretRow[]): KeyringRow[] {
  return rows.filter((row) => row.kind !== "vendor");
}

/** The keyrings that are recorded by themselves; the others move with one of these. */
export function recordedRows(rows: readonly SecretRow[]): KeyringRow[] {
  return keyringRows(rows).filter(({ movesWith }) => movesWith === undefined);
}

/** The secrets of a table that a vendor issues. */
export function vendorRows(rows: readonly SecretRow[]): VendorRow[] {
  return rows.filter((row) => row.kind === "vendor");
}

/** Those that must be renewed, because they give access. */
export function renewedRows(rows: readonly SecretRow[]): VendorRow[] {
  return vendorRows(rows).filter(({ identifies }) => identifies !== true);
}
