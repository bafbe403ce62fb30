import type { Grantee, Target } from "./change";
import type { DesiredRoles } from "./desired-roles";

/** All managed grantees; null is PUBLIC. */
export function everybody({ roles }: DesiredRoles): Grantee[] {
  return [null, ...roles.map(({ name }) => name)];
}

/**
 * The privileges somebody must have on something, and no others. They are given to the owner, the group and the
 * reporting user only: users have theirs by membership, and PUBLIC has none (MP-SQL-04). The user of verifications may connect.
 */
export function privilegesOn(desired: DesiredRoles, target: Target, grantee: Grantee): readonly string[] {
  // What is taken from PUBLIC everywhere is given again in the schema.
  if (target.on === "future" && target.schema === null) return [];
  const { owner, group, reporting } = privilegesByKind[target.on === "future" ? target.objects : target.on];
  // Postgres asks for it even where the schema is there already: CREATE SCHEMA IF NOT EXISTS.
  if (grantee === desired.owner && target.on === "database" && desired.schemas.length > 1) return ["CREATE"];
  if (grantee === desired.verifier) return target.on === "database" ? ["CONNECT"] : [];
  if (grantee === desired.owner) return owner;
  if (grantee === desired.group) return group;
  return grantee === desired.reporting ? reporting : [];
}

interface Privileges {
  /** Beside what it has as a member of the group, and as the owner. */
  readonly owner: readonly string[];
  readonly group: readonly string[];
  readonly reporting: readonly string[];
}

const onTables: Privileges = {
  owner: [],
  group: ["SELECT", "INSERT", "UPDATE", "DELETE"],
  reporting: ["SELECT"],
};
const onSequences: Privileges = { owner: [], group: ["USAGE", "SELECT", "UPDATE"], reporting: ["SELECT"] };
/** A function may write with the rights of its owner, so that the reporting user gets none. */
const onRoutines: Privileges = { owner: [], group: ["EXECUTE"], reporting: [] };

const privilegesByKind = {
  database: { owner: [], group: ["CONNECT", "TEMPORARY"], reporting: ["CONNECT"] },
  schema: { owner: ["USAGE", "CREATE"], group: ["USAGE"], reporting: ["USAGE"] },
  table: onTables,
  tables: onTables,
  sequence: onSequences,
  sequences: onSequences,
  routine: onRoutines,
  functions: onRoutines,
} as const satisfies Record<string, Privileges>;
