import type * as mongodbatlas from "@pulumi/mongodbatlas";
import { globalTypes, resourceType } from "../../resource-type";
import type { AccountView, Creation, Refusal, ResourceTypes } from "../../resource-type";
import { encodedId, inProject, inSameProject } from "./atlas-ids";
import { firstRefusal } from "../first-refusal";
import { textOf } from "../wire-text";

const userType = "mongodbatlas:index/databaseUser:DatabaseUser";
const roleType = "mongodbatlas:index/customDbRole:CustomDbRole";

/** Built-in roles that only the database `admin` has (Atlas, "Atlas Built-in Roles"). */
const administrativeRoles = [
  "atlasAdmin",
  "backup",
  "clusterMonitor",
  "dbAdminAnyDatabase",
  "enableSharding",
  "readAnyDatabase",
  "readWriteAnyDatabase",
];
/** Built-in roles of one database. */
const databaseRoles = ["dbAdmin", "read", "readWrite"];
/** How many database users a project may have (Atlas service limits). */
const userLimit = 100;

type UserCreation = Creation<mongodbatlas.DatabaseUserArgs>;

function authentication({ inputs }: UserCreation): Refusal | undefined {
  const { password, passwordWo, passwordWoVersion, authDatabaseName } = inputs;
  const external = [inputs.x509Type, inputs.awsIamType, inputs.ldapAuthType, inputs.oidcAuthType].filter(
    (kind) => kind !== undefined && kind !== "NONE",
  );
  const passwords = [password, passwordWo].filter((value) => value !== undefined);
  if (external.length + passwords.length > 1 || (passwordWo !== undefined && passwordWoVersion === undefined)) {
    return {
      code: "ATLAS_INVALID_AUTH_SETTINGS",
      message: "Invalid authentication settings. A user authenticates in one way, and passwordWo needs its version.",
    };
  }
  if (external.length > 0) {
    return authDatabaseName === "$external" || inputs.oidcAuthType === "IDP_GROUP"
      ? undefined
      : {
          code: "DATABASE_NAME_INVALID_EXTERNAL",
          message:
            "Database name invalid. Externally authenticated users can only be created on the $external database.",
        };
  }
  if (authDatabaseName !== "admin") {
    return {
      code: "DATABASE_NAME_INVALID_ADMIN",
      message: "Database name invalid. Users with a password can only be created on the admin database.",
    };
  }
  const [secret] = passwords;
  if (secret === undefined) {
    return { code: "MISSING_ATTRIBUTE", message: "The required attribute password was not specified." };
  }
  return secret.length < 8
    ? { code: "WEAK_PASSWORD", message: "The specified password is not strong enough." }
    : undefined;
}

function roles({ inputs, account }: UserCreation): Refusal | undefined {
  const given = inputs.roles ?? [];
  if (given.length === 0) {
    return { code: "MISSING_ATTRIBUTE", message: "The required attribute roles was not specified." };
  }
  const names = given.map(({ roleName, databaseName }) => `${roleName}@${databaseName}`);
  if (given.every(({ collectionName }) => collectionName === undefined) && new Set(names).size < names.length) {
    return { code: "DUPLICATE_DATABASE_ROLES", message: `Duplicate database roles specified: ${names.join(", ")}.` };
  }
  for (const { roleName, databaseName } of given) {
    if (databaseRoles.includes(roleName)) continue;
    const known = administrativeRoles.includes(roleName) || customRole(account, inputs.projectId, roleName);
    if (!known) {
      return {
        code: "ATLAS_INVALID_ROLE",
        message: `The specified role ${roleName}@${databaseName} does not exist.`,
      };
    }
    if (databaseName !== "admin") {
      return {
        code: "ATLAS_INVALID_ROLE_DATABASE",
        message: `The specified role ${roleName} only exists for database admin.`,
      };
    }
  }
  return undefined;
}

function customRole(account: AccountView, projectId: string | undefined, name: string): boolean {
  return inSameProject(account, roleType, projectId).some(({ state }) => state.roleName === name);
}

