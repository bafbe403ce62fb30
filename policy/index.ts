import type { Rule } from "./rule";
import { atlasRules } from "./rules/atlas/index";
import { backupRules } from "./rules/backup/index";
import { cacheRules } from "./rules/cache/index";
import { dataStoreRules } from "./rules/data-stores/index";
import { deliveryRules } from "./rules/delivery/index";
import { edgeRules } from "./rules/edge/index";
import { goLiveRules } from "./rules/go-live/index";
import { isolationRules } from "./rules/isolation/index";
import { networkRules } from "./rules/network/index";
import { observabilityRules } from "./rules/observability/index";
import { secretRules } from "./rules/secrets/index";
import { serviceRules } from "./rules/services/index";
import { waiversCurrent } from "./rules/delivery/waivers-current";

/**
 * The rules of the pack, in evaluation order. What is not listed, here or in an
 * area, does not exist.
 * Import this file by its name: the folder itself is the package that starts the server.
 */
export const rules: readonly Rule[] = [
  ...networkRules,
  ...dataStoreRules,
  ...atlasRules,
  ...cacheRules,
  ...edgeRules,
  ...serviceRules,
  ...secretRules,
  ...isolationRules,
  ...observabilityRules,
  ...backupRules,
  ...deliveryRules,
  ...goLiveRules,
  // Asked last, when every finding is known.
  waiversCurrent,
];
