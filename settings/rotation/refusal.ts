import type { Refusal } from "./gates";

/** What a record must be that a gate refuses, as a message about the settings says it. */
export function allowedRecord({ reason, allowedFrom }: Refusal): string {
  const from = allowedFrom === undefined ? "" : `, allowed from ${allowedFrom.toISOString()}`;
  return `the record of a step whose gates are open${from}: ${reason}`;
}
