import * as aws from "@pulumi/aws/provider";
import * as mongodbatlas from "@pulumi/mongodbatlas/provider";
import * as pulumi from "@pulumi/pulumi";
import { StageManifest } from "../components/stage-manifest";
import { runs, type Settings, type System } from "../settings/schema";
import { AhavaHealthcare } from "./ahava-healthcare/ahava-healthcare";
import { DoctorSystem } from "./doctor-system/doctor-system";
import { Foundation } from "./foundation";
import { MedPlatform } from "./med-platform/med-platform";
import { ownTags } from "./stack-tags";

/** What a stage tells those who deploy it. */
export type StageOutputs = Readonly<Record<string, unknown>>;

/** Builds a whole stage: the foundation, and on it the systems that the settings name. */
export function deployStage(settings: Settings): StageOutputs {
  const manifest = stageManifest(settings);
  const providers = {
    aws: awsProvider(settings, manifest),
    ...(runs(settings, "doctor-system") && { mongodbatlas: atlasProvider(manifest) }),
  };
  const foundation = new Foundation(settings, { providers });
  const systems = settings.systems.map((system) => [system, builders[system](settings, foundation, { providers })]);
  return {
    stage: settings.stage,
    // The addresses that vendors and databases outside may let in (DS-DB-04).
    egressAddresses: foundation.egressAddresses,
    ...(Object.fromEntries(systems) as StageOutputs),
  };
}

/** Builds a system, and says what of it the stage tells. */
type Builder = (settings: Settings, foundation: Foundation, options: pulumi.ComponentResourceOptions) => StageOutputs;

/** How each system is built. */
const builders: Readonly<Record<System, Builder>> = {
  "doctor-system": (settings, foundation, options) => {
    if (!runs(settings, "doctor-system")) return {};
    const { apiUrl, webhookUrl, frontEndUrls, imageRepository, nameServers, atlasProjectId, atlasClusterName } =
      new DoctorSystem(settings, foundation, options);
    return { apiUrl, webhookUrl, frontEndUrls, imageRepository, nameServers, atlasProjectId, atlasClusterName };
  },
  "ahava-healthcare": (settings, foundation, options) => {
    if (!runs(settings, "ahava-healthcare")) return {};
    const { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand } = new AhavaHealthcare(
      settings,
      foundation,
      options,
    );
    return { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand };
  },
  "med-platform": (settings, foundation, options) => {
    if (!runs(settings, "med-platform")) return {};
    const { siteUrl, apiUrl, siteBucket, siteDistributionId, imageRepository, nameServers, migrationCommand } =
      new MedPlatform(settings, foundation, options);
    return { siteUrl, apiUrl, siteBucket, siteDistributionId, imageRepository, nameServers, migrationCommand };
  },
};

/** The provider of the stage's one account and region: it refuses every other account, and tags whatever it creates. */
function awsProvider(settings: Settings, manifest: StageManifest): aws.Provider {
  const {
    stage,
    owner,
    aws: { accountId, region },
  } = settings;
  return new aws.Provider(
    "aws",
    {
      region: region as aws.ProviderArgs["region"],
      allowedAccountIds: [accountId],
      defaultTags: { tags: { ...ownTags(settings), stage, owner } },
    },
    // The policy pack must know what the stage says of itself before it is asked about anything in the account.
    { dependsOn: manifest },
  );
}

/**
 * The provider of the Atlas organisation. It logs in as a service account (`mongodbatlas:clientId`, `clientSecret`) or with
 * an API key (`publicKey`, `privateKey`); what the configuration does not say it takes from MONGODB_ATLAS_CLIENT_ID and the
 * like in its environment. An explicit provider does not look into the configuration itself.
 */
function atlasProvider(manifest: StageManifest): mongodbatlas.Provider {
  const config = new pulumi.Config("mongodbatlas");
  return new mongodbatlas.Provider(
    "atlas",
    {
      clientId: config.get("clientId"),
      clientSecret: config.getSecret("clientSecret"),
      publicKey: config.get("publicKey"),
      privateKey: config.getSecret("privateKey"),
    },
    { dependsOn: manifest },
  );
}

/** What the stage tells whoever reads its resources: the policy pack first of all. */
function stageManifest({ stage, logs, backup, secrets, dataProtection }: Settings): StageManifest {
  return new StageManifest("stage", {
    stage,
    dataProtection,
    logs: { retentionDays: logs.retentionDays, archiveDays: logs.archiveDays },
    backup: { retentionDays: backup.retentionDays },
    secrets: { recoveryWindowDays: secrets.recoveryWindowDays },
  });
}
