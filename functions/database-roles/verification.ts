import { escapeIdentifier } from "pg";
import type { DesiredRoles } from "./desired-roles";
import { verificationSchema } from "./event";

/** What the user of verifications calls, as it is. */
export interface ObservedVerification {
  /** The body of the function. */
  readonly source: string;
  readonly owner: string;
  /** Whether it runs with the rights of its owner. */
  readonly definer: boolean;
  /** Settings it runs with, as `name=value`. */
  readonly settings: readonly string[];
  /** Who may call it besides its owner; null is PUBLIC. */
  readonly callers: readonly (string | null)[];
  /** Who may use its schema besides its owner, and how: `name USAGE`. */
  readonly users: readonly string[];
}

/** The function as SQL calls it. */
export const appliedMigrations = `${verificationSchema}.applied_migrations()`;

/**
 * The names of the migrations and what became of them, of the table that the migration tool keeps. With the rights of the
 * owner of the tables, because the user of verifications may read none; looked up at each call, because the first migration
 * makes the table. Tables: `_prisma_migrations` (Prisma, "Migration histories") and `schema_migrations` (golang-migrate,
 * database/postgres/README.md: one row with the newest version, `dirty` after a failed migration).
 */
const source = `
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    RETURN QUERY EXECUTE 'SELECT migration_name::text, CASE WHEN rolled_back_at IS NOT NULL THEN ''rolled back''
      WHEN finished_at IS NULL THEN ''failed'' ELSE ''applied'' END FROM public._prisma_migrations ORDER BY started_at';
  ELSIF to_regclass('public.schema_migrations') IS NOT NULL THEN
    RETURN QUERY EXECUTE 'SELECT version::text, CASE WHEN (to_jsonb(m) ->> ''dirty'')::boolean THEN ''failed'' ELSE ''applied'' END
      FROM public.schema_migrations m ORDER BY version';
  END IF;
END`;

/** Names are looked up in `pg_catalog` only, so that nothing in `public` can take the place of what is called (CVE-2018-1058). */
const setting = "search_path=pg_catalog, pg_temp";

/** Reads what is there of it. */
export const verificationQuery = `
  SELECT p.prosrc AS source, pg_get_userbyid(p.proowner) AS owner, p.prosecdef AS definer, coalesce(p.proconfig, '{}') AS settings,
         coalesce((SELECT json_agg(CASE grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(grantee) END)
                   FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee <> p.proowner), '[]') AS callers,
         coalesce((SELECT json_agg(format('%s %s', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END, privilege_type))
                   FROM aclexplode(n.nspacl) WHERE grantee <> n.nspowner), '[]') AS users
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = '${verificationSchema}' AND p.proname = 'applied_migrations' AND p.pronargs = 0`;

/** The roles that take part in it. */
type Roles = Pick<DesiredRoles, "owner" | "verifier">;

/** It as it must be. */
export function verificationOf({ owner, verifier }: Roles): ObservedVerification {
  return { source, owner, definer: true, settings: [setting], callers: [verifier], users: [`${verifier} USAGE`] };
}

/** Whether it is there as it must be: for the user of verifications, and PUBLIC may not use its schema. */
export function isDefined(roles: Roles, found: ObservedVerification | undefined): boolean {
  if (found === undefined) return false;
  const { users, ...wanted } = verificationOf(roles);
  const known = (Object.keys(wanted) as (keyof typeof wanted)[]).every(
    (key) => String(found[key]) === String(wanted[key]),
  );
  return known && found.users.includes(String(users)) && !found.users.some((user) => user.startsWith("PUBLIC "));
}

/** The statements that define it. A schema or a function that somebody else owns is refused by Postgres. */
export function verificationStatements({ owner, verifier }: Roles): string[] {
  const user = escapeIdentifier(verifier);
  return [
    `CREATE SCHEMA IF NOT EXISTS ${verificationSchema} AUTHORIZATION ${escapeIdentifier(owner)}`,
    `SET LOCAL ROLE ${escapeIdentifier(owner)}`,
    `DROP FUNCTION IF EXISTS ${appliedMigrations}`,
    `CREATE FUNCTION ${appliedMigrations} RETURNS TABLE (name text, state text) LANGUAGE plpgsql STABLE SECURITY DEFINER
       SET search_path TO pg_catalog, pg_temp AS $verification$${source}$verification$`,
    `REVOKE ALL ON FUNCTION ${appliedMigrations} FROM PUBLIC`,
    `REVOKE ALL ON SCHEMA ${verificationSchema} FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA ${verificationSchema} TO ${user}`,
    `GRANT EXECUTE ON FUNCTION ${appliedMigrations} TO ${user}`,
    "RESET ROLE",
  ];
}
