import type { Rule } from "../../rule";
import { alarmActionsRequired } from "./alarm-actions-required";
import { alarmRecoveriesNotified } from "./alarm-recoveries-notified";
import { alarmsComplete } from "./alarms-complete";
import { dashboardComplete } from "./dashboard-complete";
import { logRetention } from "./log-retention";
import { snsEncrypted } from "./sns-encrypted";
import { snsNotPublic } from "./sns-not-public";
import { snsTlsOnly } from "./sns-tls-only";

/** The rules of what is observed, in the order in which they are asked. */
export const observabilityRules: readonly Rule[] = [
  logRetention,
  alarmActionsRequired,
  alarmRecoveriesNotified,
  alarmsComplete,
  snsEncrypted,
  snsNotPublic,
  snsTlsOnly,
  dashboardComplete,
];
