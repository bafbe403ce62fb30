import type { Rule } from "../../rule";
import { atlasAccessListOwnEgress } from "./atlas-access-list-own-egress";
import { atlasAlertsComplete } from "./atlas-alerts-complete";
import { atlasAuditingEnabled } from "./atlas-auditing-enabled";
import { atlasBackupRetention } from "./atlas-backup-retention";
import { atlasBackupSchedulePresent } from "./atlas-backup-schedule-present";
import { atlasBackupsOutliveCluster } from "./atlas-backups-outlive-cluster";
import { atlasBackupsRequired } from "./atlas-backups-required";
import { atlasDedicatedTierInProd } from "./atlas-dedicated-tier-in-prod";
import { atlasEncryptedAtRest } from "./atlas-encrypted-at-rest";
import { atlasJavascriptDisabled } from "./atlas-javascript-disabled";
import { atlasNoOpenAccessList } from "./atlas-no-open-access-list";
import { atlasProjectOfStage } from "./atlas-project-of-stage";
import { atlasTerminationProtection } from "./atlas-termination-protection";
import { atlasTlsMin } from "./atlas-tls-min";
import { atlasUserLeastPrivilege } from "./atlas-user-least-privilege";

/** The rules of MongoDB Atlas, in evaluation order. */
export const atlasRules: readonly Rule[] = [
  atlasNoOpenAccessList,
  atlasAccessListOwnEgress,
  atlasProjectOfStage,
  atlasDedicatedTierInProd,
  atlasTlsMin,
  atlasJavascriptDisabled,
  atlasEncryptedAtRest,
  atlasBackupsRequired,
  atlasBackupSchedulePresent,
  atlasBackupRetention,
  atlasBackupsOutliveCluster,
  atlasTerminationProtection,
  atlasUserLeastPrivilege,
  atlasAuditingEnabled,
  atlasAlertsComplete,
];
