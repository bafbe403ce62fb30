export { ProjectCopy } from "../../../rehearsal/sabotage/project-copy";
export type { CommandResult } from "../../../rehearsal/sabotage/project-copy";

/** How long a test on the engine may take before it counts as hanging, in milliseconds; no statement about speed. */
export const engineTimeout = 3_600_000;
