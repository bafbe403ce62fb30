import * as path from "node:path";
import type { DeployedStage } from "../../readiness/architecture-page";
import { countedOf } from "../../readiness/deployed-resource";
import { quotaDocuments } from "../../readiness/quotas-section";
import { quotaSheet, sharedSheet } from "../../rehearsal/account/index";
import { rehearsalSource } from "../../stacks/settings/overlay";
import { parseSettings } from "../../stacks/settings/parse";
import type { Settings } from "../../stacks/settings/schema";
import type { Stage } from "../../settings/stage/stage";
import { deployStage } from "../../stacks/stage";
import { register } from "../components/mocks";
import { options } from "../stacks/doctor-system-stage";

const root = path.resolve(__dirname, "../..");

/**
 * A stage as it is rehearsed, registered without an engine.
 * @param change what is other in its settings. @default nothing
 */
export async function registeredStage(
  stage: Stage,
  change: (settings: Settings) => Settings = (settings) => settings,
): Promise<DeployedStage> {
  const settings = change(parseSettings(rehearsalSource(stage, root).source));
  const { resources } = await register(() => deployStage(settings), {
    ...options,
    stack: stage,
    computed: {
      ...options.computed,
      // By it a service names its task, whose size counts.
      "aws:ecs/taskDefinition:TaskDefinition": ({ family }) => ({
        arn: `arn:aws:ecs:af-south-1:000000000000:task-definition/${String(family)}:1`,
      }),
    },
  });
  return {
    stage,
    resources: resources.map(({ urn, type, parentUrn, inputs, outputs, options }) => ({
      urn,
      type,
      parent: parentUrn,
      dependencies: options.dependencies,
      properties: { ...inputs, ...outputs },
    })),
  };
}

/** What the page of the first deployment and its file of raises must be for the stages. */
export function quotaPages(page: string, deployed: readonly DeployedStage[]): ReturnType<typeof quotaDocuments> {
  const sheets = deployed.map(({ stage, resources }) => ({ stage, quotas: quotaSheet(countedOf(resources)) }));
  return quotaDocuments(page, sheets, sharedSheet(sheets.map(({ quotas }) => quotas)));
}
