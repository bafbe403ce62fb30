import type { Rule } from "../../rule";
import { alarmActionsRequired } from "./alarm-actions-required";
import { alarmsComplete } from "./alarms-complete";
import { dashboardComplete } from "./dashboard-complete";
import { logRetention } from "./log-retention";
import { snsEncrypted } from "./sns-encrypted";
import { snsNotPublic } from "./sns-not-public";
import { snsTlsOnly } from "./sns-tls-only";

/** The rules of what is observed, in evaluation order. */
export const observabilityRules: readonly Rule[] = [
  logRetention,
  alarmActionsRequired,
  alarmsComplete,
  snsEncrypted,
  snsNotPublic,
  snsTlsOnly,
  dashboardComplete,
];
