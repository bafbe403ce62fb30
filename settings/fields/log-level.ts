import { oneOf } from "./field";
import type { Stage } from "../stage/stage";

/** How much an application says. Below info it tells what it was sent, patients' data too, so not in production (DS-VAR-20). */
export function logLevel(stage: Stage) {
  return stage === "production"
    ? oneOf(["error", "warn", "info"], "production; DS-VAR-20").default("info")
    : oneOf(["error", "warn", "info", "debug", "trace", "silly"]).default("info");
}
