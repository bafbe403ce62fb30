import type { DatabaseRolesEvent } from "./event";

/** Settings of a role that are decided here; others, such as `work_mem`, are not managed. */
export const decidedSettings = ["role", "default_transaction_read_only", "statement_timeout"] as const;

/** A setting that is decided here. */
export type DecidedSetting = (typeof decidedSettings)[number];

/** A role as it must be. */
export interface DesiredRole {
  readonly name: string;
  readonly login: boolean;
  /** Sessions at once; -1 for no limit, as Postgres writes it. */
  readonly connectionLimit: number;
  /** The version of the secret its password is from; null for a role without one. */
  readonly passwordVersion: string | null;
  /** Whether sessions that were opened with another password are ended when it is set. */
  readonly emergency: boolean;
  /** Settings its sessions begin with; those of `decidedSettings` that are absent must not be set. */
  readonly settings: Partial<Record<DecidedSetting, string>>;
  /** The roles it is a member of, and no others. */
  readonly memberOf: readonly string[];
}

/** Every role as it must be, and who has which part. */
export interface DesiredRoles {
  readonly database: string;
  readonly master: string;
  /** Owns the tables. */
  readonly owner: string;
  /** May read and write rows. */
  readonly group: string;
  /** May read rows. */
  readonly reporting: string;
  /** May read catalogues, and call what `verification.ts` defines. */
  readonly verifier: string;
  /** Extensions that are installed. */
  readonly extensions: readonly string[];
  /** Schemas whose contents are given to the roles: `public`, and those that migrations make. */
  readonly schemas: readonly string[];
  readonly roles: readonly DesiredRole[];
}

type User = DatabaseRolesEvent["migration"];

/** The schema that every database has; it belongs to the owner of the database. */
export const publicSchema = "public";

/**
 * The roles that an event asks for. Migrations act as the owner from the first statement of a session
 * (`ALTER ROLE … SET role`), so that it does not matter which user made a table: all belong to the owner.
 */
export function desiredRoles(event: DatabaseRolesEvent): DesiredRoles {
  const { database, master, owner, application, migration, reporting, verifier } = event;
  const { group } = application;
  const applicationMigrates = migration.password === null;
  return {
    database: database.name,
    master: master.name,
    owner,
    group,
    reporting: reporting.name,
    verifier: verifier.name,
    extensions: event.extensions,
    schemas: [publicSchema, ...event.schemas],
    roles: [
      withoutLogin(group, []),
      // A member of the group, so that what somebody else makes is usable for the owner too.
      withoutLogin(owner, [group]),
      ...application.users.map((user) =>
        applicationMigrates ? migrating(user, owner, [group]) : login(user, [group]),
      ),
      applicationMigrates ? login(migration, []) : migrating(migration, owner, []),
      {
        ...login(reporting, []),
        settings: {
          default_transaction_read_only: "on",
          statement_timeout: `${reporting.statementTimeout}s`,
        },
      },
      // Of sessions it sees whether they use TLS, which Postgres tells members of this role only.
      {
        ...login(verifier, verifier.password === null ? [] : ["pg_read_all_stats"]),
        settings: { default_transaction_read_only: "on", statement_timeout: `${verifier.statementTimeout}s` },
      },
      ...(event.operator === undefined ? [] : [operating(event.operator, event)]),
    ],
  };
}

/**
 * The user of the SQL task. To see what every session does it is a member of Postgres's `pg_read_all_stats`. One that
 * writes inherits the owner's rights instead of acting as the owner, so that the log of the database names it.
 */
function operating(
  user: NonNullable<DatabaseRolesEvent["operator"]>,
  { owner, reporting }: DatabaseRolesEvent,
): DesiredRole {
  if (user.password === null) return login(user, []);
  const timeout = { statement_timeout: `${user.statementTimeout}s` };
  return user.rights === "read"
    ? {
        ...login(user, [reporting.name, "pg_read_all_stats"]),
        settings: { ...timeout, default_transaction_read_only: "on" },
      }
    : { ...login(user, [owner, "pg_read_all_stats", "pg_signal_backend"]), settings: timeout };
}

function withoutLogin(name: string, memberOf: readonly string[]): DesiredRole {
  return { name, login: false, connectionLimit: -1, passwordVersion: null, emergency: false, settings: {}, memberOf };
}

function login({ name, password, connectionLimit, emergency = false }: User, memberOf: readonly string[]): DesiredRole {
  const passwordVersion = password === null ? null : password.versionId;
  return { name, login: password !== null, connectionLimit, passwordVersion, emergency, settings: {}, memberOf };
}

function migrating(user: User, owner: string, memberOf: readonly string[]): DesiredRole {
  return { ...login(user, [...memberOf, owner]), settings: { role: owner } };
}
