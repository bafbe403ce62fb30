/** The connection parameters of a Postgres client. */
export interface PostgresUrlArgs {
  user: string;
  password: string;
  /** The host; with several, clients of libpq or pgx use the first that responds. */
  host: string | readonly string[];
  /** @default 5432 */
  port?: number;
  database: string;
  /** How TLS is used; RDS refuses clients without it (`rds.force_ssl`). @default "require" */
  sslMode?: "require" | "verify-ca" | "verify-full";
  /** Maximum connections of one process (AH-DB-05). @default the client's default */
  connectionLimit?: number;
  /** Seconds a query waits for a free connection before it fails (AH-DB-05). @default the client's default */
  poolTimeout?: number;
}

/**
 * `postgresql://user:password@host:port/database?sslmode=…` (AH-VAR-02, AH-DB-05), each part percent-encoded, so that
 * any password works. The two pool settings have Prisma's names.
 */
export function postgresUrl(args: PostgresUrlArgs): string {
  const { user, password, host, port = 5432, database, sslMode = "require", connectionLimit, poolTimeout } = args;
  const query = new URLSearchParams({
    sslmode: sslMode,
    ...(connectionLimit !== undefined && { connection_limit: String(connectionLimit) }),
    ...(poolTimeout !== undefined && { pool_timeout: String(poolTimeout) }),
  });
  const hosts = [host].flat().map((each) => `${each}:${port}`);
  return `postgresql://${login(user, password)}@${hosts.join(",")}/${encodeURIComponent(database)}?${query.toString()}`;
}

/** The connection parameters of a Redis client. */
export interface RedisUrlArgs {
  username: string;
  password: string;
  host: string;
  /** @default 6379 */
  port?: number;
}

/** `rediss://username:password@host:port` (AH-VAR-07): with TLS, unlike the checklist's sample (C-14). */
export function redisUrl({ username, password, host, port = 6379 }: RedisUrlArgs): string {
  return `rediss://${login(username, password)}@${host}:${port}`;
}

function login(user: string, password: string): string {
  return `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
}
