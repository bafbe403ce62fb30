import { everySystem } from "../../settings/thresholds/every-system";
import { foundationThresholds } from "../../settings/thresholds/foundation";
import { defaultThresholds } from "../../settings/thresholds/row";
import { functions, queues } from "../../settings/thresholds/services";
import { atlas, postgres, postgresReplicas, redis } from "../../settings/thresholds/stores";

/** The defaults of all thresholds, as components take them. */
export const thresholds = defaultThresholds({
  ...foundationThresholds,
  ...everySystem,
  functions,
  queues,
  postgres,
  postgresReplica: { ...postgres, ...postgresReplicas },
  redis,
  atlas,
});

/** What the alarms of a site are made from. */
export const ofSite = { subject: "the system admin site", thresholds };
