import { plainEnvironment } from "../settings/environments";
import type { Settings } from "../settings/schema";

export { apiPort, logDirectory } from "./declared/variables";

/** The variables of the API and the worker that are no secrets and do not wait for a resource. */
export function environment(settings: Settings): Record<string, string> {
  return plainEnvironment("ahava-healthcare", settings);
}

/** The CloudWatch namespace in which the applications publish the state of their queues. */
export function metricsNamespace(settings: Settings): string {
  return environment(settings).METRICS_NAMESPACE ?? `${settings.stage}/ahava-healthcare`;
}
