import * as mongodbatlas from "@pulumi/mongodbatlas/auditing";
import * as pulumi from "@pulumi/pulumi";

export interface AtlasAuditingArgs {
  /** The project whose clusters are audited. */
  projectId: pulumi.Input<string>;
  /** The audit filter, in MongoDB's filter language. @default failed log-ins, users, roles, and schema changes */
  filter?: Readonly<Record<string, unknown>>;
}

/** Administrative events (MongoDB, "System Event Audit Messages"). */
const administrativeActions = [
  "createCollection",
  "createDatabase",
  "createIndex",
  "createRole",
  "createUser",
  "dropAllRolesFromDatabase",
  "dropAllUsersFromDatabase",
  "dropCollection",
  "dropDatabase",
  "dropIndex",
  "dropRole",
  "dropUser",
  "grantPrivilegesToRole",
  "grantRolesToRole",
  "grantRolesToUser",
  "renameCollection",
  "revokePrivilegesFromRole",
  "revokeRolesFromRole",
  "revokeRolesFromUser",
  "updateRole",
  "updateUser",
];

/** Refused log-ins and refused commands, and everything administrative; not the daily reading and writing. */
const usualFilter = {
  $or: [
    { atype: { $in: ["authenticate", "authCheck"] }, result: { $ne: 0 } },
    { atype: { $in: administrativeActions } },
  ],
};

/**
 * The audit log of a project's clusters: who was refused, and who changed users, roles or the shape of the data.
 * Successful reads and writes are left out: they would slow the database down and fill the log with patients' data.
 *
 * Cost (November 2026, list price): 10 % on top of the price of the cluster's nodes.
 */
export class AtlasAuditing extends pulumi.ComponentResource {
  /** The filter as Atlas has it, JSON. */
  readonly filter: pulumi.Output<string>;

  constructor(name: string, args: AtlasAuditingArgs, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:security:AtlasAuditing", name, { ...args }, options);

    const auditing = this.auditing(name, args);

    this.filter = auditing.auditFilter;
    this.registerOutputs({ filter: this.filter });
  }

  private auditing(name: string, { projectId, filter = usualFilter }: AtlasAuditingArgs): mongodbatlas.Auditing {
    return new mongodbatlas.Auditing(
      `${name}-auditing`,
      { projectId, enabled: true, auditFilter: JSON.stringify(filter), auditAuthorizationSuccess: false },
      { parent: this },
    );
  }
}
