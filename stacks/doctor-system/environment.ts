import { plainEnvironment } from "../settings/environments";
import type { Settings } from "../settings/schema";

export { apiPort } from "./declared/variables";

/** The variables of the API that are no secrets. */
export function environment(settings: Settings): Record<string, string> {
  return plainEnvironment("doctor-system", settings);
}

/** The one database of the stage (DS-VAR-07). */
export function databaseName(settings: Settings): string {
  const { MONGODB_DB_NAME } = environment(settings);
  if (MONGODB_DB_NAME === undefined)
    throw new Error("stacks/doctor-system/declared/variables.ts has no MONGODB_DB_NAME.");
  return MONGODB_DB_NAME;
}

/** The CloudWatch namespace of the metrics from the API's log (DS-VAR-04). */
export function metricsNamespace({ stage }: Settings): string {
  return `${stage}/doctor-system`;
}
