import * as pulumi from "@pulumi/pulumi";
import type { SettingsWith } from "../settings/schema";
import type { Foundation } from "../foundation";
import type { BuiltSystem } from "../system/built-system";
import { createCanary, createTargetAlarms, createZone } from "../system/edge";
import { createReleaseRecord } from "../system/release";
import { createSecretAgeAlarms } from "../system/secret-ages";
import { createApi } from "./api";
import { createAtlas } from "./atlas";
import { frontEndUrls, type DoctorContext } from "./context";
import { createDashboard } from "./dashboard";
import { webhookPath } from "./declared/whatsapp";
import { createApiEdge } from "./edge";
import { createFrontEnds } from "./front-ends";
import { createApplicationSecrets } from "./secrets";
import { createExpiryAlarms, createLogMetrics } from "./whatsapp";

/** The stage outputs of the system. */
export interface DoctorOutputs {
  /** The API's address. */
  readonly apiUrl: string;
  /** The address to enter as callback in Meta's console, together with the verify token (DS-WA-03). */
  readonly webhookUrl: string;
  /** The addresses of the front ends that call the API, by their names. */
  readonly frontEndUrls: Readonly<Record<string, string>>;
  /** The image repository URL, without a tag. */
  readonly imageRepository: pulumi.Output<string> | undefined;
  /** The name servers to which the owner of the domain above delegates this stage's domain. */
  readonly nameServers: pulumi.Output<string[]>;
  /** The stage's project in Atlas, for the Atlas CLI. */
  readonly atlasProjectId: pulumi.Output<string>;
  /** The cluster in it. */
  readonly atlasClusterName: pulumi.Output<string>;
}

/** doctor-system as a bill of materials: a Node API on MongoDB Atlas with a WhatsApp webhook, and two front ends. */
export class DoctorSystem extends pulumi.ComponentResource implements BuiltSystem {
  readonly outputs: DoctorOutputs;
  readonly running: BuiltSystem["running"];
  readonly stores: BuiltSystem["stores"];
  readonly measured: BuiltSystem["measured"];

  constructor(
    settings: SettingsWith<"doctorSystem">,
    foundation: Foundation,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("care-platform:stack:DoctorSystem", "doctor-system", { stage: settings.stage }, options);
    const context: DoctorContext = { system: "doctor-system", settings, foundation, parent: this };
    const { domain, release } = settings.doctorSystem;

    const atlas = createAtlas(context);
    const secrets = createApplicationSecrets(context, atlas);

    const zone = createZone(context, domain);
    const edge = createApiEdge(context, zone);
    createFrontEnds(context, zone);
    const api = createApi(context, edge, { atlas, secrets });

    createTargetAlarms(context, edge, api);
    const canary = createCanary(context, `${edge.url}/health`, api);
    createLogMetrics(context, api);
    createExpiryAlarms(context, canary);
    createSecretAgeAlarms(context, canary);
    createReleaseRecord(context, release);
    createDashboard(context, { edge, services: [api], canary }, atlas);

    this.outputs = {
      apiUrl: edge.url,
      webhookUrl: `${edge.url}${webhookPath}`,
      frontEndUrls: frontEndUrls(settings),
      imageRepository: foundation.repositoryUrls["doctor-system"],
      nameServers: zone.nameServers,
      atlasProjectId: atlas.project.projectId,
      atlasClusterName: atlas.cluster.clusterName,
    };
    this.running = [api.runsAsWanted];
    this.measured = {
      "doctor-system.atlas.instanceSize": atlas.cluster.instanceSize,
      "doctor-system.atlas.maximumInstanceSize": atlas.cluster.instanceSize,
    };
    this.stores = { "doctor-system.atlasProject": atlas.project.projectId };
    const { outputs, stores, measured } = this;
    this.registerOutputs({ ...outputs, stores, measured });
  }
}
