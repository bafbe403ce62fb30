import type { PostgresParameter } from "./postgres-parameters";

type OwnParameter = Omit<PostgresParameter, "versions">;

const flag: OwnParameter = { type: "bool" };
const flagAtStart: OwnParameter = { type: "bool", atStart: true };

/** Where it is said; no package has the list, and RDS publishes no whole one. */
export const ownParametersSource = 'RDS guide, "Working with parameters on your RDS for PostgreSQL DB instance"';

/**
 * Parameters that RDS adds to those of Postgres. RDS publishes no whole list of them, so a name that is not here is passed over
 * unless it is all but one of these.
 */
export const ownParameters: Readonly<Record<string, OwnParameter>> = {
  "rds.accepted_password_auth_method": { type: "enum", values: ["md5+scram", "scram"] },
  "rds.adaptive_autovacuum": flag,
  "rds.allowed_extensions": { type: "string" },
  "rds.custom_dns_resolution": flagAtStart,
  "rds.extensions": { type: "string" },
  "rds.force_admin_logging_level": { type: "string" },
  "rds.force_autovacuum_logging_level": { type: "string" },
  "rds.force_ssl": flag,
  // Minutes: one day to seven (RDS guide, "RDS for PostgreSQL database log files").
  "rds.log_retention_period": { type: "integer", min: 1440, max: 10_080 },
  "rds.logical_replication": flagAtStart,
  "rds.max_tcp_buffers": { type: "integer" },
  "rds.pg_stat_ramdisk_size": { type: "integer" },
  "rds.rds_superuser_reserved_connections": { type: "integer", atStart: true },
  "rds.restrict_password_commands": flagAtStart,
  "rds.superuser_variables": { type: "string" },
};

/** Where it is said of {@link extensionParameters}. */
export const extensionParametersSource = 'PostgreSQL documentation, "pg_stat_statements"';

/** Parameters of the extension that RDS loads by itself, which a server without it does not tell. */
export const extensionParameters: Readonly<Record<string, OwnParameter>> = {
  "pg_stat_statements.max": { type: "integer", min: 100, atStart: true },
  "pg_stat_statements.save": flag,
  "pg_stat_statements.track": { type: "enum", values: ["none", "top", "all"] },
  "pg_stat_statements.track_planning": flag,
  "pg_stat_statements.track_utility": flag,
};
