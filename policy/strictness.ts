import type { Waiting } from "./context";

/** The environment variables that decide the effect of an undecided rule. */
export interface StrictnessVariables {
  /** "1" or "true": a deployment with a mandatory rule undecided is refused; anything else: it is not. @default CI */
  readonly CARE_PLATFORM_POLICY_STRICT?: string;
  /** Set by every common service for continuous integration; there the pack is strict. */
  readonly CI?: string;
  /** "true" in a preview; set by the engine, except where the pack runs through a language host. */
  readonly PULUMI_NODEJS_DRY_RUN?: string;
  readonly PULUMI_DRY_RUN?: string;
}

/** The inputs of the decision whether an undecided check blocks. */
export interface StrictnessSources {
  /** The word `strict` of the rule's own configuration. */
  readonly configured: unknown;
  /** Whether this is a preview, from the engine's set-up of the pack; undefined without it. */
  readonly dryRun: boolean | undefined;
  readonly variables: StrictnessVariables;
}

/**
 * Whether an undecided check blocks like its rule. Never in a preview, where values are expected to be unknown;
 * in a deployment only in strict mode. If neither source is set, an unknown value proves a preview.
 */
export function blocksUndecided({ unknown }: Waiting, sources: StrictnessSources): boolean {
  return isStrict(sources) && !(isPreview(sources) ?? unknown);
}

/** Whether this run is a preview; undefined if no source is set, as in the analysis of a recorded state. */
export function isPreview({ dryRun, variables }: Omit<StrictnessSources, "configured">): boolean | undefined {
  if (dryRun !== undefined) return dryRun;
  const said = variables.PULUMI_NODEJS_DRY_RUN ?? variables.PULUMI_DRY_RUN;
  return said === undefined ? undefined : isOn(said);
}

function isStrict({ configured, variables }: StrictnessSources): boolean {
  if (typeof configured === "boolean") return configured;
  return isOn(variables.CARE_PLATFORM_POLICY_STRICT ?? variables.CI);
}

function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
