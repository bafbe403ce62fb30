import type * as pulumi from "@pulumi/pulumi";
import { databaseRoleNames } from "../../components/database-role-names";
import { DatabaseRoles } from "../../components/database-roles";
import { GeneratedSecret } from "../../components/generated-secret";
import type { Postgres } from "../../components/postgres";
import { SecretEntry } from "../../components/secret-entry";
import type { SystemContext } from "./context";

/** A user of the database, before the database knows of it. */
export interface DatabaseLogin {
  readonly user: string;
  readonly password: pulumi.Output<string>;
}

/** Whom a system's database lets in besides its master user. */
export interface DatabaseLogins {
  /** What the names of the roles begin with: the name of the database. */
  readonly rolePrefix: string;
  /** The application's first user; the second has no password until a rotation gives it one. */
  readonly application: DatabaseLogin;
  /** The user that changes tables. */
  readonly migration: DatabaseLogin;
  /** The user that only reads (MP-SQL-01). */
  readonly reporting: DatabaseLogin;
}

/** The users of a system's database and their passwords; `createDatabaseRoles` tells the database about them. */
export function databaseLogins({ system, parent }: SystemContext, rolePrefix: string): DatabaseLogins {
  const names = databaseRoleNames(rolePrefix);
  const login = (role: string, user: string): DatabaseLogin => ({
    user,
    password: new GeneratedSecret(`${system}-database-${role}`, { kind: "password" }, { parent }).value,
  });
  return {
    rolePrefix,
    application: login("app-a", names.applicationUsers.a),
    migration: login("migration", names.migration),
    reporting: login("reporting", names.reporting),
  };
}

/** What the database is told about its users. */
export interface DatabaseRolesChoices {
  readonly postgres: Postgres;
  readonly logins: DatabaseLogins;
  /** Where the application's URL stands; the password in it is the application's. */
  readonly applicationUrl: { readonly arn: pulumi.Output<string>; readonly versionId: pulumi.Output<string> };
  /** A user's URL of the database, as the system's clients write it. */
  readonly urlOf: (login: DatabaseLogin) => pulumi.Output<string>;
  /** Sessions the application may have at once; the pools of all its tasks together. */
  readonly connectionLimit: number;
}

/** The users of a system's database as they stand in it, and where those read their URLs that are no application. */
export interface DatabaseAccess {
  readonly roles: DatabaseRoles;
  /** The entry of the migration user's URL. */
  readonly migrationUrl: SecretEntry;
  /** The entry of the reporting user's URL. */
  readonly reportingUrl: SecretEntry;
}

/** Gives a system's database its users and their rights, by SQL (AH-DB-03, MP-SQL-01 to MP-SQL-04, C-36). */
export function createDatabaseRoles(context: SystemContext, choices: DatabaseRolesChoices): DatabaseAccess {
  const { system, settings, foundation, parent } = context;
  const { postgres, logins, applicationUrl, urlOf, connectionLimit } = choices;
  const master = entry(context, "master", {
    value: postgres.masterPassword,
    description: `Password of the master user of ${system}'s database, for administration only`,
  });
  const migrationUrl = entry(context, "migration", {
    value: urlOf(logins.migration),
    description: `Where and as whom the migrations of ${system} reach Postgres`,
  });
  const reportingUrl = entry(context, "reporting", {
    value: urlOf(logins.reporting),
    description: `Where and as whom reports on ${system} reach Postgres; may only read (MP-SQL-01)`,
  });
  const place = ({ arn, versionId }: Pick<SecretEntry, "arn" | "versionId">) => ({ secretArn: arn, versionId });
  const roles = new DatabaseRoles(
    `${system}-database-roles`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      region: settings.aws.region,
      routing: foundation.routing,
      vpcId: foundation.vpcId,
      subnetIds: foundation.privateSubnetIds,
      database: {
        address: postgres.address,
        port: postgres.port,
        name: postgres.databaseName,
        securityGroupId: postgres.securityGroupId,
      },
      masterUsername: postgres.masterUsername,
      masterPassword: place(master),
      rolePrefix: logins.rolePrefix,
      applicationPasswords: { a: place(applicationUrl), b: null },
      migrationPassword: place(migrationUrl),
      reportingPassword: place(reportingUrl),
      applicationConnectionLimit: connectionLimit,
      secretsKeyArn: foundation.secretsKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
  return { roles, migrationUrl, reportingUrl };
}

function entry(
  { system, settings, foundation, parent }: SystemContext,
  role: "master" | "migration" | "reporting",
  { value, description }: { readonly value: pulumi.Output<string>; readonly description: string },
): SecretEntry {
  return new SecretEntry(
    `${system}-database-${role}-login`,
    {
      stage: settings.stage,
      system,
      variable: `database/${role}`,
      value,
      description,
      rotationClass: "generated",
      generation: 1,
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protect: false,
    },
    { parent },
  );
}
