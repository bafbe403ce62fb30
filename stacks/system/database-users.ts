import * as pulumi from "@pulumi/pulumi";
import { databaseRoleNames } from "../../components/data/database-role-names";
import { DatabasePasswords } from "../../components/security/database-passwords";
import { DatabaseQuestions } from "../../components/data/database-questions";
import { DatabaseRoles, type DatabaseRolesArgs } from "../../components/data/database-roles";
import type { Postgres } from "../../components/data/postgres";
import { SecretEntry, type SecretEntryArgs } from "../../components/security/secret-entry";
import { sessionsOf } from "../../settings/checks/connections";
import { type ChosenSqlAccess, sqlLimits } from "../../settings/sections/sql-access";
import type { MigrationObjects } from "../../settings/sections/migration-objects";
import { keyringFacts } from "../settings/rotation/keyrings";
import type { SystemContext } from "./context";
import { subjects } from "./thresholds";

/** A user of the database, before it is created. */
export interface DatabaseLogin {
  readonly user: string;
  readonly password: pulumi.Output<string>;
  /** The generation of the password. */
  readonly generation: number;
  /** The secret with the password. */
  readonly place: DatabasePasswords["place"];
}

/** The users of a system's database besides its master user. */
export interface DatabaseLogins {
  /** The prefix of the role names: the name of the database. */
  readonly rolePrefix: string;
  /** The user the application logs in as: of the two that take turns, the one of the current generation. */
  readonly application: DatabaseLogin;
  /** The secrets with both passwords; null for a user without a password yet. */
  readonly applicationPasswords: DatabaseRolesArgs["applicationPasswords"];
  /** The user that changes tables. */
  readonly migration: DatabaseLogin;
  /** The user that only reads (MP-SQL-01). */
  readonly reporting: DatabaseLogin;
  /** The user of the SQL task. */
  readonly operator: DatabaseLogin;
  /** The user of verifications. */
  readonly verifier: DatabaseLogin;
}

/** The users of a system's database and their passwords; `createDatabaseRoles` creates them in the database. */
export function databaseLogins(context: SystemContext, rolePrefix: string): DatabaseLogins {
  const names = databaseRoleNames(rolePrefix);
  const { system } = context;
  const application = passwordsOf(context, "application", "DATABASE_URL", `the applications of ${system}`);
  const migration = passwordsOf(context, "migration", "DATABASE_MIGRATION_PASSWORD", `the migrations of ${system}`);
  const reporting = passwordsOf(context, "reporting", "DATABASE_REPORTING_PASSWORD", `reports on ${system}`);
  const operator = passwordsOf(context, "operator", "DATABASE_OPERATOR_PASSWORD", `the SQL task of ${system}`);
  const verifier = passwordsOf(context, "verifier", "DATABASE_VERIFIER_PASSWORD", `verifications of ${system}`);
  const login = (user: string, { password, generation, place }: DatabasePasswords): DatabaseLogin => ({
    user,
    password,
    generation,
    place,
  });
  return {
    rolePrefix,
    application: login(names.applicationUsers[application.slot], application),
    applicationPasswords: application.places,
    migration: login(names.migration, migration),
    reporting: login(names.reporting, reporting),
    operator: login(names.operator, operator),
    verifier: login(names.verifier, verifier),
  };
}

function passwordsOf(
  { system, settings, foundation, parent }: SystemContext,
  role: string,
  secret: string,
  user: string,
): DatabasePasswords {
  return new DatabasePasswords(
    `${system}-database-${role}`,
    {
      keyring: keyringFacts(settings, system, secret),
      user,
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
    },
    { parent },
  );
}

/** The inputs of the database's roles. */
export interface DatabaseRolesChoices {
  readonly postgres: Postgres;
  readonly logins: DatabaseLogins;
  /** A user's URL of the database, as the system's clients write it. */
  readonly urlOf: (login: DatabaseLogin) => pulumi.Output<string>;
  /** Concurrent sessions of the application; the pools of all its tasks together. */
  readonly connectionLimit: number;
  /** The settings of the database: SQL access, and the objects of migrations. */
  readonly chosen: Pick<ChosenSqlAccess, "sqlAccess"> & MigrationObjects;
  /** When the alarm of the function that manages the users fires. */
  readonly thresholds: DatabaseRolesArgs["thresholds"];
}

/** The users in a system's database, and the secrets with the URLs of users that no application uses. */
export interface DatabaseAccess {
  readonly roles: DatabaseRoles;
  /** The entry of the migration user's URL. */
  readonly migrationUrl: SecretEntry;
  /** The entry of the reporting user's URL. */
  readonly reportingUrl: SecretEntry;
  /** The password of the SQL task's user, as ECS reads it. */
  readonly operatorPasswordFrom: pulumi.Output<string>;
}

