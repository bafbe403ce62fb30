import type { Settings } from "../settings/schema";

/** The tags that tell what belongs to a stack from what belongs to any other, within one account too. */
export function ownTags({ stack }: Settings): Readonly<Record<string, string>> {
  return { project: "care-platform", stack };
}
