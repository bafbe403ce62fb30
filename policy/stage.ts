/** A deployment stage; each is one Pulumi stack, or one for each of its systems. */
export type Stage = "development" | "staging" | "production";

export const stages: readonly Stage[] = ["development", "staging", "production"];

/** The sources of a run's stage, highest precedence first. */
export interface StageSources {
  /** The rule's own configuration. */
  readonly configured: unknown;
  /** The environment variable CARE_PLATFORM_POLICY_STAGE. */
  readonly environment: string | undefined;
  /** The stack's tag `stage`, on backends that have stack tags. */
  readonly stackTag: string | undefined;
  /** The stack's name; empty when it is not known. */
  readonly stack: string;
}

/** The stack's name, from `urn:pulumi:<stack>::<project>::<types>::<name>`; empty when that is no URN. */
export function stackOf(urn: string | undefined): string {
  return /^urn:pulumi:([^:]+)::/.exec(urn ?? "")?.[1] ?? "";
}

/** The stage a stack is named after: `production`, or `production-med-platform` for a stack that holds a part of it. */
function stageOfStack(stack: string): Stage | undefined {
  return stages.find((stage) => stack === stage || stack.startsWith(`${stage}-`));
}

/** Whether the stage of a run is unknown, so that production's rules apply. */
export function isStageAssumed({ configured, environment, stackTag, stack }: StageSources): boolean {
  return ![configured, environment, stackTag, stageOfStack(stack)].some(isStage);
}

/** The stage of this run; production if it is unknown, so that the strictest rules apply. */
export function stageOf({ configured, environment, stackTag, stack }: StageSources): Stage {
  return [configured, environment, stackTag, stageOfStack(stack)].find(isStage) ?? "production";
}

function isStage(value: unknown): value is Stage {
  return stages.some((stage) => stage === value);
}
