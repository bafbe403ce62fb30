import { declareSystem } from "../../settings/system/declaration";
import { checks } from "./declared/cross-field-checks";
import { publicFace } from "./declared/public-face";
import { releaseRows } from "./declared/release-rows";
import { secrets } from "./declared/secrets";
import { doctorSystemSection } from "./declared/section";
import { standIns } from "./declared/stand-ins";
import { idleTimeoutSeconds, variables } from "./declared/variables";
import { warnings } from "./declared/warnings";

/** All that is particular to doctor-system and needs no cloud. */
export const doctorSystem = declareSystem({
  name: "doctor-system",
  key: "doctorSystem",
  section: doctorSystemSection,
  stores: ["atlas"],
  idleTimeoutSeconds,
  variables,
  secrets,
  checks,
  warnings,
  publicFace,
  releaseRows,
  standIns,
});
