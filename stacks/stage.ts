import * as aws from "@pulumi/aws/provider";
import * as mongodbatlas from "@pulumi/mongodbatlas/provider";
import * as pulumi from "@pulumi/pulumi";
import { StageManifest } from "../components/stage-manifest";
import { runs, type Settings, type System } from "../settings/schema";
import { AhavaHealthcare } from "./ahava-healthcare/ahava-healthcare";
import { DoctorSystem } from "./doctor-system/doctor-system";
import { type DeploymentRecord, deployedRecord } from "../settings/rotation/deployment";
import { wantedKeyrings } from "../settings/rotation/deployment-faults";
import { Foundation } from "./foundation";
import { MedPlatform } from "./med-platform/med-platform";
import { ownTags } from "./stack-tags";

/** What a stage tells those who deploy it. */
export type StageOutputs = Readonly<Record<string, unknown>>;

/**
 * Builds a whole stage: the foundation, and on it the systems that the settings name.
 * @param before what the stage ran of its secrets until then. @default nothing: it is the first deployment
 * @param now the clock that tells when every service runs it. @default the machine's
 */
export function deployStage(
  settings: Settings,
  before: DeploymentRecord = {},
  now: () => Date = () => new Date(),
): StageOutputs {
  const manifest = stageManifest(settings);
  const providers = {
    aws: awsProvider(settings, manifest),
    ...(runs(settings, "doctor-system") && { mongodbatlas: atlasProvider(manifest) }),
  };
  const foundation = new Foundation(settings, { providers });
  const built = settings.systems.map((system) => builders[system](settings, foundation, { providers }));
  const wanted = wantedKeyrings(settings);
  return {
    stage: settings.stage,
    // The addresses that vendors and databases outside may let in (DS-DB-04).
    egressAddresses: foundation.egressAddresses,
    // Evaluated only once every service has replaced its tasks: an update that fails leaves the record as it was.
    rotation: pulumi
      .all(built.flatMap(({ serviceArns }) => serviceArns))
      .apply(() => deployedRecord(wanted, before, now())),
    ...(Object.fromEntries(settings.systems.map((system, index) => [system, built[index]?.outputs])) as StageOutputs),
  };
}

/** A system that stands. */
interface BuiltSystem {
  /** What of it the stage tells. */
  readonly outputs: StageOutputs;
  /** Its services, each once its newest tasks have taken over. */
  readonly serviceArns: readonly pulumi.Output<string>[];
}

/** Builds a system. */
type Builder = (settings: Settings, foundation: Foundation, options: pulumi.ComponentResourceOptions) => BuiltSystem;

/** Of a system that the settings have no section of. */
const nothing: BuiltSystem = { outputs: {}, serviceArns: [] };

/** How each system is built. */
const builders: Readonly<Record<System, Builder>> = {
  "doctor-system": (settings, foundation, options) => {
    if (!runs(settings, "doctor-system")) return nothing;
    const {
      apiUrl,
      webhookUrl,
      frontEndUrls,
      imageRepository,
      nameServers,
      atlasProjectId,
      atlasClusterName,
      serviceArns,
    } = new DoctorSystem(settings, foundation, options);
    return {
      outputs: { apiUrl, webhookUrl, frontEndUrls, imageRepository, nameServers, atlasProjectId, atlasClusterName },
      serviceArns,
    };
  },
  "ahava-healthcare": (settings, foundation, options) => {
    if (!runs(settings, "ahava-healthcare")) return nothing;
    const { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand, serviceArns } = new AhavaHealthcare(
      settings,
      foundation,
      options,
    );
    return { outputs: { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand }, serviceArns };
  },
  "med-platform": (settings, foundation, options) => {
    if (!runs(settings, "med-platform")) return nothing;
    const {
      siteUrl,
      apiUrl,
      siteBucket,
      siteDistributionId,
      imageRepository,
      nameServers,
      migrationCommand,
      serviceArns,
    } = new MedPlatform(settings, foundation, options);
    return {
      outputs: { siteUrl, apiUrl, siteBucket, siteDistributionId, imageRepository, nameServers, migrationCommand },
      serviceArns,
    };
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
