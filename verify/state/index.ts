import type { Probe } from "../probe";
import { alarmsInPlace, criticalAlarms, secretAges } from "./alarms";
import { atlasAlerts, atlasRestores, atlasSnapshots } from "./atlas-project";
import { backupJobs, recoveryPoints, restoreTests, snapshots } from "./backups";
import { databaseConnections, errorRate, responseTimes } from "./day";
import { notifications, queues, registrationMessages, vendorCalls, webhookProcessing } from "./application-metrics";
import { imageFindings, imageScanned } from "./images";
import { firewallRules, storesEncrypted } from "./protection";
import { servicesRunning, targetsHealthy } from "./services";
import { subscriptions } from "./subscriptions";
import { goroutineTrend, memoryTrend, metricsCollected } from "./trends";
import { canary, certificateDays, logsArriving } from "./watching";

/** Every probe of the state in AWS and Atlas. They only read. */
export const stateProbes: readonly Probe[] = [
  servicesRunning,
  targetsHealthy,
  alarmsInPlace,
  criticalAlarms,
  subscriptions,
  canary,
  recoveryPoints,
  backupJobs,
  restoreTests,
  snapshots,
  storesEncrypted,
  firewallRules,
  imageFindings,
  imageScanned,
  certificateDays,
  secretAges,
  logsArriving,
  errorRate,
  responseTimes,
  memoryTrend,
  goroutineTrend,
  metricsCollected,
  databaseConnections,
  queues,
  webhookProcessing,
  notifications,
  registrationMessages,
  vendorCalls,
  atlasSnapshots,
  atlasRestores,
  atlasAlerts,
];