function otherUsers({ inputs, account, id }: UserCreation): Refusal | undefined {
  const users = inSameProject(account, userType, inputs.projectId).filter((user) => user.id !== id);
  const taken = users.some(
    ({ state }) => state.username === inputs.username && state.authDatabaseName === inputs.authDatabaseName,
  );
  if (taken) {
    return { code: "USER_ALREADY_EXISTS", message: `A user with username ${inputs.username ?? ""} already exists.` };
  }
  return users.length >= userLimit
    ? {
        code: "GROUP_USERS_LIMIT_EXCEEDED",
        message: `Groups can contain at most ${userLimit} database users.`,
      }
    : undefined;
}

function roleRefusal({ inputs, account, id }: Creation<mongodbatlas.CustomDbRoleArgs>): Refusal | undefined {
  const { roleName = "", actions = [], inheritedRoles = [] } = inputs;
  if (!/^[A-Za-z0-9][\w-]*$/.test(roleName)) {
    return { code: "ATLAS_CUSTOM_ROLE_INVALID_NAME", message: `The role name, "${roleName}", is invalid.` };
  }
  if ([...administrativeRoles, ...databaseRoles].includes(roleName) || roleName.startsWith("xgen-")) {
    return {
      code: "ATLAS_INVALID_CUSTOM_ROLE_RESTRICTED",
      message: `Cannot create custom role ${roleName} because a built-in role with that name already exists.`,
    };
  }
  if (actions.length + inheritedRoles.length === 0) {
    return {
      code: "ATLAS_CUSTOM_ROLE_HAS_NO_PERMISSIONS",
      message: "Custom roles must have one or more user privilege actions or inherited roles.",
    };
  }
  return id === "" && customRole(account, inputs.projectId, roleName)
    ? {
        code: "ATLAS_CUSTOM_ROLE_NAME_ALREADY_EXISTS",
        message: `A custom role with the name ${roleName} already exists.`,
      }
    : undefined;
}

/** Users whose only role is this one would be left without any. */
function lastRole(
  { projectId, roleName }: { projectId?: string; roleName?: string },
  account: AccountView,
): Refusal | undefined {
  const users = inSameProject(account, userType, projectId).filter(({ state }) => {
    const held = (state.roles ?? []) as readonly { roleName?: string }[];
    return held.length > 0 && held.every((role) => role.roleName === roleName);
  });
  return users.length > 0
    ? {
        code: "ATLAS_CUSTOM_ROLE_IN_USE_BY_USERS",
        message: `Deleting specified custom role would leave the following users without a role: ${users.map(({ state }) => textOf(state.username)).join(", ")}.`,
      }
    : undefined;
}

/** Who may log in to the clusters of a project, and what they may do. */
export const atlasDatabaseUsers: ResourceTypes = globalTypes({
  [userType]: resourceType<mongodbatlas.DatabaseUserArgs, mongodbatlas.DatabaseUserState>({
    title: "Atlas Database User",
    id: ({ inputs }) =>
      encodedId({
        auth_database_name: inputs.authDatabaseName,
        project_id: inputs.projectId,
        username: inputs.username,
      }),
    ...inProject,
    replaces: ["projectId", "username"],
    defaults: { awsIamType: "NONE", ldapAuthType: "NONE", oidcAuthType: "NONE", x509Type: "NONE" },
    secretOutputs: ["password", "passwordWo"],
    // mongodb/terraform-provider-mongodbatlas internal/service/databaseuser
    unread: ["password", "passwordWo"],
    refuses: firstRefusal(authentication, roles, otherUsers),
  }),
  [roleType]: resourceType<mongodbatlas.CustomDbRoleArgs, mongodbatlas.CustomDbRoleState>({
    title: "Atlas Custom Database Role",
    id: ({ inputs }) => encodedId({ project_id: inputs.projectId, role_name: inputs.roleName }),
    ...inProject,
    replaces: ["projectId", "roleName"],
    refuses: roleRefusal,
    refusesDeletion: lastRole,
  }),
});
