import type { KeyringRow, SecretVariable } from "./row";

/** A migration or a report with the old password has an hour to finish (our default). */
const runningWork = 3600;

/** The user an application logs in to a database as. */
export function applicationDatabaseUser(
  name: string,
  database: string,
  variable: SecretVariable,
  derived?: KeyringRow["derived"],
): KeyringRow {
  return { name, kind: "database-user", emergency: cutOffFrom(database), variable, ...(derived && { derived }) };
}

/** The user an application logs in to Redis as. */
export function applicationRedisUser(name: string, variable: SecretVariable): KeyringRow {
  return { name, kind: "redis-user", emergency: cutOffFrom("Redis"), variable };
}

function cutOffFrom(store: string): string {
  return `no user is logged out; tasks of the old revision lose their connection to ${store} until they are replaced`;
}

/** The users of a Postgres database that no application logs in as by itself. */
export const otherPostgresUsers: readonly KeyringRow[] = [
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
    name: "DATABASE_OPERATOR_PASSWORD",
    kind: "database-user",
    overlapSeconds: runningWork,
    emergency: "no user is logged out; an SQL task that is running loses its connection",
  },
  {
    name: "DATABASE_VERIFIER_PASSWORD",
    kind: "database-user",
    emergency: "no user is logged out; a verification that is running may not get its answer",
  },
  {
    name: "DATABASE_MASTER_PASSWORD",
    kind: "database-user",
    emergency: "no user is logged out; RDS takes up to a minute to accept the new password",
  },
];
