import * as aws from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings/schema";
import { AhavaHealthcare } from "./ahava-healthcare/ahava-healthcare";
import { Foundation } from "./foundation";

/** What a stage tells those who deploy it. */
export type StageOutputs = Readonly<Record<string, unknown>>;

/** Builds a whole stage: the foundation, and on it the systems that the settings name. */
export function deployStage(settings: Settings): StageOutputs {
  const providers = { aws: awsProvider(settings) };
  const foundation = new Foundation(settings, { providers });
  const systems = settings.systems.map((system) => [system, builders[system](settings, foundation, { providers })]);
  return {
    stage: settings.stage,
    // The addresses that vendors and databases outside may let in (DS-DB-04).
    egressAddresses: foundation.egressAddresses,
    ...(Object.fromEntries(systems) as StageOutputs),
  };
}

type SystemName = Settings["systems"][number];

/** How each system is built, and what of it the stage tells. */
const builders: Record<
  SystemName,
  (settings: Settings, foundation: Foundation, options: pulumi.ComponentResourceOptions) => StageOutputs
> = {
  "ahava-healthcare": (settings, foundation, options) => {
    const { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand } = new AhavaHealthcare(
      settings,
      foundation,
      options,
    );
    return { apiUrl, portalUrls, imageRepository, nameServers, migrationCommand };
  },
};

/** The provider of the stage's one account and region: it refuses every other account, and tags whatever it creates. */
function awsProvider({ stage, owner, aws: { accountId, region } }: Settings): aws.Provider {
  return new aws.Provider("aws", {
    region: region as aws.ProviderArgs["region"],
    allowedAccountIds: [accountId],
    defaultTags: { tags: { project: "care-platform", stage, owner } },
  });
}
