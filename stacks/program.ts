import * as pulumi from "@pulumi/pulumi";
import { linesOf, stackFileName } from "../settings/file";
import { projectDirectory, readSettings } from "../settings/read";
import { type DeploymentRecord, readDeploymentRecord } from "../settings/rotation/deployment";
import { refuseTransition } from "../settings/rotation/deployment-faults";
import { SettingsError } from "../settings/settings-error";
import { deployStage } from "./stage";
import type { StageOutputs } from "./stage";

/**
 * The whole program: reads the settings of the selected stack, asks what the stack runs of each secret, and builds the stage
 * unless a step of a rotation comes too early.
 * @param now the clock by which that is judged. @default the machine's
 * @throws SettingsError before anything is built.
 */
export async function deploy(now: () => Date = () => new Date()): Promise<StageOutputs> {
  const settings = readSettings();
  const before = await deploymentRecord();
  const file = stackFileName(settings.stack);
  refuseTransition(settings, before, { file, lineOf: linesOf(settings.stack, projectDirectory) }, now());
  return deployStage(settings, before, now);
}

/**
 * What the stack's own output `rotation` says, as the last successful update left it; empty before the first one. The engine
 * is asked by the call that its own SDK makes for the outputs of another stack, and not by a resource, which would
 * keep a copy of every output in the state.
 */
async function deploymentRecord(): Promise<DeploymentRecord> {
  const stack = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const { outputs } = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name: stack })) as {
    readonly outputs?: { readonly rotation?: unknown };
  };
  if (outputs?.rotation === undefined) return {};
  try {
    return readDeploymentRecord(outputs.rotation);
  } catch (error) {
    throw new SettingsError(
      `The outputs of the stack ${stack} do not say what is deployed of its secrets. ${(error as Error).message}`,
    );
  }
}
