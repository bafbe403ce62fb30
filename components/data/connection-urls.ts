/** What a Postgres client needs to know to connect. */
export interface PostgresUrlArgs {
  user: string;
  password: string;
  /** The host; of several, a client of libpq or pgx takes the first that answers. */
  host: string | readonly string[];
  /** @default 5432 */
  port?: number;
  database: string;
  /** How TLS is used; RDS refuses clients without it (`rds.force_ssl`). @default "require" */
  sslMode?: "require" | "verify-ca" | "verify-full";
  /** Connections one process keeps open at most (AH-DB-05). @default left to the client */
  connectionLimit?: number;
  /** Seconds a query waits for a free connection before it fails (AH-DB-05). @default left to the client */
  poolTimeout?: number;
}

/**
 * `postgresql://user:password@host:port/database?sslmode=…` (AH-VAR-02, AH-DB-05), each part percent-encoded, so that
 * any password survives. The two pool settings carry the names Prisma reads.
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

/** What a Redis client needs to know to connect. */
export interface RedisUrlArgs {
  username: string;
  password: string;
  host: string;
  /** @default 6379 */
  port?: number;
}

/** `rediss://username:password@host:port` (AH-VAR-07): with TLS, whatever the checklist's sample says (C-14). */
export function redisUrl({ username, password, host, port = 6379 }: RedisUrlArgs): string {
  return `rediss://${login(username, password)}@${host}:${port}`;
}

function login(user: string, password: string): string {
  return `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
}
