import type { Change, Target } from "../../functions/database-roles/change";
import { verificationOf } from "../../functions/database-roles/verification";
import type { Grant, ObservedDatabase, ObservedObject } from "../../functions/database-roles/observed-database";

/** What a database would be after a change, as far as plans look at it: Postgres on paper. */
export function after(database: ObservedDatabase, change: Change): ObservedDatabase {
  switch (change.kind) {
    case "create-role": {
      const role = {
        name: change.role,
        login: false,
        connectionLimit: -1,
        comment: null,
        settings: [],
        elevated: false,
      };
      return { ...database, roles: [...database.roles, role] };
    }
    case "set-login":
      return withRole(database, change.role, () => ({ login: change.login }));
    case "set-connection-limit":
      return withRole(database, change.role, () => ({ connectionLimit: change.limit }));
    case "set-password": {
      const comment = change.version === null ? null : `Password of secret version ${change.version}`;
      return withRole(database, change.role, () => ({ comment }));
    }
    case "set":
      return withRole(database, change.role, ({ settings }) => ({
        settings: [
          ...settings.filter((setting) => !setting.startsWith(`${change.setting}=`)),
          ...(change.value === undefined ? [] : [`${change.setting}=${change.value}`]),
        ],
      }));
    case "join":
      return { ...database, memberships: [...database.memberships, { role: change.role, group: change.group }] };
    case "leave":
      return {
        ...database,
        memberships: database.memberships.filter(({ role, group }) => role !== change.role || group !== change.group),
      };
    case "create-extension":
      return { ...database, extensions: [...database.extensions, change.extension] };
    case "create-schema": {
      const { schema: name, owner } = change;
      const schema = { on: "schema" as const, name, owner, reachable: true, partOfTable: false, grants: [] };
      return { ...database, objects: [...database.objects, schema] };
    }
    case "define-verification":
      return { ...database, verification: verificationOf(change) };
    case "own":
      return withObjects(database, (object) =>
        isSame(object, change.target) ? { ...object, owner: change.owner } : object,
      );
    case "grant":
    case "revoke":
      return withPrivileges(database, change);
  }
}

function withRole(
  database: ObservedDatabase,
  name: string,
  change: (role: ObservedDatabase["roles"][number]) => Partial<ObservedDatabase["roles"][number]>,
): ObservedDatabase {
  if (!database.roles.some((role) => role.name === name)) throw new Error(`role "${name}" does not exist`);
  return {
    ...database,
    roles: database.roles.map((role) => (role.name === name ? { ...role, ...change(role) } : role)),
  };
}

function withObjects(database: ObservedDatabase, change: (object: ObservedObject) => ObservedObject): ObservedDatabase {
  return { ...database, objects: database.objects.map(change) };
}

function withPrivileges(
  database: ObservedDatabase,
  change: Extract<Change, { privileges: readonly string[] }>,
): ObservedDatabase {
  const { target } = change;
  if (target.on !== "future") {
    return withObjects(database, (object) =>
      isSame(object, target) ? { ...object, grants: changed(object.grants, change) } : object,
    );
  }
  const found = database.defaults.find((entry) => isSame(entry, target));
  const untouched: Grant[] = target.schema === null ? [{ grantee: null, privilege: "EXECUTE" }] : [];
  const grants = changed(found?.grants ?? untouched, change);
  return { ...database, defaults: [...database.defaults.filter((entry) => entry !== found), { ...target, grants }] };
}

function changed(grants: readonly Grant[], change: Extract<Change, { privileges: readonly string[] }>): Grant[] {
  const { kind, privileges, grantee } = change;
  const others = grants.filter((grant) => grant.grantee !== grantee || !privileges.includes(grant.privilege));
  return kind === "revoke" ? others : [...others, ...privileges.map((privilege) => ({ grantee, privilege }))];
}

function isSame(one: Target, other: Target): boolean {
  if (one.on === "future" || other.on === "future") {
    return (
      one.on === "future" &&
      other.on === "future" &&
      one.creator === other.creator &&
      one.objects === other.objects &&
      one.schema === other.schema
    );
  }
  return one.on === other.on && one.name === other.name;
}
