import type { CrossFieldCheck } from "./cross-field-check";
import { type Path, refusal } from "../fields/field";

/**
 * Number of versions of a service that run at once during a release: ECS starts the new tasks before it stops the old ones
 * (`deploymentMaximumPercent: 200` of every service).
 */
export const versionsDuringRelease = 2;

/** Sessions a database user may have at once: its CONNECTION LIMIT in Postgres. Our default. */
export const sessionsOf = {
  /** The user that a one-off migration task logs in as. */
  migration: 5,
  /** The user that only reads, for reports (MP-SQL-01). */
  reporting: 4,
  /** The user that the SQL task logs in as. */
  operator: 2,
  /** The user of verifications, which asks one question at a time. */
  verifier: 1,
} as const;

/** A part of the connections that are open at the same time. */
export interface ConnectionTerm {
  readonly count: number;
  /** The source of the connections, in a few words. */
  readonly of: string;
}

/** Other clients of a Postgres instance, besides the tasks of a system. */
export const besidesTasksOnPostgres: readonly ConnectionTerm[] = [
  { count: sessionsOf.migration, of: "migrations" },
  { count: sessionsOf.reporting, of: "reports" },
  // It has one session as the master user, and another while it tries a new password.
  { count: 2, of: "the database-roles function" },
  { count: sessionsOf.operator, of: "SQL tasks" },
  { count: sessionsOf.verifier, of: "verification" },
  { count: 1, of: "administration as the master user" },
  // superuser_reserved_connections 3 and rds.rds_superuser_reserved_connections 2, both RDS defaults; reserved_connections of
  // Postgres 16 is 0 (AWS re:Post Knowledge Center, "remaining connection slots are reserved"; PostgreSQL, Connections).
  { count: 5, of: "reserved by Postgres and RDS" },
];

/** A service whose tasks connect. */
export interface ConnectingService {
  /** Its key in the section: `api`. */
  readonly name: string;
  readonly maximumTasks: number;
}

/** The connections of all tasks of some services while a release has both versions running. */
export function connectionsOfTasks(services: readonly ConnectingService[], perTask: number): number {
  const tasks = services.reduce((sum, { maximumTasks }) => sum + maximumTasks, 0);
  return versionsDuringRelease * tasks * perTask;
}

/** The keys of a section that describe tasks. */
type ServiceOf<S> = {
  [P in keyof S]: S[P] extends { readonly maximumTasks: number } ? P & string : never;
}[keyof S];

/** The parts of a connection budget. */
export interface ConnectionBudget<S> {
  /** The checklist row that requires it. */
  readonly row: string;
  /** The setting that limits the connections of one task, below the section. */
  readonly at: Path;
  /** The other settings that take part, besides each service's `maximumTasks`. */
  readonly with: readonly Path[];
  /** The services whose tasks connect. */
  readonly services: readonly ServiceOf<S>[];
  readonly limitOf: (system: S) => number;
  /** Connections of one task besides its pool, and their source. @default none */
  readonly besidesPool?: ConnectionTerm;
  /** Other clients. */
  readonly besidesTasks: readonly ConnectionTerm[];
  /** The maximum number of connections, and its source. */
  readonly capacityOf: (system: S) => ConnectionTerm;
  /** How to get more of them. */
  readonly more: string;
}

/**
 * The connections of a database must suffice for all clients at once: every task of every service in both versions
 * of a release, and all other sessions. The error shows the sum, term by term.
 */
export function connectionCheck<S>(budget: ConnectionBudget<S>): CrossFieldCheck<S> {
  const { row, at, services, besidesPool, besidesTasks, more } = budget;
  const setting = String(at.at(-1));
  return {
    at,
    with: [...budget.with, ...services.map((service) => [service, "maximumTasks"])],
    violation: (system) => {
      const sizes = system as unknown as Readonly<Record<string, { readonly maximumTasks: number }>>;
      const connecting = services.map((name) => ({ name, maximumTasks: sizes[name]?.maximumTasks ?? 0 }));
      const limit = budget.limitOf(system);
      const extra = besidesPool?.count ?? 0;
      const ofTasks = connectionsOfTasks(connecting, limit + extra);
      const others = besidesTasks.reduce((sum, { count }) => sum + count, 0);
      const capacity = budget.capacityOf(system);
      if (ofTasks + others <= capacity.count) return undefined;
      const perTask = connectionsOfTasks(connecting, 1);
      const most = Math.floor((capacity.count - others) / perTask) - extra;
      const tasks = connecting.map(({ name, maximumTasks }) => `${maximumTasks} ${name}`).join(" + ");
      const pool =
        besidesPool === undefined ? `${setting} ${limit}` : `(${setting} ${limit} + ${extra} ${besidesPool.of})`;
      const terms = [
        `${versionsDuringRelease} versions during a release x (${tasks} tasks) x ${pool} = ${ofTasks}`,
        ...besidesTasks.map(({ count, of }) => `${count} ${of}`),
      ];
      return refusal(
        `${terms.join(" + ")} = ${ofTasks + others} must not exceed ${capacity.of}, ${capacity.count} (${row})`,
        most >= 1 ? `set it to ${most} or less, or lower the number of tasks` : `lower the number of tasks, or ${more}`,
      );
    },
  };
}
