import { bucketCalls } from "./buckets";
import { computeCalls } from "./compute";
import { dataCalls } from "./data";
import { edgeCalls } from "./edge";
import { networkCalls } from "./network";
import { observabilityCalls } from "./observability";
import { securityCalls } from "./security";
import type { TypeCalls } from "./type-calls";

/** What is known of the calls for each type, beside the permissions that AWS publishes, by type token. */
export const typeCalls: Readonly<Record<string, TypeCalls>> = {
  ...bucketCalls,
  ...computeCalls,
  ...dataCalls,
  ...edgeCalls,
  ...networkCalls,
  ...observabilityCalls,
  ...securityCalls,
};
