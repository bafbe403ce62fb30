import * as pulumi from "@pulumi/pulumi";
import type { SettingsWith } from "../../settings/schema";
import type { Foundation } from "../foundation";
import { portalUrls, systemName } from "./context";
import { createDashboard, createQueueAlarms } from "./dashboard";
import { createPostgres, createRedis, createUploads } from "./data-stores";
import { createCanary, createEdge, createZone } from "./edge";
import { createReleaseRecord } from "./release";
import { createSecrets } from "./secrets";
import { createApi, createMigration, createWorker } from "./services";

/** ahava-healthcare as a bill of materials: a Node API on Postgres and Redis, with BullMQ queues and WebSockets. */
export class AhavaHealthcare extends pulumi.ComponentResource {
  /** The API's address (AH-POST-10). */
  readonly apiUrl: string;
  /** The addresses of the portals that call it, by their names (AH-POST-11). */
  readonly portalUrls: Readonly<Record<string, string>>;
  /** Where images are pushed to, without a tag. */
  readonly imageRepository: pulumi.Output<string> | undefined;
  /** The name servers to which the owner of the domain above delegates this stage's domain. */
  readonly nameServers: pulumi.Output<string[]>;
  /** The command that runs the database migrations. */
  readonly migrationCommand: pulumi.Output<string>;

  constructor(
    settings: SettingsWith<"ahavaHealthcare">,
    foundation: Foundation,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("care-platform:stack:AhavaHealthcare", systemName, { stage: settings.stage }, options);
    const context = { settings, foundation, parent: this };

    const postgres = createPostgres(context);
    const redis = createRedis(context);
    const uploads = createUploads(context);
    const secrets = createSecrets(context, { postgres, redis });

    const zone = createZone(context);
    const edge = createEdge(context, zone);
    const api = createApi(context, edge, { postgres, redis, uploads, secrets });
    const worker = createWorker(context, { postgres, redis, uploads, secrets });
    const migration = createMigration(context, { postgres, secrets });

    const canary = createCanary(context, edge);
    createQueueAlarms(context);
    createReleaseRecord(context);
    createDashboard(context, { edge, api, worker, postgres, redis, canary });

    this.apiUrl = edge.url;
    this.portalUrls = portalUrls(settings);
    this.imageRepository = foundation.repositoryUrls[systemName];
    this.nameServers = zone.nameServers;
    this.migrationCommand = migration.runCommand;
    this.registerOutputs({
      apiUrl: this.apiUrl,
      portalUrls: this.portalUrls,
      imageRepository: this.imageRepository,
      nameServers: this.nameServers,
      migrationCommand: this.migrationCommand,
    });
  }
}
