import { plainEnvironment } from "../settings/environments";
import type { Settings, SettingsWith } from "../settings/schema";
import type { SystemContext } from "../system/context";

export { apiPort, databaseName, program, programFolder } from "./declared/variables";

/** What every part of med-platform is built from. */
export type MedContext = SystemContext<SettingsWith<"medPlatform">>;

/** The variables of the API that are no secrets. */
export function environment(settings: Settings): Record<string, string> {
  return plainEnvironment("med-platform", settings);
}

/** The CloudWatch namespace of the figures that are read from the API's log and from its metrics. */
export function metricsNamespace({ stage }: Settings): string {
  return `${stage}/med-platform`;
}
