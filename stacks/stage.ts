import * as aws from "@pulumi/aws/provider";
import { type System, usesStore } from "./settings/systems";
import * as mongodbatlas from "@pulumi/mongodbatlas/provider";
import * as pulumi from "@pulumi/pulumi";
import { statedAs } from "../components/stated-values";
import { DocumentCollector, StageDocuments } from "../components/stage/stage-documents";
import { StageManifest } from "../components/stage/stage-manifest";
import type { Settings } from "./settings/schema";
import { build } from "./builders";
import { withStarts } from "./settings/rotation/first-generations";
import { type DeploymentRecord, deployedRecord } from "../settings/rotation/deployment";
import { wantedKeyrings } from "./settings/rotation/deployment-faults";
import { apiNeeds } from "./settings/api-needs";
import { toldFacts } from "./settings/neighbours/facts";
import type { RecordText } from "./settings/releases/records";
import { toldBy, type ToldReleases } from "./settings/releases/running-releases";
import { recordedSettings, type StandingRecord } from "./settings/standing/record";
import { Foundation } from "./foundation";
import type { BuiltSystem } from "./system/built-system";
import { building } from "./program-failure";
import { createNeighbours, type Neighbourhood } from "./neighbours";
import { everyTag } from "./stack-tags";

/** The outputs of a stage for its deployers. */
export type StageOutputs = Readonly<Record<string, unknown>>;

/** Inputs of a stage besides its settings. */
export interface StageOptions {
  /** The deployed state of its secrets. @default none: it is the first deployment */
  readonly before?: DeploymentRecord;
  /** Facts of it and of its neighbours. @default no neighbours and no facts */
  readonly neighbourhood?: Neighbourhood;
  /** The previous output `releases`, and the release records. @default no output releases */
  readonly releases?: { readonly before: ToldReleases; readonly textOf: RecordText };
  /** The clock for the time at which every service runs. @default the machine's */
  readonly now?: () => Date;
}

/** Builds a whole stage: the foundation, and on it the systems that the settings name. */
export function deployStage(
  given: Settings,
  { before = {}, neighbourhood, releases, now = () => new Date() }: StageOptions = {},
): StageOutputs {
  const settings = withStarts(given, before, now());
  const documents = new DocumentCollector();
  const transformations = [documents.watch];
  const manifest = stageManifest(settings);
  if (neighbourhood !== undefined) createNeighbours(neighbourhood, manifest);
  const atlas = usesStore(settings.systems, "atlas") && { mongodbatlas: atlasProvider(manifest) };
  const providersOf = (service: System | "foundation") => ({ aws: awsProvider(settings, manifest, service), ...atlas });
  const foundation = new Foundation(settings, { providers: providersOf("foundation"), transformations });
  const built = settings.systems.map((system) =>
    building(
      system,
      () => build(system, settings, foundation, { providers: providersOf(system), transformations }),
      settings,
    ),
  );
  const wanted = wantedKeyrings(settings);
  // The outputs describe what runs: a failed update leaves them unchanged, and so does a successful one while
  // old tasks still run (docs/decisions/0059-what-runs.md).
  const deployed = runningSystems(settings.systems, built);
  const measured = Object.assign({}, ...built.map((system) => system.measured)) as BuiltSystem["measured"];
  const made = madeFor(foundation, built);
  const outputs: StageOutputs = {
    stage: settings.stage,
    // The egress addresses for vendors' and databases' access lists (DS-DB-04).
    egressAddresses: foundation.egressAddresses,
    standing: statedAs(
      pulumi
        .all([measured, deployed])
        .apply(([known]): StandingRecord => ({ settings: recordedSettings(settings), measured: known })),
      { settings: recordedSettings(settings), measured },
    ),
    // A prepared stage has no secret yet.
    ...(settings.deploy === "preparation" && { next: afterPreparation(settings) }),
    ...(settings.deploy === "everything" && {
      rotation: statedAs(
        deployed.apply((runs) => deployedRecord(wanted, before, now(), (system) => runs.includes(system))),
        deployedRecord(wanted, before, now(), () => true),
      ),
    }),
    ...(releases &&
      settings.deploy === "everything" && {
        releases: statedAs(
          deployed.apply((runs) =>
            toldBy(settings, releases.textOf, releases.before, (system) => runs.includes(system)),
          ),
          toldBy(settings, releases.textOf, releases.before, () => true),
        ),
      }),
    ...(neighbourhood && {
      facts: statedAs(
        pulumi
          .all([made, deployed])
          .apply(([known, runs]) => toldFacts(neighbourhood.facts, known, (system) => runs.includes(system))),
        toldFacts(neighbourhood.facts, made),
      ),
    }),
    ...(Object.fromEntries(settings.systems.map((system, index) => [system, built[index]?.outputs])) as StageOutputs),
  };
  new StageDocuments("documents", documents, outputs);
  return outputs;
}

