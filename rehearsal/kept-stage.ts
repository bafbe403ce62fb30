import * as fs from "node:fs";
import * as path from "node:path";
import { z } from "zod";
import { type DeployedResource, deployedResources } from "../readiness/deployed-resource";
import { ExpectedError } from "../settings/faults/expected-error";
import type { RunFolder } from "./run-folder";

/** There is no stage to begin with. */
export class NothingKept extends ExpectedError {}

/** The file that says that somebody wants the stage in the folder to stay. */
const mark = "kept";

/** Notes that the stage in the folder is to stay. */
export function markKept({ path: folder }: Pick<RunFolder, "path">): void {
  fs.writeFileSync(path.join(folder, mark), "");
}

/** The folder of a stage that was kept, or that somebody has deployed with `npm run account`; `undefined` where there is none. */
export function keptStage(root: string, stack: string): string | undefined {
  const folder = path.join(".rehearsal", stack);
  return fs.existsSync(path.join(root, folder, mark)) && stands(root, stack) ? folder : undefined;
}

/** Makes sure that there is a stage to begin with. Throws {@link NothingKept}. */
export function requireStanding(root: string, stack: string): void {
  if (stands(root, stack)) return;
  throw new NothingKept(
    `No kept stage of ${stack} to start from. Keep one first: npm run rehearse -- --stage ${stack} --keep`,
  );
}

const checkpoint = z.object({ checkpoint: z.object({ latest: z.object({ resources: z.array(z.unknown()) }) }) });

/** Whether the state in the stage's folder holds anything. */
function stands(root: string, stack: string): boolean {
  return recorded(root, stack).length > 0;
}

/** The resources in the state of the stage's folder; none where there is no state. */
function recorded(root: string, stack: string): readonly unknown[] {
  const state = path.join(root, ".rehearsal", stack, "state", ".pulumi", "stacks", "care-platform", `${stack}.json`);
  try {
    return checkpoint.parse(JSON.parse(fs.readFileSync(state, "utf8"))).checkpoint.latest.resources;
  } catch {
    return [];
  }
}

/** The resources of a kept stage. Throws {@link NothingKept}. */
export function keptResources(root: string, stack: string): readonly DeployedResource[] {
  requireStanding(root, stack);
  return deployedResources({ deployment: { resources: recorded(root, stack) } });
}
