import { escapeIdentifier, escapeLiteral } from "pg";
import type { DecidedSetting } from "./desired-roles";
import { verificationStatements } from "./verification";

/** The target of privileges: an existing object, or a role's future objects. */
export type Target = ExistingTarget | FutureTarget;

/** Something that is there. */
export interface ExistingTarget {
  readonly on: "database" | "schema" | "table" | "sequence" | "routine";
  /** Its name as SQL writes it, quoted where needed, with schema and argument types where it has them. */
  readonly name: string;
}

/** What a role will make. */
export interface FutureTarget {
  readonly on: "future";
  readonly creator: string;
  readonly objects: "tables" | "sequences" | "functions";
  /** In this schema; null for all of them: only so can what Postgres gives by default be taken back. */
  readonly schema: string | null;
}

/** The grantee: a role, or null for PUBLIC. */
export type Grantee = string | null;

/** One difference between a database as it is and as it must be, as data. */
export type Change =
  | { readonly kind: "create-role"; readonly role: string }
  | { readonly kind: "set-login"; readonly role: string; readonly login: boolean }
  | { readonly kind: "set-connection-limit"; readonly role: string; readonly limit: number }
  | {
      readonly kind: "set-password";
      readonly role: string;
      readonly version: string | null;
      /** Whether earlier sessions are ended afterwards. */
      readonly endsSessions: boolean;
    }
  | {
      readonly kind: "set";
      readonly role: string;
      readonly setting: DecidedSetting;
      readonly value: string | undefined;
    }
  | { readonly kind: "create-extension"; readonly extension: string }
  | { readonly kind: "create-schema"; readonly schema: string; readonly owner: string }
  | { readonly kind: "define-verification"; readonly owner: string; readonly verifier: string }
  | { readonly kind: "join" | "leave"; readonly role: string; readonly group: string }
  | { readonly kind: "own"; readonly target: ExistingTarget; readonly owner: string }
  | {
      readonly kind: "grant" | "revoke";
      readonly privileges: readonly string[];
      readonly target: Target;
      readonly grantee: Grantee;
    };

/** The comment of a role with a password: the version of its secret, which is not secret. */
const passwordNote = "Password of secret version ";

/** The addition to the comment until earlier sessions are ended, so that the next run completes a killed one. */
const sessionsNote = ", sessions of the one before not ended yet";

/** The version that a role's comment notes; null when it notes none. */
export function notedVersion(comment: string | null): string | null {
  if (!comment?.startsWith(passwordNote)) return null;
  return comment.slice(passwordNote.length).replace(sessionsNote, "");
}

/** Whether a role's comment notes that sessions have still to be ended. */
export function notesSessions(comment: string | null): boolean {
  return comment?.startsWith(passwordNote) === true && comment.endsWith(sessionsNote);
}

/** The statement that notes at a role that its sessions from before are ended. */
export function sessionsEnded(role: string, comment: string): string {
  return `COMMENT ON ROLE ${escapeIdentifier(role)} IS ${escapeLiteral(comment.slice(0, -sessionsNote.length))}`;
}

/** A change in words, for the result; it contains no secret. */
export function inWords(change: Change): string {
  switch (change.kind) {
    case "create-role":
      return `${change.role}: created`;
    case "set-login":
      return `${change.role}: ${change.login ? "may log in" : "may not log in any more"}`;
    case "set-connection-limit":
      return `${change.role}: ${change.limit} sessions at most`;
    case "set-password":
      return `${change.role}: ${change.version === null ? "password removed" : "password set"}`;
    case "set":
      return `${change.role}: ${change.setting} ${change.value === undefined ? "reset" : `set to ${change.value}`}`;
    case "join":
      return `${change.role}: member of ${change.group}`;
    case "leave":
      return `${change.role}: no member of ${change.group} any more`;
    case "create-extension":
      return `extension ${change.extension}: installed`;
    case "create-schema":
      return `${change.owner}: owns the new schema ${change.schema}`;
    case "define-verification":
      return `${change.verifier}: may ask which migrations are applied`;
    case "own":
      return `${change.owner}: owns ${targetInWords(change.target)}`;
    case "grant":
      return `${change.grantee ?? "PUBLIC"}: may ${privilegesInWords(change)}`;
    case "revoke":
      return `${change.grantee ?? "PUBLIC"}: may not ${privilegesInWords(change)} any more`;
  }
}