/** The systems whose services all run the settings; an update names the others. */
function runningSystems(systems: readonly System[], built: readonly BuiltSystem[]): pulumi.Output<string[]> {
  return pulumi.all(built.map(({ running }) => pulumi.all([...running]))).apply((running) => {
    const runs = systems.filter((_, index) => running[index]?.includes(false) === false);
    for (const system of pulumi.runtime.isDryRun() ? [] : systems.filter((each) => !runs.includes(each))) {
      void pulumi.log.warn(
        `The tasks of ${system} do not run the release and secrets of the settings: a deployment failed, was rolled back or was skipped. The ` +
          "outputs rotation and facts show what ran before; see docs/runbooks/services/service-deployment-failed.md.",
      );
    }
    return runs;
  });
}

/** Manual steps after the first pass, besides those in each system's output `next`. */
function afterPreparation({ stack }: Settings): readonly string[] {
  return [
    "Follow the output `next` of each system, and wait until dig shows the name servers.",
    "Confirm the alerts: each address has one message per topic, and no alert arrives before its link is confirmed.",
    `Then: pulumi config set care-platform:deploy everything --stack ${stack} && pulumi up --stack ${stack} --policy-pack policy`,
  ];
}

/** Resources that no other stage may have, by name. */
function madeFor(
  foundation: Foundation,
  built: readonly BuiltSystem[],
): Readonly<Record<string, pulumi.Input<string>>> {
  const { vpcId, dataKeyArn, secretsKeyArn, logsKeyArn, logArchiveBucketName, routing } = foundation;
  return Object.assign(
    { vpcId, dataKeyArn, secretsKeyArn, logsKeyArn, logArchiveBucketName },
    ...Object.entries(routing.topicArns).map(([severity, arn]) => ({ [`topic.${severity}`]: arn })),
    ...built.map(({ stores }) => stores),
  ) as Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * The provider of the stage's one account and region: it refuses every other account, and tags all its resources. Each
 * system has its own, so that the bill and the inventory show the system
 * (docs/decisions/0026-tags.md).
 */
function awsProvider(settings: Settings, manifest: StageManifest, service: System | "foundation"): aws.Provider {
  const { accountId, region } = settings.aws;
  return new aws.Provider(
    `aws-${service}`,
    {
      region: region as aws.ProviderArgs["region"],
      allowedAccountIds: [accountId],
      defaultTags: { tags: everyTag(settings, service) },
    },
    // The policy pack needs the stage's facts before it checks resources of the account.
    { dependsOn: manifest },
  );
}

/**
 * The provider of the Atlas organisation. It logs in as a service account (`mongodbatlas:clientId`, `clientSecret`) or with
 * an API key (`publicKey`, `privateKey`); missing values come from MONGODB_ATLAS_CLIENT_ID and
 * similar variables of its environment. An explicit provider does not read the configuration itself.
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

/** The stage's facts for readers of its resources, mainly the policy pack. */
function stageManifest({ stage, logs, backup, secrets, dataProtection, systems, deploy }: Settings): StageManifest {
  return new StageManifest("stage", {
    stage,
    dataProtection,
    logs: { retentionDays: logs.retentionDays, archiveDays: logs.archiveDays },
    backup: { retentionDays: backup.retentionDays },
    secrets: { recoveryWindowDays: secrets.recoveryWindowDays },
    // Only running tasks have needs, and a prepared stage has none.
    systems:
      deploy === "preparation"
        ? {}
        : Object.fromEntries(systems.map((system) => [system, { api: apiNeeds(system, stage) }])),
  });
}
