import { type System } from "./settings/systems";
import type { Settings } from "./settings/schema";

/** The tags that identify the resources of a stack, within one account too. */
export function ownTags({ stack }: Settings): Readonly<Record<string, string>> {
  return { project: "care-platform", stack };
}

/** The tags of every resource: project, stack, stage, owner and service. */
export function everyTag(settings: Settings, service: System | "foundation"): Readonly<Record<string, string>> {
  return { ...ownTags(settings), stage: settings.stage, owner: settings.owner, service };
}
