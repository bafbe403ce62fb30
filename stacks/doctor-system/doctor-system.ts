import * as pulumi from "@pulumi/pulumi";
import type { SettingsWith } from "../../settings/stage/schema";
import type { Foundation } from "../foundation";
import { createCanary, createZone } from "../system/edge";
import { createReleaseRecord } from "../system/release";
import { createSecretAgeAlarms } from "../system/secret-ages";
import { createApi } from "./api";
import { createAtlas } from "./atlas";
import { frontEndUrls } from "./context";
import type { DoctorContext } from "./context";
import { createDashboard } from "./dashboard";
import { createApiEdge, webhookPath } from "./edge";
import { createFrontEnds } from "./front-ends";
import { createApplicationSecrets } from "./secrets";
import { createExpiryAlarms, createLogMetrics } from "./whatsapp";

/** doctor-system as a bill of materials: a Node API on MongoDB Atlas with a WhatsApp webhook, and two front ends. */
export class DoctorSystem extends pulumi.ComponentResource {
  /** The API's address. */
  readonly apiUrl: string;
  /** The address to enter as callback in Meta's console, together with the verify token (DS-WA-03). */
  readonly webhookUrl: string;
  /** The addresses of the front ends that call the API, by their names. */
  readonly frontEndUrls: Readonly<Record<string, string>>;
  /** Where images are pushed to, without a tag. */
  readonly imageRepository: pulumi.Output<string> | undefined;
  /** The name servers to which the owner of the domain above delegates this stage's domain. */
  readonly nameServers: pulumi.Output<string[]>;
  /** The stage's project in Atlas, for the Atlas CLI. */
  readonly atlasProjectId: pulumi.Output<string>;
  /** The cluster in it. */
  readonly atlasClusterName: pulumi.Output<string>;
  /** Its services, each once its newest tasks have taken over. */
  readonly serviceArns: readonly pulumi.Output<string>[];
  /** What holds its data, by what it is called: identifiers that no other stage may have. */
  readonly stores: Readonly<Record<string, pulumi.Output<string>>>;
  /** What the vendors report of settings that a service changes by itself, by the key of the setting. */
  readonly measured: Readonly<Record<string, pulumi.Output<string | number>>>;

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

    const canary = createCanary(context, `${edge.url}/health`);
    createLogMetrics(context, api);
    createExpiryAlarms(context, canary);
    createSecretAgeAlarms(context, canary);
    createReleaseRecord(context, release);
    createDashboard(context, { edge, api, atlas, canary });

    this.apiUrl = edge.url;
    this.webhookUrl = `${edge.url}${webhookPath}`;
    this.frontEndUrls = frontEndUrls(settings);
    this.imageRepository = foundation.repositoryUrls["doctor-system"];
    this.nameServers = zone.nameServers;
    this.atlasProjectId = atlas.project.projectId;
    this.atlasClusterName = atlas.cluster.clusterName;
    this.serviceArns = [api.serviceArn];
    this.measured = {
      "doctor-system.atlas.instanceSize": atlas.cluster.instanceSize,
      "doctor-system.atlas.maximumInstanceSize": atlas.cluster.instanceSize,
    };
    this.stores = { "doctor-system.atlasProject": atlas.project.projectId };
    this.registerOutputs({
      apiUrl: this.apiUrl,
      webhookUrl: this.webhookUrl,
      frontEndUrls: this.frontEndUrls,
      imageRepository: this.imageRepository,
      nameServers: this.nameServers,
      atlasProjectId: this.atlasProjectId,
      atlasClusterName: this.atlasClusterName,
      serviceArns: this.serviceArns,
      stores: this.stores,
      measured: this.measured,
    });
  }
}
