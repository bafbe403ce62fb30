import type { StrictnessVariables } from "./strictness";

/** A level in the pack's configuration. */
export type ConfiguredLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** The pack's configuration of one rule. */
export interface RuleConfiguration {
  readonly level?: ConfiguredLevel;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The engine's configuration of the run. */
export interface StackConfiguration {
  readonly stack: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly dryRun: boolean;
}

/** The options of the pack that do not come from the engine. */
export interface PackOptions {
  readonly environment: StrictnessVariables & {
    readonly CARE_PLATFORM_POLICY_STAGE?: string;
    readonly CARE_PLATFORM_POLICY_WAIVERS?: string;
  };
  /** The folder of the pack, in which the waivers of its own stages are kept. */
  readonly folder: string;
  /** The day it is, in UTC, as YYYY-MM-DD. */
  readonly today: string;
  /**
   * Whether people read the output, in a run that the engine has introduced: many open checks become one line,
   * and a finding has a link. @default false, for programs that parse messages
   */
  readonly forPeople?: boolean;
}
