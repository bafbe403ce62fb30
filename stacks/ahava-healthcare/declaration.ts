import { declareSystem } from "../../settings/system/declaration";
import { checks } from "./declared/cross-field-checks";
import { publicFace } from "./declared/public-face";
import { releaseRows } from "./declared/release-rows";
import { secrets } from "./declared/secrets";
import { ahavaHealthcareSection, leastProductionTask } from "./declared/section";
import { standIns } from "./declared/stand-ins";
import { idleTimeoutSeconds, variables } from "./declared/variables";
import { warnings } from "./declared/warnings";

/** All that is particular to ahava-healthcare and needs no cloud. */
export const ahavaHealthcare = declareSystem({
  name: "ahava-healthcare",
  key: "ahavaHealthcare",
  section: ahavaHealthcareSection,
  stores: ["postgres", "redis"],
  idleTimeoutSeconds,
  leastProductionTask,
  variables,
  secrets,
  checks,
  warnings,
  publicFace,
  releaseRows,
  standIns,
});
