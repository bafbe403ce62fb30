import type { Refusal } from "./gates";

/** The requirement for a record that a gate refuses, for a message about the settings. */
export function allowedRecord({ reason, allowedFrom }: Refusal): string {
  const from = allowedFrom === undefined ? "" : `, allowed from ${allowedFrom.toISOString()}`;
  return `the record of a step whose gates are open${from}: ${reason}`;
}
