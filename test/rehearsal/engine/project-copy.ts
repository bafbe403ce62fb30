export { ProjectCopy } from "../../../rehearsal/negative-tests/project-copy";
export type { CommandResult } from "../../../rehearsal/negative-tests/project-copy";

/** How long a test on the engine may take before it counts as hanging, in milliseconds; no statement about speed. */
export const engineTimeout = 3_600_000;
