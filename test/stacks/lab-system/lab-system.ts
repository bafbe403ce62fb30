import * as pulumi from "@pulumi/pulumi";
import { postgresUrl } from "../../../components/data/connection-urls";
import { metricAlarm } from "../../../components/observability/metric-alarm";
import { connectionsOfTasks } from "../../../settings/checks/connections";
import type { Foundation } from "../../../stacks/foundation";
import { plainEnvironment } from "../../../stacks/settings/environments";
import type { Settings } from "../../../stacks/settings/schema";
import type { System } from "../../../stacks/settings/systems";
import type { BuiltSystem } from "../../../stacks/system/built-system";
import { createDatabaseRoles, databaseLogins, type DatabaseLogin } from "../../../stacks/system/database-users";
import { createCanary } from "../../../stacks/system/edge";
import { createPostgres, measuredStorage, reachPostgres } from "../../../stacks/system/postgres";
import { createSecretAgeAlarms } from "../../../stacks/system/secret-ages";
import { createSecrets } from "../../../stacks/system/secrets";
import { createService } from "../../../stacks/system/tasks";
import { labSystem, type LabSystemSettings } from "./declaration";

// Here the registry does not have the system, so the types do not know its name.
const system = labSystem.name as string as System;
const databaseName = "lab_system";

/** The fourth system as a bill of materials: a service, its Postgres, its secrets, and an alarm of its own. */
export class LabSystem extends pulumi.ComponentResource implements BuiltSystem {
  readonly outputs: { readonly imageRepository: pulumi.Output<string> | undefined };
  readonly running: BuiltSystem["running"];
  readonly stores: BuiltSystem["stores"];
  readonly measured: BuiltSystem["measured"];

  constructor(settings: Settings, foundation: Foundation, options?: pulumi.ComponentResourceOptions) {
    super("care-platform:stack:LabSystem", system, { stage: settings.stage }, options);
    const context = { system, settings, foundation, parent: this };
    const chosen = (settings as unknown as { readonly labSystem: LabSystemSettings }).labSystem;

    const postgres = createPostgres(context, chosen.postgres, databaseName, chosen.thresholds.postgres);
    const logins = databaseLogins(context, databaseName);
    const urlOf = ({ user, password }: DatabaseLogin) =>
      pulumi.all([postgres.address, password]).apply(([host, secret]) =>
        postgresUrl({
          user,
          password: secret,
          host,
          port: postgres.port,
          database: databaseName,
          sslMode: "verify-full",
        }),
      );
    const { application } = logins;
    const secrets = createSecrets(context, {
      connections: { DATABASE_URL: { value: urlOf(application), generation: application.generation } },
    });
    const database = createDatabaseRoles(context, {
      postgres,
      thresholds: chosen.thresholds.functions,
      logins,
      urlOf,
      chosen: chosen.postgres,
      connectionLimit: connectionsOfTasks([{ name: "api", ...chosen.api }], chosen.poolSize),
    });
    const api = createService(context, {
      role: "api",
      image: chosen.image,
      ...chosen.api,
      environment: plainEnvironment(system, settings),
      secrets,
      writablePaths: ["/tmp"],
      reaches: [reachPostgres(postgres)],
      dependsOn: [database.roles],
    });
    createSecretAgeAlarms(context, createCanary(context, `https://${chosen.domain}/health`, api));
    metricAlarm(
      `${system}-connections`,
      {
        stage: settings.stage,
        severity: "warning",
        routing: foundation.routing,
        summary: `Connections to the database of ${system} are above ${chosen.connectionsPercent} %.`,
        runbook: "data/postgres-connections",
        threshold: (chosen.postgres.maxConnections * chosen.connectionsPercent) / 100,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        metric: {
          namespace: "AWS/RDS",
          name: "DatabaseConnections",
          dimensions: { DBInstanceIdentifier: postgres.instanceIdentifier },
          statistic: "Average",
          period: 60,
        },
      },
      { parent: this },
    );

    this.outputs = { imageRepository: foundation.repositoryUrls[system] };
    this.running = [api.runsAsWanted];
    this.measured = measuredStorage(system, postgres);
    this.stores = { [`${system}.postgres`]: postgres.instanceArn };
    const { outputs, stores, measured } = this;
    this.registerOutputs({ ...outputs, stores, measured });
  }
}
