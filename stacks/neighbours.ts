import { type StackName, stackNamed, stackNames } from "./settings/systems";
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { StageManifest } from "../components/stage/stage-manifest";
import { StageNeighbours } from "../components/stage/stage-neighbours";
import { type Neighbour, promotionsOf, sharedBetween } from "./settings/neighbours/comparison";
import { type KnownFacts, type StageFacts, readStageFacts } from "./settings/neighbours/facts";
import { projectDirectory } from "./read-settings";
import type { Settings } from "./settings/schema";
import { SettingsError } from "../settings/faults/settings-error";

/** A stage among the others of its project. */
export interface Neighbourhood {
  /** Facts of the stage before it is deployed. */
  readonly facts: KnownFacts;
  readonly neighbours: readonly Neighbour[];
}

/** The outputs of a stack of this project, as its last successful update left them; `undefined` where there is no such stack. */
export async function outputsOf(stack: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${stack}`;
  try {
    // By the call that the SDK makes for a StackReference, which would keep a copy of every output in the state.
    const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
      readonly outputs?: Readonly<Record<string, unknown>>;
    };
    return outputs ?? {};
  } catch (error) {
    // The engine's only error text for it (pkg/backend, backendClient.GetStackOutputs).
    if (String(error).includes(`unknown stack "${name}"`)) return undefined;
    throw error;
  }
}

/**
 * The facts of a stack, from its outputs; `undefined` if it has none yet.
 * @throws SettingsError if its output `facts` is malformed.
 */
export function ownFacts(stack: string, outputs: Readonly<Record<string, unknown>>): StageFacts | undefined {
  if (outputs.facts === undefined) return undefined;
  try {
    return readStageFacts(outputs.facts);
  } catch (error) {
    throw new SettingsError(`The output facts of the stack ${stack} is malformed. ${(error as Error).message}`);
  }
}

/**
 * The stacks of the other stages, read from the same state backend; for a stack with another
 * backend, from the file beside the settings that `pulumi stack output facts --json` has written.
 */
export async function deployedNeighbours({ stack, stage, aws }: Settings): Promise<readonly Neighbour[]> {
  const others = stackNames.filter((name) => name !== stack && stackNamed(name).stage !== stage);
  const folder = factsFolder(aws.accountId);
  return (await Promise.all(others.map((other) => neighbourOf(other, folder)))).flat();
}

/** AWS assigns this number to no account: a stage with it is on a simulated account. */
const simulatedAccount = "000000000000";

/**
 * The folder with the facts of stacks in another backend. On a simulated account the neighbours are simulated as well,
 * in a folder given by the caller; a real stage only uses the files beside its settings.
 */
function factsFolder(accountId: string): string {
  return (accountId === simulatedAccount ? process.env.CARE_PLATFORM_NEIGHBOURS : undefined) ?? projectDirectory;
}

/** The folder of the release records: in the project; on a simulated account given by the caller. */
export function recordsFolder(accountId: string): string {
  return (accountId === simulatedAccount ? process.env.CARE_PLATFORM_RELEASES : undefined) ?? projectDirectory;
}

/** The file with a stack's facts, for stacks in another backend. */
function factsFileName(stack: StackName): string {
  return `Pulumi.${stack}.facts.json`;
}

async function neighbourOf(stack: StackName, folder: string): Promise<Neighbour[]> {
  try {
    const outputs = await outputsOf(stack);
    if (outputs !== undefined) return [{ stack, facts: readStageFacts(outputs.facts) }];
    const file = path.join(folder, factsFileName(stack));
    if (!fs.existsSync(file)) return [];
    return [{ stack, facts: readStageFacts(JSON.parse(fs.readFileSync(file, "utf8"))) }];
  } catch (error) {
    void pulumi.log.warn(`The facts of the stack ${stack} cannot be read. ${(error as Error).message}`);
    return [{ stack }];
  }
}

/** Compares a stage with its neighbours, for the policy pack. */
export function createNeighbours({ facts, neighbours }: Neighbourhood, manifest: StageManifest): StageNeighbours {
  const args = {
    stage: facts.stage,
    compared: neighbours.filter((neighbour) => neighbour.facts !== undefined).map(({ stack }) => stack),
    unread: neighbours.filter((neighbour) => neighbour.facts === undefined).map(({ stack }) => stack),
    shared: sharedBetween(facts, neighbours),
    promotions: promotionsOf(facts, neighbours).map(({ system, image, ranIn }) => ({
      system,
      image,
      ranInStaging: ranIn !== undefined,
    })),
  };
  // The policy pack takes the stage's own facts from the manifest.
  return new StageNeighbours("neighbours", args, { dependsOn: manifest });
}