/** Creates the users of a system's database and grants their rights, by SQL (AH-DB-03, MP-SQL-01 to MP-SQL-04, C-36). */
export function createDatabaseRoles(context: SystemContext, choices: DatabaseRolesChoices): DatabaseAccess {
  const { system, settings, foundation, parent } = context;
  const { postgres, logins, urlOf, connectionLimit, chosen, thresholds } = choices;
  const masterKeyring = keyringFacts(settings, system, "DATABASE_MASTER_PASSWORD");
  const master = entry(context, "master", {
    value: postgres.masterPassword,
    generation: masterKeyring.current,
    description: `Password of the master user of ${system}'s database, for administration only`,
  });
  const migrationUrl = entry(context, "migration", {
    value: urlOf(logins.migration),
    generation: logins.migration.generation,
    description: `Connection string of the migrations of ${system} for Postgres`,
  });
  const reportingUrl = entry(context, "reporting", {
    value: urlOf(logins.reporting),
    generation: logins.reporting.generation,
    description: `Connection string of the reports of ${system} for Postgres; read-only (MP-SQL-01)`,
  });
  const roles = new DatabaseRoles(
    `${system}-database-roles`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      region: settings.aws.region,
      routing: foundation.routing,
      subject: subjects.database(context),
      thresholds,
      vpcId: foundation.vpcId,
      subnetIds: foundation.privateSubnetIds,
      database: {
        address: postgres.address,
        port: postgres.port,
        name: postgres.databaseName,
        securityGroupId: postgres.securityGroupId,
      },
      masterUsername: postgres.masterUsername,
      masterPassword: {
        secretArn: master.arn,
        versionId: master.versionId,
        emergency: masterKeyring.emergency !== undefined,
      },
      rolePrefix: logins.rolePrefix,
      applicationPasswords: logins.applicationPasswords,
      migrationPassword: logins.migration.place,
      reportingPassword: logins.reporting.place,
      operator: chosen.sqlAccess === "closed" ? null : { password: logins.operator.place, rights: chosen.sqlAccess },
      extensions: chosen.extensions,
      schemas: chosen.schemas,
      verifierPassword: logins.verifier.place,
      verifierConnectionLimit: sessionsOf.verifier,
      operatorStatementTimeout: sqlLimits.statementSeconds,
      applicationConnectionLimit: connectionLimit,
      migrationConnectionLimit: sessionsOf.migration,
      reportingConnectionLimit: sessionsOf.reporting,
      operatorConnectionLimit: sessionsOf.operator,
      secretsKeyArn: foundation.secretsKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent },
  );
  createQuestions(context, choices, roles);
  const { secretArn, versionId } = logins.operator.place;
  return { roles, migrationUrl, reportingUrl, operatorPasswordFrom: pulumi.interpolate`${secretArn}:::${versionId}` };
}

/** What answers `npm run verify -- --database`. */
function createQuestions(
  { system, settings, foundation, parent }: SystemContext,
  { postgres, logins }: DatabaseRolesChoices,
  roles: DatabaseRoles,
): void {
  const { address, port, databaseName, securityGroupId } = postgres;
  new DatabaseQuestions(
    `${system}-database-questions`,
    {
      stage: settings.stage,
      accountId: settings.aws.accountId,
      region: settings.aws.region,
      vpcId: foundation.vpcId,
      subnetIds: foundation.privateSubnetIds,
      database: { address, port, name: databaseName, securityGroupId },
      user: logins.verifier.user,
      password: logins.verifier.place,
      secretsKeyArn: foundation.secretsKeyArn,
      logsKeyArn: foundation.logsKeyArn,
      logRetentionDays: settings.logs.retentionDays,
    },
    { parent, dependsOn: [roles] },
  );
}

function entry(
  { system, settings, foundation, parent }: SystemContext,
  role: "master" | "migration" | "reporting",
  said: Pick<SecretEntryArgs, "description" | "generation"> & { readonly value: pulumi.Output<string> },
): SecretEntry {
  return new SecretEntry(
    `${system}-database-${role}-login`,
    {
      stage: settings.stage,
      system,
      variable: `database/${role}`,
      ...said,
      kind: "database-user",
      kmsKeyArn: foundation.secretsKeyArn,
      recoveryWindowDays: settings.secrets.recoveryWindowDays,
      protect: false,
    },
    { parent },
  );
}
