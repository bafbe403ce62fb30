import * as pulumi from "@pulumi/pulumi";
import { connectionsOfTasks } from "../../settings/checks/connections";
import type { SettingsWith } from "../settings/schema";
import type { Foundation } from "../foundation";
import type { BuiltSystem } from "../system/built-system";
import { createDatabaseRoles, databaseLogins } from "../system/database-users";
import { createCanary, createTargetAlarms, createZone } from "../system/edge";
import { createPostgres, measuredStorage } from "../system/postgres";
import { createReleaseRecord } from "../system/release";
import { createSecretAgeAlarms } from "../system/secret-ages";
import { createSqlAccess } from "../system/sql-access";
import { portalUrls, type AhavaContext } from "./context";
import { createDashboard, createQueueAlarms } from "./dashboard";
import { createRedis, createUploads } from "./data-stores";
import { createApiEdge } from "./edge";
import { createPortals } from "./portals";
import { createApplicationSecrets, databaseUrl } from "./secrets";
import { createApi, createMigration, createWorker } from "./services";

/** RDS refuses the hyphen of the checklist's name (C-13). */
const databaseName = "ahava_healthcare";

/** The stage outputs of the system. */
export interface AhavaOutputs {
  /** The API's address (AH-POST-10). */
  readonly apiUrl: string;
  /** The addresses of the portals that call it, by their names (AH-POST-11). */
  readonly portalUrls: Readonly<Record<string, string>>;
  /** The image repository URL, without a tag. */
  readonly imageRepository: pulumi.Output<string> | undefined;
  /** The name servers to which the owner of the domain above delegates this stage's domain. */
  readonly nameServers: pulumi.Output<string[]>;
  /** The command that runs the database migrations. */
  readonly migrationCommand: pulumi.Output<string>;
  /** The command that runs SQL in the database; absent if SQL access is closed. */
  readonly sqlCommand: pulumi.Output<string> | undefined;
}

/** ahava-healthcare as a bill of materials: a Node API on Postgres and Redis, with BullMQ queues and WebSockets. */
export class AhavaHealthcare extends pulumi.ComponentResource implements BuiltSystem {
  readonly outputs: AhavaOutputs;
  readonly running: BuiltSystem["running"];
  readonly stores: BuiltSystem["stores"];
  readonly measured: BuiltSystem["measured"];

  constructor(
    settings: SettingsWith<"ahavaHealthcare">,
    foundation: Foundation,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("care-platform:stack:AhavaHealthcare", "ahava-healthcare", { stage: settings.stage }, options);
    const context: AhavaContext = { system: "ahava-healthcare", settings, foundation, parent: this };
    const {
      domain,
      postgres: chosen,
      api: apiTasks,
      worker: workerTasks,
      release,
      thresholds,
    } = settings.ahavaHealthcare;

    const postgres = createPostgres(context, chosen, databaseName, thresholds.postgres);
    const redis = createRedis(context);
    const uploads = createUploads(context);
    const logins = databaseLogins(context, databaseName);
    const secrets = createApplicationSecrets(context, { postgres, logins, redis });
    const database = createDatabaseRoles(context, {
      postgres,
      logins,
      urlOf: (login) => databaseUrl(context, postgres, login),
      connectionLimit: connectionsOfTasks(
        [
          { name: "api", ...apiTasks },
          { name: "worker", ...workerTasks },
        ],
        chosen.connectionLimit,
      ),
      chosen,
      thresholds: thresholds.functions,
    });

    const zone = createZone(context, domain);
    const edge = createApiEdge(context, zone);
    createPortals(context, zone);
    const dependencies = { postgres, database, redis, uploads, secrets };
    const api = createApi(context, edge, dependencies);
    const worker = createWorker(context, dependencies);
    const migration = createMigration(context, dependencies);
    const sqlCommand = createSqlAccess(context, chosen, dependencies);

    createTargetAlarms(context, edge, api);
    const canary = createCanary(context, `${edge.url}/health`, api);
    createQueueAlarms(context);
    createSecretAgeAlarms(context, canary);
    createReleaseRecord(context, release);
    createDashboard(context, { edge, services: [api, worker], canary }, { postgres, redis });

    this.outputs = {
      apiUrl: edge.url,
      portalUrls: portalUrls(settings),
      imageRepository: foundation.repositoryUrls["ahava-healthcare"],
      nameServers: zone.nameServers,
      migrationCommand: migration.runCommand,
      sqlCommand,
    };
    this.running = [api.runsAsWanted, worker.runsAsWanted];
    this.measured = measuredStorage("ahava-healthcare", postgres);
    this.stores = {
      "ahava-healthcare.postgres": postgres.instanceArn,
      "ahava-healthcare.redis": redis.replicationGroupId,
    };
    const { outputs, stores, measured } = this;
    this.registerOutputs({ ...outputs, stores, measured });
  }
}
