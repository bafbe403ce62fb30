import * as path from "node:path";
import type { DeployedStage } from "../../readiness/architecture-page";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import type { Stage } from "../../settings/stage/stage";
import { deployStage } from "../../stacks/stage";
import { register } from "../components/mocks";
import { options } from "../stacks/doctor-system-stage";

const root = path.resolve(__dirname, "../..");

/** A stage as it is rehearsed, registered without an engine. */
export async function registeredStage(stage: Stage): Promise<DeployedStage> {
  const settings = parseSettings(rehearsalSource(stage, root).source);
  const { resources } = await register(() => deployStage(settings), { ...options, stack: stage });
  return {
    stage,
    resources: resources.map(({ urn, type, parentUrn, inputs, options }) => ({
      urn,
      type,
      parent: parentUrn,
      dependencies: options.dependencies,
      properties: inputs,
    })),
  };
}
