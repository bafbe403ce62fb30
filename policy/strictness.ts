import type { Waiting } from "./examination";

/** The variables of the environment that decide what an undecided rule does. */
export interface StrictnessVariables {
  /** "1" or "true": a deployment with a mandatory rule undecided is refused. @default off */
  readonly CARE_PLATFORM_POLICY_STRICT?: string;
  /** "true" in a preview; set by the engine, except where the pack runs through a language host. */
  readonly PULUMI_NODEJS_DRY_RUN?: string;
  readonly PULUMI_DRY_RUN?: string;
}

/**
 * Whether something undecided blocks as the rule itself would. Never in a preview, where values are rightly unknown;
 * in a deployment only in strict mode. Where nobody says which of the two this is, an unknown value proves a preview.
 */
export function blocksUndecided({ unknown }: Waiting, configured: unknown, variables: StrictnessVariables): boolean {
  const strict = typeof configured === "boolean" ? configured : isOn(variables.CARE_PLATFORM_POLICY_STRICT);
  const dryRun = variables.PULUMI_NODEJS_DRY_RUN ?? variables.PULUMI_DRY_RUN;
  const preview = dryRun === undefined ? unknown : isOn(dryRun);
  return strict && !preview;
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
