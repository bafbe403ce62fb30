import * as fs from "node:fs";
import * as path from "node:path";

/** What Postgres takes for one of its settings. Numbers are in the unit of the setting, as RDS takes them. */
export interface PostgresParameter {
  readonly type: "bool" | "enum" | "integer" | "real" | "string";
  readonly min?: number;
  readonly max?: number;
  /** The values of an enumeration. */
  readonly values?: readonly string[];
  /** Set where the value counts from the next start of the server only. */
  readonly atStart?: true;
  /** The major versions that have the setting in this form. */
  readonly versions: readonly string[];
}

/** The settings of Postgres by name, as `npm run generate -- --published` writes them to `postgres-parameters.json`. */
export interface PostgresParameters {
  /** The packages with the servers that were asked. */
  readonly source: readonly string[];
  readonly date: string;
  readonly versions: readonly string[];
  readonly parameters: Readonly<Record<string, readonly PostgresParameter[]>>;
}

let known: PostgresParameters | undefined;

/** The settings of each major version of Postgres. */
export function postgresParameters(): PostgresParameters {
  known ??= JSON.parse(fs.readFileSync(path.join(__dirname, "postgres-parameters.json"), "utf8")) as PostgresParameters;
  return known;
}

/** A setting of a major version by its name, in lower case; undefined where it has none. */
export function postgresParameter(version: string, name: string): PostgresParameter | undefined {
  return postgresParameters().parameters[name]?.find(({ versions }) => versions.includes(version));
}
