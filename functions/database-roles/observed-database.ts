import type { Client } from "pg";
import type { ExistingTarget, FutureTarget, Grantee } from "./change";
import type { DesiredRoles } from "./desired-roles";
import { verificationSchema } from "./event";
import { verificationQuery } from "./verification";
import type { ObservedVerification } from "./verification";

/** A database as it is, as far as roles are concerned. */
export interface ObservedDatabase {
  readonly roles: readonly ObservedRole[];
  readonly memberships: readonly Membership[];
  /** The names of the installed extensions. */
  readonly extensions: readonly string[];
  /** Schemas of the owner that nobody asked for. */
  readonly otherSchemas: readonly string[];
  /** What the user of verifications calls; absent where it does not exist. */
  readonly verification?: ObservedVerification;
  /** The database, its schemas that are asked for, and what is in those; members of extensions are not. */
  readonly objects: readonly ObservedObject[];
  /** Default privileges; unchanged ones are absent. */
  readonly defaults: readonly (FutureTarget & { readonly grants: readonly Grant[] })[];
}

/** A role as it is. */
export interface ObservedRole {
  readonly name: string;
  readonly login: boolean;
  readonly connectionLimit: number;
  /** Its comment. */
  readonly comment: string | null;
  /** Its settings as `name=value`. */
  readonly settings: readonly string[];
  /** Whether it can do what no application should: superuser, replication, making roles or databases. */
  readonly elevated: boolean;
}

/** That a role is a member of a group, and acts with the group's privileges. */
export interface Membership {
  readonly role: string;
  readonly group: string;
}

/** A granted privilege. */
export interface Grant {
  readonly grantee: Grantee;
  readonly privilege: string;
}

/** Something privileges are given on, as it is. */
export interface ObservedObject extends ExistingTarget {
  readonly owner: string;
  /** Whether the master user may act for the owner. */
  readonly reachable: boolean;
  /** Whether it is part of a table, such as the sequence of a serial column, and changes owners with it. */
  readonly partOfTable: boolean;
  readonly grants: readonly Grant[];
}

/** Reads a database as it is, in the transaction of the connection. */
export async function observe(client: Client, desired: DesiredRoles): Promise<ObservedDatabase> {
  const names = [...desired.roles.map(({ name }) => name), desired.master];
  const rows = async <Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(query, values)).rows;
  return {
    roles: await rows<ObservedRole>(rolesQuery, [names]),
    memberships: await rows<Membership>(membershipsQuery, [names]),
    extensions: (await rows<{ name: string }>(extensionsQuery)).map(({ name }) => name),
    otherSchemas: (await rows<{ name: string }>(otherSchemasQuery, [desired.schemas, desired.owner])).map(
      ({ name }) => name,
    ),
    verification: (await rows<ObservedVerification>(verificationQuery))[0],
    objects: await rows<ObservedObject>(objectsQuery, [desired.schemas]),
    defaults: await rows<FutureTarget & { grants: Grant[] }>(defaultsQuery, [names, desired.schemas]),
  };
}

const rolesQuery = `
  SELECT rolname AS name, rolcanlogin AS login, rolconnlimit AS "connectionLimit",
         shobj_description(oid, 'pg_authid') AS comment, coalesce(rolconfig, '{}') AS settings,
         rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS elevated
  FROM pg_roles WHERE rolname = ANY ($1) ORDER BY rolname`;

/** Before version 16 every membership hands on the privileges; since then it may be one for administration only. */
const membershipsQuery = `
  SELECT DISTINCT member.rolname AS role, granted.rolname AS "group"
  FROM pg_auth_members m
  JOIN pg_roles granted ON granted.oid = m.roleid
  JOIN pg_roles member ON member.oid = m.member
  WHERE member.rolname = ANY ($1)
    AND coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, true)
    AND coalesce((to_jsonb(m) ->> 'set_option')::boolean, true)
  ORDER BY 1, 2`;

const extensionsQuery = "SELECT extname AS name FROM pg_extension ORDER BY 1";

const otherSchemasQuery = `
  SELECT nspname AS name FROM pg_namespace
  WHERE nspname <> ALL ($1) AND nspname <> '${verificationSchema}' AND pg_get_userbyid(nspowner) = $2 ORDER BY 1`;

const grants = `coalesce((
    SELECT json_agg(json_build_object(
      'grantee', CASE grantee WHEN 0 THEN NULL ELSE pg_get_userbyid(grantee) END, 'privilege', privilege_type))
    FROM aclexplode(acl)), '[]') AS grants`;

const objectsQuery = `
  WITH extension_members AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  objects AS (
    SELECT 1 AS place, 'database' AS "on", quote_ident(datname) AS name, datdba AS owner, false AS "partOfTable",
           coalesce(datacl, acldefault('d', datdba)) AS acl
    FROM pg_database WHERE datname = current_database()
    UNION ALL
    SELECT 2, 'schema', quote_ident(nspname), nspowner, false, coalesce(nspacl, acldefault('n', nspowner))
    FROM pg_namespace WHERE nspname = ANY ($1)
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 4 ELSE 3 END, CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END,
           format('%I.%I', nspname, relname), relowner,
           EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                   AND relkind = 'S' AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')),
           coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))
    FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname = ANY ($1) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      AND NOT EXISTS (SELECT FROM extension_members e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
    UNION ALL
    SELECT 5, 'routine', p.oid::regprocedure::text, proowner, false, coalesce(proacl, acldefault('f', proowner))
    FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
    WHERE nspname = ANY ($1)
      AND NOT EXISTS (SELECT FROM extension_members e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
  )
  SELECT "on", name, pg_get_userbyid(owner) AS owner, pg_has_role(owner, 'USAGE') AS reachable, "partOfTable", ${grants}
  FROM objects ORDER BY place, name`;

const defaultsQuery = `
  WITH defaults AS (
    SELECT pg_get_userbyid(defaclrole) AS creator, nspname AS schema, defaclacl AS acl,
           CASE defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' ELSE 'functions' END AS objects
    FROM pg_default_acl LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
    WHERE defaclobjtype IN ('r', 'S', 'f') AND (defaclnamespace = 0 OR nspname = ANY ($2))
  )
  SELECT 'future' AS "on", creator, objects, schema, ${grants}
  FROM defaults WHERE creator = ANY ($1)`;
