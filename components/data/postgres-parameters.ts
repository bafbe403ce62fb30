import type { types } from "@pulumi/aws";

type Parameter = types.input.rds.ParameterGroupParameter;

/** The parameter group family of a version of Postgres: `postgres16` for "16" and "16.9". */
export function postgresFamily(engineVersion: string): string {
  return `postgres${engineVersion.split(".", 1).join("")}`;
}

/** Statements that take longer are logged, in milliseconds (our default). */
const slowStatement = 1000;
/** Milliseconds after which an idle transaction is ended, so that it does not hold its locks forever. */
const idleTransaction = 5 * 60 * 1000;

/**
 * The parameters of every Postgres here. Static parameters take `pending-reboot`, dynamic ones `immediate`; with the
 * wrong one, RDS refuses static parameters and reports dynamic ones as changed forever.
 *
 * `log_statement` stays off: it would write `CREATE ROLE … PASSWORD` with the password into the log. Bind parameters
 * are not logged either, because they contain patient data.
 */
export function postgresParameters(
  maxConnections: number | undefined,
  extensions: readonly string[] = [],
): Parameter[] {
  return [
    // Also limits the migration user, which may create objects in the database and so install a trusted extension.
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
    // pending-reboot, regardless of the request (hashicorp/terraform-provider-aws#23335).
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
