import { types } from "node:util";
import { Client } from "pg";
import type { DatabaseRolesEvent } from "./event";

/** How a database is reached, and which certificates its own must go back to. */
export interface Server {
  readonly database: DatabaseRolesEvent["database"];
  /** Certificate authorities as PEM; no other is trusted. */
  readonly certificates: readonly string[];
  /** What the server's log and `pg_stat_activity` call the connection. @default "database-roles" */
  readonly application?: string;
}

/** Milliseconds until a server that does not answer counts as not there. */
const connectionTimeout = 10_000;

/** Logs in, does something, and logs out again; over TLS, with the server's certificate and its host name verified. */
export async function withConnection<Result>(
  { database, certificates, application = "database-roles" }: Server,
  user: string,
  password: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    host: database.host,
    port: database.port,
    database: database.name,
    user,
    password,
    ssl: { ca: [...certificates], minVersion: "TLSv1.2", rejectUnauthorized: true },
    connectionTimeoutMillis: connectionTimeout,
    application_name: application,
  });
  // A session that the server ends is seen by the query that needs it; an unhandled error event would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Postgres's code of an error (`28P01`); undefined for an error of another kind. */
export function errorCode(error: unknown): string | undefined {
  return types.isNativeError(error) && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** The message of an error only: a database error also contains statements and rows. */
export function messageOf(error: unknown): string {
  const message = types.isNativeError(error) ? error.message : "unknown error";
  const code = errorCode(error);
  return code === undefined ? message : `${message} (${code})`;
}
