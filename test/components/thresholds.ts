import { certificate, cloudFront, loadBalancer, uptime, webFirewall } from "../../settings/thresholds/edge";
import { foundationThresholds } from "../../settings/thresholds/foundation";
import { defaultThresholds } from "../../settings/thresholds/row";
import { functions, queues, secretAge, service } from "../../settings/thresholds/services";
import { atlas, postgres, postgresReplicas, redis } from "../../settings/thresholds/stores";

/** The defaults of all thresholds, as components take them. */
export const thresholds = defaultThresholds({
  ...foundationThresholds,
  loadBalancer,
  cloudFront,
  webFirewall,
  certificate,
  uptime,
  service,
  functions,
  queues,
  secretAge,
  postgres,
  postgresReplica: { ...postgres, ...postgresReplicas },
  redis,
  atlas,
});

/** What the alarms of a site are made from. */
export const ofSite = { subject: "the system admin site", thresholds };
