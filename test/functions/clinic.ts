import { applyDatabaseRoles } from "../../functions/database-roles/database-roles";
import type { DatabaseRolesResult } from "../../functions/database-roles/database-roles";
import type { DatabaseRolesEvent, PasswordPlace } from "../../functions/database-roles/event";
import type { Login, RealPostgres } from "../real/postgres";

/**
 * As RDS makes it: no superuser, but able to make roles, and to give others Postgres's own roles. On RDS the latter needs no
 * ADMIN OPTION, because the master user is a member of rds_superuser (gravitational/teleport#48897).
 */
export const master: Login = { user: "platform_admin", password: "password-of-the-master-user" };

/** The event of a clinic, and the changes tests make to it. */
export interface Wish {
  /** The version of the password of each user, by the last part of its name; null for one that must not log in. */
  readonly versions?: Readonly<Record<string, number | null>>;
  readonly connectionLimit?: number;
  /** The users whose password is replaced because it may have leaked, by the last part of their names, or `master`. */
  readonly emergency?: readonly string[];
  /** The rights of the SQL task's user. @default the access is closed */
  readonly operator?: "read" | "write";
  readonly extensions?: string[];
  readonly schemas?: string[];
}

/**
 * A database of its own for one test, on a server it shares with others: roles belong to the server, so that each
 * clinic has a name, and all of its roles begin with it.
 */
export class Clinic {
  private constructor(
    private readonly postgres: RealPostgres,
    readonly name: string,
  ) {}

  /** Makes the database, and before the first one the master user. */
  static async open(postgres: RealPostgres, name: string): Promise<Clinic> {
    const { superuser } = postgres;
    await postgres.query(
      superuser,
      "postgres",
      `DO $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${master.user}') THEN
           CREATE ROLE ${master.user} LOGIN CREATEROLE CREATEDB PASSWORD '${master.password}';
           GRANT pg_signal_backend, pg_read_all_stats TO ${master.user} WITH ADMIN OPTION;
         END IF;
       END $$`,
      `CREATE DATABASE ${name} OWNER ${master.user}`,
    );
    return new Clinic(postgres, name);
  }

  /** The full name of a user: `app_a` is `<clinic>_app_a`. */
  user(role: string): string {
    return `${this.name}_${role}`;
  }

  event({
    versions = {},
    connectionLimit = 20,
    emergency = [],
    operator,
    extensions,
    schemas,
  }: Wish = {}): DatabaseRolesEvent {
    const leaked = (role: string) => (emergency.includes(role) ? { emergency: true } : {});
    const user = (role: string) => ({
      name: this.user(role),
      password: this.place(role, versions[role]),
      connectionLimit,
      ...leaked(role),
    });
    return {
      database: { host: this.postgres.host, port: this.postgres.port, name: this.name },
      master: { name: master.user, password: { secretArn: arnOf("master"), versionId: "1" }, ...leaked("master") },
      owner: this.user("owner"),
      application: { group: this.user("app"), users: [user("app_a"), user("app_b")] },
      migration: user("migration"),
      reporting: { ...user("readonly"), statementTimeout: 300 },
      extensions: extensions ?? [],
      schemas: schemas ?? [],
      verifier: { ...user("verifier"), statementTimeout: 10 },
      operator: {
        ...user("operator"),
        ...(operator === undefined && { password: null }),
        rights: operator ?? "read",
        statementTimeout: 450,
      },
    };
  }

  /** Runs the function as Lambda would, with secrets that are made up here, trusting the server's own certificate. */
  run(
    wish: Wish | DatabaseRolesEvent = {},
    certificate: string = this.postgres.certificate,
  ): Promise<DatabaseRolesResult> {
    const event = "master" in wish ? wish : this.event(wish);
    return applyDatabaseRoles(event, {
      certificates: [certificate],
      readSecret: (place) => Promise.resolve(secretOf(place)),
    });
  }

  login(role: string, version = 1): Login {
    return { user: this.user(role), password: passwordOf(this.user(role), version) };
  }

  /** Runs statements as one of the clinic's users, or as another. */
  as<Row>(who: string | Login, ...statements: readonly string[]): Promise<Row[]> {
    const login = typeof who === "string" ? this.login(who) : who;
    return this.postgres.query<Row>(login, this.name, ...statements);
  }

  /** Runs statements as the master user. */
  asMaster(...statements: readonly string[]): Promise<unknown[]> {
    return this.as(master, ...statements);
  }

  /** A session of one of the clinic's users, or of another, that stays open. */
  session(who: string | Login, version = 1) {
    return this.postgres.connect(typeof who === "string" ? this.login(who, version) : who, this.name);
  }

  private place(role: string, version: number | null | undefined): PasswordPlace | null {
    return version === null ? null : { secretArn: arnOf(this.user(role)), versionId: String(version ?? 1) };
  }
}

function arnOf(user: string): string {
  return `arn:aws:secretsmanager:eu-west-1:000000000000:secret:${user}`;
}

function passwordOf(user: string, version: number): string {
  return `secret-of-${user}-number-${version}`;
}

/** The master's secret is its password, everybody else's a connection URL. */
function secretOf({ secretArn, versionId }: PasswordPlace): string {
  const user = secretArn.split(":").pop() ?? "";
  if (user === "master") return master.password;
  return `postgresql://${user}:${passwordOf(user, Number(versionId))}@database.example.org:5432/any?sslmode=require`;
}
