import { plainEnvironment } from "../settings/environments";
import type { Settings, SettingsWith } from "../settings/schema";
import type { SystemContext } from "../system/context";

export { apiPort, databaseName, program, programFolder } from "./declared/variables";

/** The shared inputs of all parts of med-platform. */
export type MedContext = SystemContext<SettingsWith<"medPlatform">>;

/** The variables of the API that are no secrets. */
export function environment(settings: Settings): Record<string, string> {
  return plainEnvironment("med-platform", settings);
}

/** The CloudWatch namespace of the metrics from the API's log and its metrics endpoint. */
export function metricsNamespace({ stage }: Settings): string {
  return `${stage}/med-platform`;
}
