import { publishedSets } from "../published/set-inputs";
import type { ResourceTypes } from "../resource-type";
import { computeReads } from "./compute";
import { dataReads } from "./data";
import { edgeReads } from "./edge";
import { observabilityReads } from "./observability";
import type { Reads } from "./read";
import { securityReads } from "./security";

/** What is known of the provider's Read, by token. */
export const reads: Reads = { ...computeReads, ...dataReads, ...edgeReads, ...observabilityReads, ...securityReads };

/** The types with what is known of their Read, and which of their inputs are sets. */
export function withReads(types: ResourceTypes): ResourceTypes {
  const { types: sets } = publishedSets();
  return Object.fromEntries(
    Object.entries(types).map(([token, type]) => [token, { ...type, read: reads[token], sets: sets[token] }]),
  );
}
