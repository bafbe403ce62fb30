import * as aws from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import { StageManifest } from "../components/stage-manifest";
import { runs, type Settings, type System } from "../settings/schema";
import { SettingsError } from "../settings/settings-error";
import { AhavaHealthcare } from "./ahava-healthcare/ahava-healthcare";
import { Foundation } from "./foundation";

/** What a stage tells those who deploy it. */
export type StageOutputs = Readonly<Record<string, unknown>>;

/**
 * Builds a whole stage: the foundation, and on it the systems that the settings name.
 * @throws SettingsError when they name one that this program cannot build.
 */
export function deployStage(settings: Settings): StageOutputs {
  const chosen = settings.systems.map((system) => [system, builderOf(system)] as const);
  const manifest = stageManifest(settings);
  const providers = { aws: awsProvider(settings, manifest) };
  const foundation = new Foundation(settings, { providers });
  const systems = chosen.map(([system, build]) => [system, build(settings, foundation, { providers })]);
  return {
    stage: settings.stage,
    // The addresses that vendors and databases outside may let in (DS-DB-04).
    egressAddresses: foundation.egressAddresses,
    ...(Object.fromEntries(systems) as StageOutputs),
  };
}

/** Builds a system, and says what of it the stage tells. */
type Builder = (settings: Settings, foundation: Foundation, options: pulumi.ComponentResourceOptions) => StageOutputs;

/** The systems that can be built. */
const builders: Readonly<Partial<Record<System, Builder>>> = {
  "ahava-healthcare": (settings, foundation, options) => {
    if (!runs(settings, "ahava-healthcare")) return {};
    const { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand } = new AhavaHealthcare(
      settings,
      foundation,
      options,
    );
    return { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand };
  },
};

function builderOf(system: System): Builder {
  const builder = builders[system];
  if (builder !== undefined) return builder;
  throw new SettingsError(
    [
      `The system ${system} cannot be deployed by this version.`,
      "",
      `    given    systems, with ${system} among them`,
      `    allowed  ${Object.keys(builders).join(", ")}`,
      `    fix      take ${system} and its section out of the stage's settings`,
    ].join("\n"),
  );
}

/** The provider of the stage's one account and region: it refuses every other account, and tags whatever it creates. */
function awsProvider({ stage, owner, aws: { accountId, region } }: Settings, manifest: StageManifest): aws.Provider {
  return new aws.Provider(
    "aws",
    {
      region: region as aws.ProviderArgs["region"],
      allowedAccountIds: [accountId],
      defaultTags: { tags: { project: "care-platform", stage, owner } },
    },
    // The policy pack must know what the stage says of itself before it is asked about anything in the account.
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
