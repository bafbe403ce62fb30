import { plainEnvironment } from "../../settings/environment/environments";
import type { Settings } from "../../settings/stage/schema";

export { apiPort } from "../../settings/environment/doctor-system";

/** The variables of the API that are no secrets. */
export function environment(settings: Settings): Record<string, string> {
  return plainEnvironment("doctor-system", settings);
}

/** The one database of the stage (DS-VAR-07). */
export function databaseName(settings: Settings): string {
  const { MONGODB_DB_NAME } = environment(settings);
  if (MONGODB_DB_NAME === undefined) throw new Error("settings/environment/doctor-system.ts has no MONGODB_DB_NAME.");
  return MONGODB_DB_NAME;
}

/** The CloudWatch namespace of what is counted in the API's log (DS-VAR-04). */
export function metricsNamespace({ stage }: Settings): string {
  return `${stage}/doctor-system`;
}