function privilegesInWords({ privileges, target }: { privileges: readonly string[]; target: Target }): string {
  return `${privileges.join(", ")} on ${targetInWords(target)}`;
}

function targetInWords(target: Target): string {
  if (target.on !== "future") return `${target.on} ${target.name}`;
  const where = target.schema === null || target.schema === "public" ? "" : ` in schema ${target.schema}`;
  return `${target.objects} that ${target.creator} will make${where}`;
}

/** The SCRAM verifier of each role's password, from `scramVerifier`. */
export type Verifiers = ReadonlyMap<string, string>;

/**
 * The statements that make a change.
 * @throws Error when a password is to be set and its verifier is missing.
 */
export function statementsOf(change: Change, verifiers: Verifiers): string[] {
  switch (change.kind) {
    case "create-role":
      return [`CREATE ROLE ${escapeIdentifier(change.role)} NOLOGIN`];
    case "set-login":
      return [`ALTER ROLE ${escapeIdentifier(change.role)} ${change.login ? "LOGIN" : "NOLOGIN"}`];
    case "set-connection-limit":
      return [`ALTER ROLE ${escapeIdentifier(change.role)} CONNECTION LIMIT ${change.limit}`];
    case "set-password":
      return passwordStatements(change, verifiers);
    case "set":
      return [
        change.value === undefined
          ? `ALTER ROLE ${escapeIdentifier(change.role)} RESET ${change.setting}`
          : `ALTER ROLE ${escapeIdentifier(change.role)} SET ${change.setting} TO ${escapeLiteral(change.value)}`,
      ];
    case "join":
      return [`GRANT ${escapeIdentifier(change.group)} TO ${escapeIdentifier(change.role)}`];
    case "leave":
      return [`REVOKE ${escapeIdentifier(change.group)} FROM ${escapeIdentifier(change.role)}`];
    case "create-extension":
      // Names are looked up in pg_catalog only, which nothing can be installed in.
      return [`CREATE EXTENSION ${escapeIdentifier(change.extension)} SCHEMA public`];
    case "create-schema":
      return [`CREATE SCHEMA ${escapeIdentifier(change.schema)} AUTHORIZATION ${escapeIdentifier(change.owner)}`];
    case "define-verification":
      return verificationStatements(change);
    case "own":
      return [`ALTER ${keyword(change.target)} ${change.target.name} OWNER TO ${escapeIdentifier(change.owner)}`];
    case "grant":
    case "revoke":
      return [privilegeStatement(change)];
  }
}

function passwordStatements(
  { role, version, endsSessions }: Extract<Change, { kind: "set-password" }>,
  verifiers: Verifiers,
): string[] {
  const verifier = verifiers.get(role);
  if (version !== null && verifier === undefined) throw new Error(`No password was read for ${role}.`);
  const password = version === null || verifier === undefined ? "NULL" : escapeLiteral(verifier);
  const note =
    version === null ? "NULL" : escapeLiteral(`${passwordNote}${version}${endsSessions ? sessionsNote : ""}`);
  return [
    `ALTER ROLE ${escapeIdentifier(role)} PASSWORD ${password}`,
    `COMMENT ON ROLE ${escapeIdentifier(role)} IS ${note}`,
  ];
}

function privilegeStatement(change: Extract<Change, { privileges: readonly string[] }>): string {
  const { kind, privileges, target, grantee } = change;
  const whom = `${kind === "grant" ? "TO" : "FROM"} ${grantee === null ? "PUBLIC" : escapeIdentifier(grantee)}`;
  const what = `${kind.toUpperCase()} ${privileges.join(", ")} ON`;
  if (target.on !== "future") return `${what} ${keyword(target)} ${target.name} ${whom}`;
  const where = target.schema === null ? "" : ` IN SCHEMA ${escapeIdentifier(target.schema)}`;
  const maker = `ALTER DEFAULT PRIVILEGES FOR ROLE ${escapeIdentifier(target.creator)}${where}`;
  return `${maker} ${what} ${target.objects.toUpperCase()} ${whom}`;
}

function keyword({ on }: ExistingTarget): string {
  return on.toUpperCase();
}
