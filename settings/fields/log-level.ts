import { oneOf } from "./field";
import type { Stage } from "../stage/stage";

/** The log level of an application. Below info it logs requests with patient data, so not in production (DS-VAR-20). */
export function logLevel(stage: Stage) {
  return stage === "production"
    ? oneOf(["error", "warn", "info"], "production; DS-VAR-20").default("info")
    : oneOf(["error", "warn", "info", "debug", "trace", "silly"]).default("info");
}
