import { appliedMigrations } from "../database-roles/verification";

/** The roles of the system, without those of Postgres and RDS. */
const ownRoles = "rolname !~ '^(pg_|rds)'";

/** Schemas of the system, without those of Postgres. */
const ownSchemas = "nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'verification')";

/** Relations that hold rows: tables, partitioned ones, views and materialised views. */
const tables = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${ownSchemas} AND c.relkind IN ('r', 'p', 'v', 'm')`;

const qualified = "format('%I.%I', nspname, relname)";

/** Something that writes: for the grants that a role has on a table, by itself or by membership. */
const writes = "has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')";

/** A row of an answer: texts, numbers, lists of texts. No question reads a row of a table. */
export type AnswerRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * The questions, each with the only statement that it runs: it reads catalogues and statistics of Postgres, and the names of the
 * migrations by a function that gives nothing else. `$1` and other values do not occur: nobody who asks has a part in the SQL.
 */
export const questions = {
  /** Each migration that the migration tool has recorded: `applied`, `failed` or `rolled back`. */
  migrations: `SELECT name, state FROM ${appliedMigrations}`,
  /** Each table with its columns: `name type`, followed by `not null` where it is. */
  tables: `SELECT ${qualified} AS "table", ARRAY(
      SELECT format('%s %s%s', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' not null' ELSE '' END)
      FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns
    FROM ${tables} ORDER BY 1`,
  /** Each index: its table, its columns or expressions, whether it is unique, and whether it is usable. */
  indexes: `SELECT i.relname AS index, format('%I.%I', n.nspname, t.relname) AS "table",
      ARRAY(SELECT pg_get_indexdef(x.indexrelid, k, true) FROM generate_series(1, x.indnkeyatts) k) AS columns,
      x.indisunique AS "unique", x.indisvalid AND x.indisready AS valid
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace WHERE ${ownSchemas} ORDER BY 1`,
  /** What each role may do that can log in, and PUBLIC: connect, create, and on which tables it may not read, or may write. */
  grants: `SELECT r.name, has_database_privilege(r.oid, current_database(), 'CONNECT') AS connect,
      has_schema_privilege(r.oid, 'public', 'USAGE') AS usage, has_schema_privilege(r.oid, 'public', 'CREATE') AS "create",
      ARRAY(SELECT ${qualified} FROM ${tables} AND nspname = 'public' AND NOT has_table_privilege(r.oid, c.oid, 'SELECT') ORDER BY 1) AS "notRead",
      ARRAY(SELECT ${qualified} FROM ${tables} AND nspname = 'public' AND ${writes} ORDER BY 1) AS written
    FROM (SELECT oid, rolname::text AS name FROM pg_roles WHERE rolcanlogin AND ${ownRoles}
          UNION ALL SELECT 0, 'PUBLIC') r ORDER BY 1`,
  /** Each role: whether it may log in, how many sessions it may have, what it may beyond an application, its groups. */
  roles: `SELECT rolname AS name, rolcanlogin AS login, rolconnlimit AS "connectionLimit",
      rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS elevated,
      ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid
            GROUP BY 1 ORDER BY 1) AS groups
    FROM pg_roles r WHERE ${ownRoles} ORDER BY 1`,
  /** The sessions of this database by user and version of TLS; `none` for those without. This one is not among them. */
  sessions: `SELECT usename AS "user", CASE WHEN ssl THEN version ELSE 'none' END AS tls, count(*)::integer AS sessions
    FROM pg_stat_activity a LEFT JOIN pg_stat_ssl s USING (pid)
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() GROUP BY 1, 2 ORDER BY 1, 2`,
  /** What the server asks of clients. `rds.force_ssl` is RDS's; null where it is not set. */
  encryption: `SELECT current_setting('ssl') AS ssl, current_setting('rds.force_ssl', true) AS "forceTls",
      current_setting('password_encryption') AS passwords`,
  /** Each installed extension, its version, and the one that the server has. */
  extensions: `SELECT e.extname AS name, e.extversion AS version, a.default_version AS available
    FROM pg_extension e LEFT JOIN pg_available_extensions a ON a.name = e.extname ORDER BY 1`,
  /** Each replica that streams from this server, and how many seconds it is behind; null where nothing was written for it to follow. */
  replication: `SELECT coalesce(nullif(application_name, ''), host(client_addr)) AS replica, state,
      extract(epoch FROM replay_lag)::float8 AS "lagSeconds" FROM pg_stat_replication ORDER BY 1`,
  /** How many sessions there are on the whole server, and how many there may be. */
  connections: `SELECT count(*)::integer AS sessions, current_setting('max_connections')::integer AS "limit"
    FROM pg_stat_activity WHERE backend_type = 'client backend'`,
} as const satisfies Readonly<Record<string, string>>;

/** The name of a question. */
export type Question = keyof typeof questions;

/** The names of all questions. */
export const questionNames = Object.keys(questions) as readonly Question[];
