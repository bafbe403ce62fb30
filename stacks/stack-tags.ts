import { type System } from "./settings/systems";
import type { Settings } from "./settings/schema";

/** The tags that tell what belongs to a stack from what belongs to any other, within one account too. */
export function ownTags({ stack }: Settings): Readonly<Record<string, string>> {
  return { project: "care-platform", stack };
}

/** What everything carries: what belongs to the stack, its stage, who answers for it, and which system it serves. */
export function everyTag(settings: Settings, service: System | "foundation"): Readonly<Record<string, string>> {
  return { ...ownTags(settings), stage: settings.stage, owner: settings.owner, service };
}
