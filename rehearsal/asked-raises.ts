import * as fs from "node:fs";
import * as path from "node:path";
import { raisesFile } from "../readiness/quotas-section";
import { type StackName, stackNamed } from "../stacks/settings/systems";
import type { Raises } from "./account/index";
import { projectRoot } from "./engine/engine";

/** The raises that a stage's first deployment has; a stack of one system has those of its stage. */
export function requestedRaises(stack: StackName): Raises {
  const raises = JSON.parse(fs.readFileSync(path.join(projectRoot, raisesFile), "utf8")) as Record<string, Raises>;
  return raises[stackNamed(stack).stage] ?? {};
}
