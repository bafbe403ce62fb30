import { declareSystem } from "../../settings/system/declaration";
import { checks } from "./declared/cross-field-checks";
import { publicFace } from "./declared/public-face";
import { releaseRows } from "./declared/release-rows";
import { secrets } from "./declared/secrets";
import { medPlatformSection } from "./declared/section";
import { standIns } from "./declared/stand-ins";
import { variables } from "./declared/variables";

/** All that is particular to med-platform and needs no cloud. */
export const medPlatform = declareSystem({
  name: "med-platform",
  key: "medPlatform",
  section: medPlatformSection,
  stores: ["postgres"],
  idleTimeoutSeconds: 120,
  variables,
  secrets,
  givenNames: [
    ["signingKeys", "names", "privateKey"],
    ["signingKeys", "names", "publicKey"],
  ],
  checks,
  publicFace,
  releaseRows,
  standIns,
});
