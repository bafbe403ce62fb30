import type { types } from "@pulumi/aws";

type Parameter = types.input.rds.ParameterGroupParameter;

/** The parameter group family of a version of Postgres: `postgres16` for "16" and "16.9". */
export function postgresFamily(engineVersion: string): string {
  return `postgres${engineVersion.split(".", 1).join("")}`;
}

/** Statements that take longer are logged, in milliseconds. House value: what a person notices. */
const slowStatement = 1000;
/** Milliseconds after which a transaction that does nothing is ended, so that it cannot hold its locks for ever. */
const idleTransaction = 5 * 60 * 1000;

/**
 * The parameters of every Postgres here. Static parameters take `pending-reboot`, dynamic ones `immediate`; with the
 * other of the two, RDS refuses the first and reports the second as changed for ever.
 *
 * `log_statement` stays off: it would write `CREATE ROLE … PASSWORD` into the log, password and all. Bind parameters
 * are kept out of the log as well, because they contain patient data.
 */
export function postgresParameters(
  maxConnections: number | undefined,
  extensions: readonly string[] = [],
): Parameter[] {
  return [
    // Also where the user of the migrations may create in the database, and so install a trusted extension by itself.
    ...(extensions.length === 0
      ? []
      : [
          {
            name: "rds.allowed_extensions",
            value: [...extensions, "plpgsql"].sort().join(","),
            applyMethod: "immediate",
          },
        ]),
    // Dynamic since version 15, where 1 is also the default; RDS then reports a value it did not have to change as
    // pending-reboot, whatever was asked (hashicorp/terraform-provider-aws#23335).
    { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    ...(maxConnections === undefined
      ? []
      : [{ name: "max_connections", value: String(maxConnections), applyMethod: "pending-reboot" }]),
    { name: "password_encryption", value: "scram-sha-256", applyMethod: "pending-reboot" },
    { name: "log_min_duration_statement", value: String(slowStatement), applyMethod: "immediate" },
    { name: "log_parameter_max_length", value: "0", applyMethod: "immediate" },
    { name: "log_connections", value: "1", applyMethod: "immediate" },
    { name: "log_disconnections", value: "1", applyMethod: "immediate" },
    { name: "log_lock_waits", value: "1", applyMethod: "immediate" },
    { name: "idle_in_transaction_session_timeout", value: String(idleTransaction), applyMethod: "immediate" },
  ];
}
