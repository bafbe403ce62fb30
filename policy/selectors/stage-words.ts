import { stackOf } from "../stage";
import type { Stage } from "../stage";

/** The words for stages in names. `stage` itself is not one: every API Gateway has a stage. */
const words: Readonly<Record<Stage, readonly string[]>> = {
  development: ["development", "develop", "dev"],
  staging: ["staging", "stg"],
  production: ["production", "prod", "prd"],
};

const entries = Object.entries(words) as readonly (readonly [Stage, readonly string[]])[];

/** The stage of a single word; undefined for any other word. */
export function stageNamed(word: string): Stage | undefined {
  const lower = word.toLowerCase();
  return entries.find(([, known]) => known.includes(lower))?.[0];
}

/** The parts of a name between its separators, small: `prod/api-key` is prod, api and key. */
function partsOf(name: string): readonly string[] {
  return name.split(/[^A-Za-z0-9]+/).filter((part) => part !== "");
}

/**
 * The stage a name belongs to: the one its first part names, or else its last, so that `etl-staging-area` belongs to
 * none. Undefined when it names no stage there.
 */
export function stageOfName(name: string): Stage | undefined {
  const parts = partsOf(name);
  return stageNamed(parts[0] ?? "") ?? stageNamed(parts.at(-1) ?? "");
}

/**
 * The stages in a path such as the name of a secret or of a log group: those of its folders.
 * A hyphenated folder names the stage of its first or last part.
 */
export function stagesOfPath(path: string): readonly Stage[] {
  return path
    .split("/")
    .map(stageOfName)
    .filter((stage) => stage !== undefined);
}

/**
 * The stage whose words a stack's names may carry: the one its own name tells (`dev`, `acme-staging`), and the stage it
 * is held to where the name tells none.
 */
export function ownStage(urn: string | undefined, heldTo: Stage): Stage {
  return stageOfName(stackOf(urn)) ?? heldTo;
}
