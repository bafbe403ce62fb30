import type { Rule } from "../../rule";
import { dataProtected } from "./data-protected";
import { rdsAdminName } from "./rds-admin-name";
import { rdsBackups } from "./rds-backups";
import { rdsClusterMultiAz } from "./rds-cluster-multi-az";
import { rdsCopyTags } from "./rds-copy-tags";
import { rdsCustomerManagedKey } from "./rds-customer-managed-key";
import { rdsDeletionProtection } from "./rds-deletion-protection";
import { rdsEncrypted } from "./rds-encrypted";
import { rdsEnhancedMonitoring } from "./rds-enhanced-monitoring";
import { rdsEventSubscriptions } from "./rds-event-subscriptions";
import { rdsForceSsl } from "./rds-force-ssl";
import { rdsInsightsEncrypted } from "./rds-insights-encrypted";
import { rdsLogExports } from "./rds-log-exports";
import { rdsManagedAuthentication } from "./rds-managed-authentication";
import { rdsMinorUpgradesExplicit } from "./rds-minor-upgrades-explicit";
import { rdsModernCa } from "./rds-modern-ca";
import { rdsMultiAz } from "./rds-multi-az";
import { rdsNetworkPlacement } from "./rds-network-placement";
import { rdsPrivate } from "./rds-private";
import { rdsProductionStorage } from "./rds-production-storage";
import { rdsProxyTls } from "./rds-proxy-tls";
import { s3Encrypted } from "./s3-encrypted";
import { s3Private } from "./s3-private";
import { s3TlsOnly } from "./s3-tls-only";
import { s3Versioned } from "./s3-versioned";

/** The rules of data stores, in evaluation order. */
export const dataStoreRules: readonly Rule[] = [
  rdsEncrypted,
  rdsCustomerManagedKey,
  rdsPrivate,
  rdsNetworkPlacement,
  rdsForceSsl,
  rdsModernCa,
  rdsProxyTls,
  rdsManagedAuthentication,
  rdsAdminName,
  rdsBackups,
  rdsDeletionProtection,
  rdsCopyTags,
  rdsMultiAz,
  rdsClusterMultiAz,
  rdsProductionStorage,
  rdsMinorUpgradesExplicit,
  rdsLogExports,
  rdsEnhancedMonitoring,
  rdsInsightsEncrypted,
  rdsEventSubscriptions,
  s3Private,
  s3Encrypted,
  s3Versioned,
  s3TlsOnly,
  dataProtected,
];
