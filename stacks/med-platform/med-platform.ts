import * as pulumi from "@pulumi/pulumi";
import { connectionsOfTasks } from "../../settings/checks/connections";
import type { SettingsWith } from "../settings/schema";
import type { Foundation } from "../foundation";
import type { BuiltSystem } from "../system/built-system";
import { createDatabaseRoles, databaseLogins } from "../system/database-users";
import { createCanary, createTargetAlarms, createZone } from "../system/edge";
import { measuredStorage } from "../system/postgres";
import { createReleaseRecord } from "../system/release";
import { createSecretAgeAlarms } from "../system/secret-ages";
import { createSqlAccess } from "../system/sql-access";
import type { MedContext } from "./context";
import { createDashboard } from "./dashboard";
import { createDatabase, databaseUrl } from "./database";
import { createEdgeAndSite } from "./edge";
import { createBusinessMetrics } from "./business-metrics";
import { createApplicationSecrets } from "./secrets";
import { createApi, createMigration } from "./services";

/** The prefix of the database's user names: med_platform_readonly (MP-SQL-01). */
const rolePrefix = "med_platform";

/** The stage outputs of the system. */
export interface MedOutputs {
  /** The address of the admin site. */
  readonly siteUrl: string;
  /** The address of the API. */
  readonly apiUrl: string;
  /** The bucket of the admin site's files, and the distribution to invalidate afterwards (MP-DEP-02). */
  readonly siteBucket: pulumi.Output<string>;
  readonly siteDistributionId: pulumi.Output<string>;
  /** The image repository URL, without a tag. */
  readonly imageRepository: pulumi.Output<string> | undefined;
  /** The name servers to which the owner of the domain above delegates this stage's domain. */
  readonly nameServers: pulumi.Output<string[]>;
  /** The command that runs the database migrations. */
  readonly migrationCommand: pulumi.Output<string>;
  /** The command that runs SQL in the database; absent if SQL access is closed. */
  readonly sqlCommand: pulumi.Output<string> | undefined;
}

/** med-platform as a bill of materials: a Go API on Postgres with RSA-signed tokens, and its admin site, under one domain. */
export class MedPlatform extends pulumi.ComponentResource implements BuiltSystem {
  readonly outputs: MedOutputs;
  readonly running: BuiltSystem["running"];
  readonly stores: BuiltSystem["stores"];
  readonly measured: BuiltSystem["measured"];

  constructor(
    settings: SettingsWith<"medPlatform">,
    foundation: Foundation,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("care-platform:stack:MedPlatform", "med-platform", { stage: settings.stage }, options);
    const context: MedContext = { system: "med-platform", settings, foundation, parent: this };
    const { domain, api: apiTasks, postgres: chosen, release, thresholds } = settings.medPlatform;

    const database = createDatabase(context);
    const logins = databaseLogins(context, rolePrefix);
    const secrets = createApplicationSecrets(context, { database, logins });
    const access = createDatabaseRoles(context, {
      postgres: database.postgres,
      logins,
      urlOf: (login) => databaseUrl(database.postgres, login),
      connectionLimit: connectionsOfTasks([{ name: "api", ...apiTasks }], chosen.maxOpenConnections),
      chosen,
      thresholds: thresholds.functions,
    });

    const zone = createZone(context, domain);
    const { edge, site } = createEdgeAndSite(context, zone);
    const dependencies = {
      postgres: database.postgres,
      database: access,
      secrets,
    };
    const api = createApi(context, edge, dependencies);
    const migration = createMigration(context, dependencies);
    const sqlCommand = createSqlAccess(context, chosen, dependencies);

    createTargetAlarms(context, edge, api);
    const canary = createCanary(context, `${site.url}/health`, api);
    createBusinessMetrics(context, api.logGroupName);
    createSecretAgeAlarms(context, canary);
    createReleaseRecord(context, release);
    createDashboard(context, { edge, services: [api], canary }, { database, logGroupName: api.logGroupName });

    this.outputs = {
      siteUrl: site.url,
      apiUrl: `${site.url}/api`,
      siteBucket: site.bucketName,
      siteDistributionId: site.distributionId,
      imageRepository: foundation.repositoryUrls["med-platform"],
      nameServers: zone.nameServers,
      migrationCommand: migration.runCommand,
      sqlCommand,
    };
    this.running = [api.runsAsWanted];
    this.measured = measuredStorage("med-platform", database.postgres, database.replicas);
    this.stores = { "med-platform.postgres": database.postgres.instanceArn };
    const { outputs, stores, measured } = this;
    this.registerOutputs({ ...outputs, stores, measured });
  }
}
