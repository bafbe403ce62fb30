import { z } from "zod";
import { oneOfMany, refusal, text } from "../fields/field";
import { inPlace, onChange } from "../standing/change-rule";

/**
 * The extensions that migrations may use: those that Postgres marks as trusted in versions 14 to 18, so that they
 * give no additional rights. Languages are excluded. Sources: `trusted = true` in the control files of PostgreSQL; RDS guide,
 * "PostgreSQL trusted extensions".
 */
export const trustedExtensions: readonly string[] = [
  "btree_gin",
  "btree_gist",
  "citext",
  "cube",
  "dict_int",
  "fuzzystrmatch",
  "hstore",
  "intarray",
  "isn",
  "ltree",
  "pg_trgm",
  "pgcrypto",
  "tablefunc",
  "tsm_system_rows",
  "tsm_system_time",
  "unaccent",
  "uuid-ossp",
];

/** Objects that migrations may create besides tables in `public`. */
export interface MigrationObjects {
  readonly extensions: readonly string[];
  readonly schemas: readonly string[];
}

/** Objects that migrations may create besides tables in `public`: keys of the section of Postgres. */
export function migrationObjects() {
  return {
    /** Extensions that are installed before the migrations run, which create them with IF NOT EXISTS. @default none */
    extensions: onChange(
      different(oneOfMany(`a trusted extension: ${trustedExtensions.join(", ")}`, trustedExtensions), "extensions"),
      {
        effect:
          "The function of the roles installs new ones; no other can be installed then. One that is taken out stays installed.",
      },
    ),
    /** Schemas besides `public` that the migrations may create and use; the application gets its rights in them. @default none */
    schemas: onChange(
      different(
        text(
          "the name of a schema: lower-case letters, digits and underscores, a letter first; not one of Postgres, and not verification",
          (name) => /^(?!pg_|rds|public$|information_schema$|verification$|none$)[a-z][a-z0-9_]{0,62}$/.test(name),
        ),
        "schemas",
      ),
      { ...inPlace, effect: "The function of the roles creates new ones. One that is taken out stays, with its data." },
    ),
  };
}

/** A list of different entries, which may be empty. */
function different<T extends z.ZodType>(entry: T, of: string) {
  const allowed = `a list of different ${of}`;
  return z
    .array(entry, { error: allowed })
    .refine((list) => new Set(list).size === list.length, { error: refusal(allowed, "remove the repeated entry") })
    .default([]);
}
