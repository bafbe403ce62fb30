import type { RuleContext } from "../../context";
import { atlas } from "../../selectors/atlas";
import { resourceRule } from "../../rule";

/** A role that a user has or that another role inherits. */
interface GrantedRole {
  readonly roleName?: string;
  readonly databaseName?: string;
}

/** Inputs of a database user, or of a custom role. */
interface PrivilegeArgs {
  readonly roles: readonly GrantedRole[];
  readonly scopes: readonly { readonly name?: string; readonly type?: string }[];
  readonly inheritedRoles: readonly GrantedRole[];
  readonly actions: readonly {
    readonly action?: string;
    readonly resources?: readonly {
      readonly cluster?: boolean;
      readonly databaseName?: string;
      readonly database?: string;
    }[];
  }[];
}

/**
 * Built-in roles that administer a cluster or reach every database (MongoDB manual, "Built-In Roles"; Atlas, "Built-in
 * Roles and Privileges").
 */
const tooMuch =
  /^(atlasAdmin|root|__system|\w+AnyDatabase|clusterAdmin|clusterManager|hostManager|backup|restore|dbOwner|userAdmin)$/;

export const atlasUserLeastPrivilege = resourceRule<PrivilegeArgs>({
  id: "atlas-user-least-privilege",
  title: "Atlas database users have no administrative roles and are scoped to a cluster",
  severity: "high",
  enforcement: "everywhere",
  rows: ["DS-DB-06", "DS-HRD-05"],
  frameworks: [],
  remediation: "Give the user readWrite or read on one database, and scopes with the cluster's name.",
  example: 'roles: [{ roleName: "atlasAdmin", databaseName: "admin" }]',
  types: [...atlas.users, ...atlas.customRoles],
  check({ type, props }, context) {
    const user = (atlas.users as readonly string[]).includes(type);
    requiresNarrow(() => (user ? props.roles : props.inheritedRoles), context);
    if (!user) {
      requiresNamedDatabases(props, context);
      return;
    }
    context.requires({
      // Without a scope a user may log in to every cluster of the project.
      read: () => (props.scopes ?? []).length,
      accept: (count) => count > 0,
      found: () => "no scope, which means every cluster of the project",
      needed: "a scope with the cluster's name",
      setting: "scopes",
    });
  },
});

function requiresNarrow(read: () => readonly GrantedRole[] | undefined, context: RuleContext): void {
  context.each(read, ({ roleName = "", databaseName = "" }) => {
    if (tooMuch.test(roleName)) {
      const needed = "a role on one database, such as readWrite";
      context.fails({ found: `the role ${roleName}`, needed, setting: "roles" });
    } else if (databaseName === "admin" && /^(readWrite|read|dbAdmin)$/.test(roleName)) {
      const needed = "the application's own database";
      context.fails({ found: `the role ${roleName} on the database admin`, needed, setting: "roles" });
    }
  });
}

/** Actions that only show how a cluster does. Source: Atlas, "Custom Role Actions". */
const monitoring =
  /^(SERVER_STATUS|TOP|CONN_POOL_STATS|DB_STATS|COLL_STATS|GET_\w+|LIST_\w+|HOST_INFO|INDEX_STATS|PARAMS?)$/;

/** An action of a custom role is on named databases; an empty name is every one. */
function requiresNamedDatabases(props: { readonly actions?: PrivilegeArgs["actions"] }, context: RuleContext): void {
  context.each(
    () => props.actions,
    ({ action = "", resources = [] }) => {
      const isWide = resources.some(
        ({ cluster, databaseName, database }) => cluster === true || (databaseName ?? database ?? "") === "",
      );
      if (monitoring.test(action) || !isWide) return;
      const needed = "the application's own database";
      context.fails({ found: `the action ${action} on every database`, needed, setting: "actions" });
    },
  );
}
